#include "people_resolution.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "clausier/domain/contract.hpp"
#include "clausier/store/identity_store.hpp"
#include "people_perimeter.hpp"
#include "scope.hpp"

namespace clausier::app {
namespace {

struct Candidate {
  store::IdentityRecord identity;
  bool employed_here = false;  // by this firm on this lot
};

std::map<ParticipantId, bool> people_of(store::Connection& connection, const Actor& actor, const TimesheetSubject& subject) {
  std::map<ParticipantId, bool> people;
  for (const auto& row : connection.query("SELECT e.participant_id, max(e.lot_id = ?2) AS here FROM (" + employments_within(actor) +
                                              ") e WHERE e.firm_id = ?3 GROUP BY e.participant_id",
                                          {perimeter_key(actor), store::value_of(subject.lot), store::value_of(subject.firm)}))
    people.emplace(row.id<ParticipantId>("participant_id"), row.flag("here"));
  return people;
}

std::string upper(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  return text;
}

class Directory {
public:
  Directory(Services& services, store::Connection& connection, const Actor& actor, const TimesheetSubject& subject) {
    const auto people = people_of(connection, actor, subject);
    std::vector<ParticipantId> ids;
    for (const auto& [id, here] : people) ids.push_back(id);
    const auto identities = services.identity->read([&](store::Connection& c) { return store::identities_of(c, ids); });
    for (const auto& [id, record] : identities) add({record, people.at(id)});
  }

  // Everybody whom the mention may mean.
  std::vector<Candidate> matching(const PersonMention& mention) const {
    if (!mention.reference.empty()) return by_reference(mention.reference);
    auto found = by_name(mention);
    if (mention.birth_date)
      std::erase_if(found, [&](const Candidate& c) { return c.identity.birth_date && c.identity.birth_date != mention.birth_date; });
    // A namesake whom the firm employs elsewhere does not stand in the way of who works here.
    const auto here = [](const Candidate& c) { return c.employed_here; };
    if (found.size() > 1 && std::any_of(found.begin(), found.end(), here)) std::erase_if(found, std::not_fn(here));
    return found;
  }

private:
  void add(const Candidate& candidate) {
    const auto& who = candidate.identity;
    const auto forward = folded(who.family_name + " " + who.given_name);
    const auto backward = folded(who.given_name + " " + who.family_name);
    names_.emplace(forward, candidate);
    if (backward != forward) names_.emplace(backward, candidate);
    references_.emplace(who.reference, candidate);
  }

  std::vector<Candidate> by_reference(const std::string& reference) const {
    const auto found = references_.find(upper(reference));
    return found == references_.end() ? std::vector<Candidate>{} : std::vector<Candidate>{found->second};
  }

  std::vector<Candidate> by_name(const PersonMention& mention) const {
    const auto name = mention.full_name.empty() ? mention.family_name + " " + mention.given_name : mention.full_name;
    std::vector<Candidate> found;
    for (auto [at, end] = names_.equal_range(folded(name)); at != end; ++at) found.push_back(at->second);
    return found;
  }

  std::multimap<std::string, Candidate> names_;
  std::map<std::string, Candidate> references_;
};

std::string shown(const PersonMention& m) {
  if (!m.reference.empty()) return m.reference;
  if (!m.full_name.empty()) return m.full_name;
  return m.given_name.empty() || m.family_name.empty() ? m.given_name + m.family_name : m.given_name + " " + m.family_name;
}

Finding about(const char* code, const DraftLine& line) {
  const auto& m = line.person;
  const bool apart = m.reference.empty() && m.full_name.empty();
  return finding(code, person_place(line), shown(m),
                 {{"prenom", apart ? m.given_name : ""}, {"nom", apart ? m.family_name : shown(m)}, {"person", shown(m)}});
}

bool names_nobody(const PersonMention& m) {
  return m.reference.empty() && folded(m.family_name + m.given_name + m.full_name).empty();
}

class Resolution {
public:
  Resolution(const Directory& directory, std::vector<Finding>& findings) : directory_(directory), findings_(findings) {}

  void look_up(DraftLine& line) {
    if (names_nobody(line.person)) return note_missing(line);
    const auto found = directory_.matching(line.person);
    if (found.size() == 1) line.participant = found.front().identity.participant;
    else note_once(about(found.empty() ? "cell.person.unknown" : "cell.person.ambiguous", line));
  }

private:
  // The reader may have said it of the same row already.
  void note_missing(const DraftLine& line) {
    const auto said = [&](const Finding& f) {
      return f.code == "cell.person.missing" && f.place.sheet == line.place.sheet && f.place.row == line.place.row;
    };
    if (std::none_of(findings_.begin(), findings_.end(), said)) findings_.push_back(finding("cell.person.missing", person_place(line)));
  }

  // Of a row with several hours cells, and of a person named on each day, the fault is said once a row.
  void note_once(Finding fault) {
    if (told_.insert({fault.place.sheet, fault.place.row}).second) findings_.push_back(std::move(fault));
  }

  const Directory& directory_;
  std::vector<Finding>& findings_;
  std::set<std::pair<std::string, int>> told_;
};

}  // namespace

void resolve_people(Services& services, store::Connection& connection, const Actor& actor, const TimesheetSubject& subject,
                    TimesheetDraft& draft) {
  const Directory directory(services, connection, actor, subject);
  Resolution resolution(directory, draft.findings);
  for (auto* lines : {&draft.lines, &draft.unread})
    for (auto& line : *lines) resolution.look_up(line);
}

}  // namespace clausier::app
