#include "clausier/app/split_timesheet.hpp"

#include <algorithm>
#include <set>

#include "clausier/domain/contract.hpp"
#include "clausier/read/timesheet_reader.hpp"
#include "scope.hpp"
#include "timesheets_drafts.hpp"
#include "timesheets_reading.hpp"

namespace clausier::app {
namespace {

// A firm that may declare on a lot, with the words under which a file may name the lot.
struct Declaring {
  LotId lot;
  OrganisationId firm;
  std::string siret, firm_name, label;
  std::set<std::string> words;  // folded
};

std::set<std::string> words_of(const LotScope& lot, const std::string& label) {
  std::set<std::string> words;
  for (const auto& text : {lot.number, "lot " + lot.number, lot.label, lot.number + " " + lot.label, "lot " + lot.number + " " + lot.label, lot.contract_code,
                           lot.contract_code + " " + lot.number, lot.contract_code + " lot " + lot.number, lot.contract_code + " " + lot.label,
                           lot.contract_code + " " + lot.number + " " + lot.label, lot.contract_code + " lot " + lot.number + " " + lot.label,
                           lot.contract_object, label})
    if (auto plain = folded(text); !plain.empty() && plain != "lot") words.insert(std::move(plain));
  return words;
}

std::vector<Declaring> declaring_within(Services& services, store::Connection& connection, const Actor& actor) {
  const std::string own = actor.role == Role::contractor ? " AND g.firm_id = ?1" : "";
  std::vector<Declaring> all;
  for (const auto& row : connection.query("SELECT g.lot_id, g.firm_id, o.name AS firm_name, o.siret, " + std::string(described_lot_columns()) +
                                              " FROM grants g JOIN organisations o ON o.id = g.firm_id JOIN (" + described_lots_sql() +
                                              ") d ON d.lot_id = g.lot_id WHERE g.revoked_at IS NULL AND g.lot_id IN (" + lots_within(actor) + ")" + own,
                                          {perimeter_key(actor)})) {
    const auto scope = lot_scope_of(row);
    auto label = lot_label(services.wording, scope);
    auto words = words_of(scope, label);
    const auto firm = row.id<OrganisationId>("firm_id");
    auto siret = row.text("siret"), firm_name = row.text("firm_name");
    all.push_back({scope.lot, firm, std::move(siret), std::move(firm_name), std::move(label), std::move(words)});
  }
  return all;
}

// The one that a part, as the file gives it, means; else why it cannot be told.
Outcome<Declaring> meant_by(const read::FilePart& part, const std::vector<Declaring>& all, bool by_siret) {
  std::vector<Declaring> found;
  for (const auto& one : all)
    if (part.lots.contains("") || one.words.contains(*part.lots.begin())) found.push_back(one);
  std::set<LotId> lots;
  for (const auto& one : found) lots.insert(one.lot);
  if (lots.empty()) return Refusal{"split.lot.unknown"};
  if (lots.size() > 1) return Refusal{"split.lot.several"};
  if (by_siret && found.size() > 1) std::erase_if(found, [&](const Declaring& one) { return !part.firms.contains(one.siret); });
  if (found.size() != 1) return Refusal{"split.firm.unknown"};
  return found.front();
}

// What is asked of one part: where it goes, or why it cannot.
struct Asked {
  read::FilePart part;
  Outcome<Declaring> meant;

  bool goes_with(const Asked& other) const {
    if (part.month != other.part.month || bool(meant) != bool(other.meant)) return false;
    if (!meant) return part.lots == other.part.lots && part.firms == other.part.firms;
    return meant.value().lot == other.meant.value().lot && meant.value().firm == other.meant.value().firm;
  }
};

// One draft for each lot, firm and month, however many ways the file has of naming them: the same bytes are received
// once for it. A contractor's file may name the employers of its people: it is one firm that declares all the same.
std::vector<Asked> merged(std::vector<read::FilePart> parts, const std::vector<Declaring>& all, Month month, bool by_siret) {
  std::vector<Asked> merged;
  for (auto& part : parts) {
    if (!by_siret) part.firms.clear();
    part.month = part.month.value_or(month);
    part.takes_undated = part.month == month;
    auto meant = meant_by(part, all, by_siret);
    Asked asked{std::move(part), std::move(meant)};
    const auto known = std::find_if(merged.begin(), merged.end(), [&](const Asked& one) { return one.goes_with(asked); });
    if (known == merged.end()) {
      merged.push_back(std::move(asked));
      continue;
    }
    known->part.lots.merge(asked.part.lots);
    known->part.firms.merge(asked.part.firms);
    known->part.rows += asked.part.rows;
  }
  return merged;
}

std::string shown(const std::set<std::string>& words) {
  std::string text;
  for (const auto& word : words)
    if (!word.empty()) text += (text.empty() ? "" : ", ") + word;
  return text;
}

}  // namespace

Outcome<std::vector<ReceivedPart>> receive_parts(Services& services, const Actor& actor, Month asked, const std::string& file_name, const std::string& bytes) {
  if (!has_role(actor, {Role::facilitator, Role::contractor})) return forbidden();
  if (bytes.empty()) return Refusal{"file.empty"};
  const bool by_siret = actor.role != Role::contractor;
  const auto grid = read::read_grid(bytes);
  if (grid.sheets.empty() && !grid.findings.empty()) return Refusal{grid.findings.front().code, grid.findings.front().parameters};
  auto parts = read::parts_of(grid, reading_context(services, {asked}));
  if (parts.empty()) return Refusal{"file.headers"};
  const auto all = services.database->read([&](store::Connection& c) { return declaring_within(services, c, actor); });
  std::vector<ReceivedPart> received;
  for (const auto& [part, meant] : merged(std::move(parts), all, asked, by_siret)) {
    ReceivedPart line{shown(part.lots), shown(part.firms), *part.month, part.rows, "", "", Refusal{"split.lot.unknown"}};
    if (meant) {
      line.lot_label = meant.value().label;
      line.firm_name = meant.value().firm_name;
      line.outcome = receive_part(services, actor, {meant.value().lot, meant.value().firm, *part.month}, file_name, bytes, part_text(part));
    } else {
      line.outcome = meant.refusal();
    }
    received.push_back(std::move(line));
  }
  return received;
}

}  // namespace clausier::app
