#pragma once
// The file of a contract that an office follows: whom to reach, documents, its end, its passage to
// another office. Private to the office that follows; the others get not_found.
#include <optional>
#include <string>
#include <vector>

#include "clausier/app/actor.hpp"
#include "clausier/app/contracts.hpp"
#include "clausier/app/services.hpp"
#include "clausier/domain/outcome.hpp"

namespace clausier::app {

using ContactId = Id<struct ContactKind>;
using DocumentId = Id<struct DocumentKind>;

inline const std::vector<std::string> contact_roles = {"buyer", "holder", "joint_holder", "subcontractor", "facilitator", "other"};
inline const std::vector<std::string> contact_channels = {"telephone", "email", "meeting", "letter"};

struct NewContact {
  std::string role;  // of contact_roles
  std::string name, organisation, email, telephone;  // an address or a number at least
  bool is_fallback = false;  // reached when the usual one does not answer
  bool operator==(const NewContact&) const = default;
};
struct Exchange {
  Date reached_on;
  std::string channel;  // of contact_channels
  std::string note;
  std::string author;
};
struct Contact {
  ContactId id;
  NewContact who;
  std::optional<Exchange> last;  // how they were last reached
};

struct ContractDocument {
  DocumentId id;
  std::string title, file_name, sha256;
  std::int64_t size_bytes = 0;
  std::string author;
  Instant recorded_at;
};
struct NewDocument {
  std::string title;
  std::string file_name;
  std::filesystem::path path;  // where the bytes are now
};
inline constexpr std::uint64_t document_bytes_max = 20u * 1024 * 1024;

struct HandOver {
  std::string from, to;    // names of offices
  OrganisationId to_office;
  std::string reason, state;  // asked, accepted, declined, withdrawn
  std::string asked_by, answered_by;
  Instant asked_at;
  std::optional<Instant> answered_at;
};

// What is looked at before a contract is closed. Codes: end_passed, clause_defined, timesheets_reviewed,
// hours_counted, final_document.
struct CheckItem {
  std::string code;
  bool met = false;
};
struct Closure {
  bool closed = false;
  std::string note, author;
  Instant recorded_at;
};

struct ContractFile {
  ContractId contract;
  std::string object, number;
  std::vector<Contact> contacts;       // by role, the usual one before its fallback
  std::vector<ContractDocument> documents;  // newest first
  std::vector<HandOver> hand_overs;    // newest first
  std::vector<CheckItem> checks;
  std::vector<Closure> closures;       // newest first
  std::vector<Organisation> other_offices;
  bool closed() const { return !closures.empty() && closures.front().closed; }
};
Outcome<ContractFile> view_contract_file(Services&, const Actor&, ContractId);

// What is said already in the same words is not recorded twice.
Outcome<ContactId> add_contact(Services&, const Actor&, ContractId, const NewContact&);
Outcome<Done> remove_contact(Services&, const Actor&, ContractId, ContactId);
Outcome<Done> record_exchange(Services&, const Actor&, ContractId, ContactId, Date reached_on, const std::string& channel, const std::string& note);

// Refusals: document.type (neither PDF, office document, picture nor text), document.size, document.title.missing.
Outcome<DocumentId> add_document(Services&, const Actor&, ContractId, const NewDocument&);
struct DocumentFile {
  std::string file_name;
  std::string bytes;
};
Outcome<DocumentFile> open_document(Services&, const Actor&, ContractId, DocumentId);

// The office in charge asks, the other one answers; until then nothing changes.
Outcome<Done> ask_hand_over(Services&, const Actor&, ContractId, OrganisationId to_office, const std::string& reason);
Outcome<Done> withdraw_hand_over(Services&, const Actor&, ContractId);
Outcome<Done> answer_hand_over(Services&, const Actor&, ContractId, bool accepted);

// What is not met needs a note. Opening again needs one too.
Outcome<Done> close_contract(Services&, const Actor&, ContractId, const std::string& note);
Outcome<Done> reopen_contract(Services&, const Actor&, ContractId, const std::string& note);

// Contracts the office follows that end soon (rules contract.end.first_days and .last_days) or have ended
// and are not closed; and the passages that wait for its answer. Facilitators; others get nothing.
struct EndingContract {
  ContractId id;
  std::string number, object;
  Date ends_on;
  int days_left = 0;  // negative: ended
  bool last_notice = false;
};
struct FileTasks {
  std::vector<EndingContract> ending;  // soonest first
  struct Offered { ContractId id; std::string object, from; };
  std::vector<Offered> offered;
};
FileTasks contract_file_tasks(Services&, const Actor&);

}  // namespace clausier::app
