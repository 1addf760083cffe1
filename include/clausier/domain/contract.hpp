#pragma once
// Public contracts as sources publish them and as Clausier holds them. Sources: formats.md §1, §2, §8.
#include <optional>
#include <string>
#include <vector>

#include "clausier/domain/calendar.hpp"
#include "clausier/domain/finding.hpp"
#include "clausier/domain/geography.hpp"
#include "clausier/domain/ids.hpp"
#include "clausier/domain/money.hpp"
#include "clausier/domain/siret.hpp"

namespace clausier {

enum class ContractNature { contract, concession };  // marché, contrat de concession

// What a source says about social considerations. Codes in SQL and JSON: the enumerator's name.
enum class SocialConsideration { clause, criterion, reserved, none };
std::string_view social_consideration_code(SocialConsideration value);
std::optional<SocialConsideration> parse_social_consideration(std::string_view code);

enum class PartyRole { holder, joint_holder, subcontractor };
std::string_view party_role_code(PartyRole role);
std::optional<PartyRole> parse_party_role(std::string_view code);

struct Party {
  PartyRole role = PartyRole::holder;
  std::string identifier_type;  // SIRET, TVA, TAHITI, RIDET, FRWF, IREP, UE, HORS-UE, or "" when unknown
  std::string identifier;       // as normalised; a SIRET only when its key passes
  std::string name;             // "" when the source gives none
  auto operator<=>(const Party&) const = default;
};

// A modification as published: new totals, never deltas; what is absent is unchanged.
struct Amendment {
  std::string source_number;  // modification id when the source has one
  std::optional<Date> notified_on;
  std::optional<Date> published_on;
  std::optional<Money> amount;
  std::optional<int> duration_months;
  std::string object;              // objetModification (2019 format)
  std::vector<Party> new_holders;  // empty = unchanged
  bool operator==(const Amendment&) const = default;
};

// The day an amendment takes effect here: its notification, else its publication, else unknown.
std::optional<Date> effective_date(const Amendment& amendment);
// By effective date; those without a date come last, in the order given.
void sort_amendments(std::vector<Amendment>& amendments);

// An act of subcontracting as published, or what a later one changes of it (formats.md §8).
struct SubcontractAct {
  std::string source_number;   // of the act within its contract; a change carries the number of its act
  bool is_change = false;      // what a change leaves out is unchanged; its firm is that of the act
  Party firm;                  // subcontractor; nobody for a change
  std::optional<Date> notified_on;
  std::optional<Date> published_on;
  std::optional<Money> amount;  // of a change: the new total
  std::optional<int> duration_months;
  std::string price_variation;  // Ferme, Actualisable, Révisable, ""
  bool operator==(const SubcontractAct&) const = default;
};

// One record of a source file, normalised, before anything is decided about it.
struct ContractRecord {
  ContractNature kind = ContractNature::contract;
  std::string source_format;  // "decp-2019", "decp-2022", "eforms", "boamp-eforms", "boamp-2.3"
  std::string source_id;      // as published, trimmed
  std::string root_id;        // without the 2019 counter of modifications when it can be told
  std::optional<Siret> buyer;
  std::string buyer_identifier;  // as published, when it is no valid SIRET
  std::string buyer_name;
  std::string nature;
  std::string object;  // one line, HTML and entities decoded
  std::string cpv;     // 8 digits, or ""
  std::string procedure;
  std::string place_code;
  std::string place_kind;  // "commune", "postal", "departement", "region", "pays", "arrondissement", "canton", ""
  std::string place_name;
  std::string department;  // "59", "2A", "974", or ""
  std::optional<int> duration_months;
  std::optional<Date> notified_on;
  std::optional<Date> published_on;
  std::optional<Money> amount;
  std::string ccag;
  std::string group_kind;  // Conjoint, Solidaire, Pas de groupement, ""
  std::string framework_id;
  std::vector<std::string> techniques;
  std::vector<std::string> execution_modes;
  std::vector<SocialConsideration> social;  // empty = unknown, never "none" by default
  std::vector<Party> parties;  // of a consortium the first is holder, the others joint holders
  std::vector<Amendment> amendments;  // in order of notification
  std::vector<SubcontractAct> subcontracts;  // acts, then their changes, as published
  bool operator==(const ContractRecord&) const = default;
};

// True when an id identifies nothing: empty, only zeros, "NC" (formats.md §2.1-2).
bool meaningless_id(std::string_view id);

// Lot number written in the object ("Lot 2", "LOT01", "lot n°B", "Lot 3B"), upper case, or "".
// Several lots in one object ("lots 01 et 02") give "".
std::string lot_number_in(std::string_view object);

// Text compared without case, accents, punctuation or repeated spaces.
std::string folded(std::string_view text);

// ---- Import plan -------------------------------------------------------------------------------

enum class RecordOutcome { created, amended, unchanged, duplicate, doubtful, refused, skipped };
std::string_view record_outcome_code(RecordOutcome outcome);  // "new", "amended", …
std::optional<RecordOutcome> parse_record_outcome(std::string_view code);

// Identity of a record (formats.md §2.1-3, §8): buyer, root id, holders, notification date, amount to
// the euro, object when the id means nothing. Equal keys = the same contract.
std::string identity_key(const ContractRecord& record);
// Wider key: buyer, root id, holders. Equal wide keys with different identity keys and the same object or
// day = doubtful. Empty when the id means nothing.
std::string family_key(const ContractRecord& record);

// Finding codes that make a record unusable: no buyer, no id and no object to tell it by, …
// Empty = usable. Deviations that do not prevent use are findings with severity warning or info.
std::vector<Finding> check_record(const ContractRecord& record);

// What the base holds under the identity or family key of a record, enough to decide.
struct KnownContract {
  ContractId id;
  std::string identity_key;
  std::string folded_object;
  std::vector<Amendment> amendments;
};

struct PlannedRecord {
  RecordOutcome outcome;
  std::optional<ContractId> contract;     // for amended, unchanged, doubtful: the known one
  std::vector<Amendment> new_amendments;  // for amended
  std::string reason;                     // finding code for duplicate, doubtful, refused
  std::vector<std::string> corrected = {};  // fields of the known one that this publication says otherwise
};

// Decides one usable record against what is known under its identity or family key (callers pass
// those contracts and no others). Equal identity: unchanged, or amended by the changes not yet
// known; a source that publishes fewer amendments than before changes nothing. Same family and same
// object, or same day unless the lots differ: doubtful (record.same_id). Otherwise created.
PlannedRecord plan_record(const ContractRecord& record, const std::vector<KnownContract>& known);

// ---- Programmes ---------------------------------------------------------------------------------

// A dated rule that suggests a programme; loaded from reference data, never written in code.
struct ProgrammeRule {
  std::string programme;  // NPNRU, ERBM, CSNE
  std::string kind;       // buyer_siren, keyword, commune, postal, epci, priority_district
  std::string value;      // SIREN, words or code; "" for priority_district
  std::string words;      // of the object, needed besides; "" = none: a place alone says little
  DateRange valid;
  std::string source;
};

struct ProgrammeSuggestion {
  std::string programme;
  std::string reason_key;  // message key, with parameters
  Parameters parameters;
  bool operator==(const ProgrammeSuggestion&) const = default;
};

// Reads src/store/reference/programme_rules.csv: lines "#…" are comments, the first other line is
// the header "programme;kind;value;valid_from;valid_to;source", an empty date is no limit. A value
// "200042190+logements" asks for that code and for the words in the object.
// Throws std::invalid_argument for a rule that cannot be read: reference data is part of the program.
std::vector<ProgrammeRule> parse_programme_rules(std::string_view csv);

// At most one suggestion per programme: the first rule that matches, in the order of the rules.
// Keywords match whole words of the object, folded; a rule outside its dates does not match. An EPCI is
// that of the place of execution, or the buyer itself.
std::vector<ProgrammeSuggestion> suggest_programmes(const ContractRecord& record, const std::vector<ProgrammeRule>& rules,
                                                    const Geography& geography = {});

// ---- What Clausier holds --------------------------------------------------------------------------

struct Lot {
  LotId id;
  ContractId contract;
  std::string number;  // "" for the implicit lot of a contract without lots
  std::string label;
  std::optional<Money> amount;
};

struct Contract {
  ContractId id;
  ContractRecord initial;          // as published last, modifications apart; earlier editions are kept in the store
  std::vector<Amendment> amendments;
  std::vector<Lot> lots;           // at least one
};

struct ContractState {  // initial + amendments notified on or before a date, carried forward
  std::optional<Money> amount;
  std::optional<int> duration_months;
  std::vector<Party> holders;
  std::optional<DateRange> execution;  // notification … notification + duration - 1 day
};
ContractState contract_as_of(const Contract& contract, Date day);
// The first day after `day` on which an amendment takes effect: until then the state is that of `day`.
std::optional<Date> next_change_after(const Contract& contract, Date day);

}  // namespace clausier
