#pragma once
// Notices of public procurement (eForms of TED and BOAMP, BOAMP 2.3.0): what a buyer announces before
// and after a contract, lot by lot, and every place where a social clause can stand in them, quoted.
// Sources: formats.md §3 and §8; eForms SDK, business terms BT-06, BT-70, BT-71, BT-736, BT-775…
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clausier/domain/contract.hpp"
#include "clausier/domain/work_time.hpp"

namespace clausier {

enum class NoticeStage { planning, competition, award, modification };
std::string_view notice_stage_code(NoticeStage stage);  // "planning", "competition", …
std::optional<NoticeStage> parse_notice_stage(std::string_view code);

// How sure a mention is: the notice says it, or a person has to look.
enum class Certainty { stated, hint };
std::string_view certainty_code(Certainty certainty);
std::optional<Certainty> parse_certainty(std::string_view code);

// A social clause, criterion or reservation, where the notice speaks of it.
struct SocialMention {
  SocialConsideration kind = SocialConsideration::clause;
  Certainty certainty = Certainty::hint;
  std::string field;      // "BT-775", "CONDITION_PARTICULIERE_EXECUTION"
  std::string code;       // the coded value ("opp"), "" for free text
  std::string quotation;  // the sentence as published, or the official label of the code
  std::string lot;        // key of the lot, "" for the whole procedure
  Place place = {};       // row = line of the file, path = elements down to the text
  bool operator==(const SocialMention&) const = default;
};

struct NoticeLot {
  std::string key;     // the same in every notice of a procedure: "LOT-0001", "2"
  std::string number;  // as the buyer numbers it, "" when the procedure is not divided
  std::string title;
  std::string cpv;
  std::optional<Money> estimate;
  std::optional<int> duration_months;
  // From an award:
  std::string result;                // "awarded", "unsuccessful", "pending", "" when not told
  std::optional<Money> amount;
  std::optional<Date> signed_on;
  std::string contract_reference;    // the buyer's own number of the contract: "M214"
  std::vector<Party> winners;        // the first is holder, the others joint holders; subcontractors
  bool operator==(const NoticeLot&) const = default;
};

struct Notice {
  std::string format;  // "eforms", "boamp-eforms", "boamp-2.3"
  NoticeStage stage = NoticeStage::competition;
  std::string notice_id;                    // of this notice: BT-701, or IDWEB
  std::string version;                      // BT-757, "" when there is none
  std::string publication;                  // number under which it was published: "806579-2025", "17-40964"
  std::vector<std::string> procedure_keys;  // what ties the notices of a procedure: "eforms:…", "boamp:…"
  std::optional<Date> published_on;
  std::optional<Siret> buyer;
  std::string buyer_identifier;  // as published, when it is no valid SIRET
  std::string buyer_name;
  std::string reference;         // of the procedure, by the buyer: BT-22, REF_MARCHE
  std::string object;
  std::string cpv;
  std::string nature;            // label of the DECP format, or ""
  std::string procedure;
  std::string place_code, place_kind, place_name, department;
  std::string change;            // what a modification says of itself
  bool concession = false;
  std::optional<Money> amount;   // awarded in all, else estimated
  std::optional<int> duration_months;
  std::vector<NoticeLot> lots;   // in order; one without number when the procedure is not divided
  std::vector<SocialMention> mentions;
  bool operator==(const Notice&) const = default;
};

// The notice as the record of a contract, to be imported, searched and compared like one. Social
// considerations are those that the notice states: a hint is none.
ContractRecord contract_of(const Notice& notice);

// What an award or a modification of a procedure already known changes: holders and total of all its
// lots, those of `known` (as the notices before gave them) completed by this one. No total while some
// lot is not decided. None for a notice that awards nothing.
std::optional<Amendment> change_of(const Notice& notice, const std::vector<NoticeLot>& known);

// ---- Clues: what reveals a social clause, as data (src/store/reference/notice_clues.csv) ------------

// field "BT-775", value "opp": a code. field "BT-70", value "*": free text, read sentence by sentence,
// kind and best certainty of what it can say. field "*", value "clause d’insertion": words of a sentence.
struct NoticeClue {
  std::string field;
  std::string value;
  SocialConsideration kind = SocialConsideration::clause;
  Certainty certainty = Certainty::hint;
  std::string label;  // official French label of a code
};
using NoticeClues = std::vector<NoticeClue>;
// Fields field;value;kind;certainty;label;source below comment lines. Throws std::invalid_argument.
NoticeClues parse_notice_clues(std::string_view csv);

// The mention that a code makes, if any.
std::optional<SocialMention> mention_of_code(const NoticeClues& clues, std::string_view field, std::string_view code);
// The sentences of a free text that speak of a social clause: one mention each, the surest reading of
// it. A sentence that denies ("sans clause d’insertion") makes none. Lines of the text are kept apart.
std::vector<SocialMention> mentions_in_text(const NoticeClues& clues, std::string_view field, std::string_view text);

// The number of hours that a sentence gives to insertion ("1 200 heures d’insertion"), when it gives
// exactly one.
std::optional<WorkTime> announced_hours(std::string_view quotation);

}  // namespace clausier
