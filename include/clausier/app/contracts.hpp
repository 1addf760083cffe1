#pragma once
// Contracts: search, follow-up, programmes, lots, grants to firms.
#include <optional>
#include <string>
#include <vector>

#include "clausier/app/actor.hpp"
#include "clausier/app/register.hpp"
#include "clausier/app/services.hpp"
#include "clausier/domain/clause.hpp"
#include "clausier/domain/contract.hpp"
#include "clausier/domain/duplicates.hpp"
#include "clausier/domain/position.hpp"

namespace clausier::app {

// ---- Browsing -------------------------------------------------------------------------------------

struct ContractQuery {
  std::string words;          // as one types them; accents folded, the last one may be a beginning
  std::string programme;      // code, confirmed or suggested
  std::string department;
  std::string epci;           // SIREN of the body to which the place of execution belongs
  std::string buyer_siret;    // SIRET or SIREN
  std::string social;         // "any", or the code of a SocialConsideration
  std::string state;          // "running", "ended" (both not closed), "closed"
  std::optional<Date> notified_from, notified_to;    // both included
  std::optional<Money> amount_min, amount_max;       // of today, amendments included; both included
  bool followed_only = false;
  std::string sort = "notified_desc";  // notified_asc|notified_desc|amount_asc|amount_desc|object_asc|object_desc
  int page = 1;
  int per_page = 25;          // 0 = everything, for the command line
};

struct ProgrammeTag {
  std::string code;
  bool confirmed = false;
  std::string reason_key;     // why suggested
  Parameters reason_parameters;
  bool operator==(const ProgrammeTag&) const = default;
};

struct LotLine {
  LotId id;
  std::string number;
  std::string label;
  bool has_clause = false;
};

struct ContractLine {
  ContractId id;
  std::string uid;
  std::string buyer_siret;    // "" when the source gives none that is valid
  std::string buyer_name;     // from the source, else from the organisations known, else ""
  std::string buyer_name_origin;  // of KnownName (register.hpp)
  std::string object;
  std::optional<Date> notified_on;
  std::optional<Money> amount;  // of today, amendments included
  std::string department;
  std::vector<SocialConsideration> social;
  bool followed = false;      // by any office (facilitator: by their office)
  std::vector<ProgrammeTag> programmes;
  std::vector<LotLine> lots;
};

inline constexpr std::int64_t counted_contracts_max = 10'000;  // a longer list is narrowed or exported, nobody reads it

struct ContractPage {
  std::vector<ContractLine> lines;
  std::int64_t total = 0;     // counted up to counted_contracts_max
  bool more = false;          // there are more than that: pages stop there
  int page = 1;
  int pages = 1;
};

// Facilitators search all contracts; officers see those of their buyer that are followed; contractors
// those on which they have a grant; administrators none.
Outcome<ContractPage> search_contracts(Services&, const Actor&, const ContractQuery&);
// The whole list, line by line in its order, whatever its length: pages are not looked at.
Outcome<Done> each_contract(Services&, const Actor&, const ContractQuery&, const std::function<void(const ContractLine&)>&);

// The same list as a file, "csv" or "xlsx", without ceiling and never whole in memory. Gives the number
// of lines. Recorded in the journal.
Outcome<std::int64_t> export_contracts(Services&, const Actor&, const ContractQuery&, const std::string& format,
                                       const std::filesystem::path& file);

struct Grant {
  Organisation firm;
  std::string role;  // holder, joint_holder, subcontractor, declarant
  Instant recorded_at;
};

struct LotSummary {
  Lot lot;
  std::optional<Clause> clause;
  Position position;          // at today, all recorded
  std::vector<Grant> grants;
};

// A later publication that corrected the contract.
struct PublishedCorrection {
  ImportId import;
  Instant applied_at;
  std::optional<Date> published_on;
  std::vector<FieldDifference> fields = {};  // before, after
};

// A party of today with its name: of the source, else of the register.
struct NamedParty {
  Party party;
  KnownName known;
};

// What one source says of the contract: a record of a file, also of another platform when a person tied both.
struct ContractSource {
  ImportId import;
  std::string file;
  int position = 0;            // of the record in the file
  Instant imported_at;
  std::optional<ContractId> tied;  // the contract it was by itself
  ContractRecord record = {};
};

struct ContractView {
  Contract contract;
  ContractState state;        // today
  std::vector<NamedParty> parties;  // of today: holders, then subcontractors
  std::string buyer_name;
  std::string buyer_name_origin;  // of KnownName
  std::vector<ProgrammeTag> programmes;
  bool followed_by_me = false;  // by the actor's office
  std::vector<std::string> followed_by;  // names of offices
  std::vector<LotSummary> lots;  // empty positions when not followed
  std::vector<ContractSource> sources = {};  // each that says something of its own, the first one first
  std::int64_t repeated_sources = 0;         // records that say what one of these says
  std::vector<PublishedCorrection> corrections = {};  // the latest first
  std::vector<Finding> source_findings = {};
};

// A contract that a person tied to another answers as that one.

Outcome<ContractView> view_contract(Services&, const Actor&, ContractId);

// ---- Facilitator's actions ------------------------------------------------------------------------

// One office at most follows a contract; for another: contract.followed_elsewhere.
Outcome<Done> take_into_follow_up(Services&, const Actor&, ContractId);
Outcome<Done> confirm_programme(Services&, const Actor&, ContractId, const std::string& programme, bool confirmed);
Outcome<LotId> add_lot(Services&, const Actor&, ContractId, const std::string& number, const std::string& label,
                       std::optional<Money> amount);  // the implicit lot is replaced by the first real one when it is unused
struct GrantRequest { LotId lot; Siret firm; std::string firm_name; std::string role; };
Outcome<Done> grant_firm(Services&, const Actor&, const GrantRequest&);
Outcome<Done> revoke_grant(Services&, const Actor&, LotId, OrganisationId);
struct GrantSuggestion { std::string siret; std::string name; std::string role; };
std::vector<GrantSuggestion> suggested_grants(Services&, const Actor&, ContractId);  // parties of the contract

// ---- A lot, its clause and its position ---------------------------------------------------------------

struct MonthRow {
  Month month;
  HoursTotals hours;
  std::size_t undecided = 0;  // lines that wait for the facilitator: the month cannot be closed
  bool closed = false;
};

struct LotView {
  Lot lot;
  ContractId contract;
  std::string contract_object;
  std::string contract_uid;
  std::string buyer_name;
  std::optional<DateRange> execution;
  std::optional<Clause> clause;
  Position position;
  std::vector<Grant> grants;
  std::vector<MonthRow> months;
  bool may_edit = false;      // facilitator of the office that follows
};
// until: default today; recorded: default now.
Outcome<LotView> view_lot(Services&, const Actor&, LotId, std::optional<Date> until = {}, std::optional<Instant> recorded = {});

struct ClauseVersions {
  LotView lot;
  std::vector<Clause> versions;  // newest first
};
Outcome<ClauseVersions> view_clause(Services&, const Actor&, LotId);
// `clause` carries what the form holds; id, author and recorded_at are given here. Appends a version. `seen` is the id
// of the version that the author had before their eyes, "" when there was none: clause.changed when another stands by
// now, unless it already says the same (a form sent twice). Without `seen`, whatever stands is replaced.
Outcome<Done> define_clause(Services&, const Actor&, Clause clause, const std::optional<std::string>& seen = std::nullopt);
// Only a month of the execution, or that holds hours, is closed, once it is over and no line of it waits for a
// decision: month.not_over, month.outside, month.undecided. What is so already is not written again.
Outcome<Done> set_month_closed(Services&, const Actor&, LotId, Month, bool closed);

}  // namespace clausier::app
