#include "clausier/domain/record_consistency.hpp"

#include <algorithm>

namespace clausier {
namespace {

constexpr int first_year = 2010, last_year = 2039;      // what the ministry accepts (formats.md §2.3-18)
constexpr int first_year_of_2022 = 2024;                // records notified from then on belong to the format of 2022
constexpr std::size_t object_length_max_2019 = 256;     // of the schema: what is exactly that long was cut
constexpr std::int64_t cents_a_month_min = 100 * 100;   // under 100 euros a month (formats.md §2.4-23)

Finding at(const char* code, const char* path, std::string value) {
  Place place;
  place.path = path;
  return finding(code, place, std::move(value));
}

std::size_t characters_of(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

bool buyer_is_holder(const ContractRecord& r) {
  return r.buyer && std::any_of(r.parties.begin(), r.parties.end(), [&](const Party& p) {
    return p.role != PartyRole::subcontractor && p.identifier == r.buyer->digits();
  });
}

void check_date(const ContractRecord& r, Date today, std::vector<Finding>& findings) {
  if (!r.notified_on) return;
  const Date day = *r.notified_on;
  if (day.year() < first_year || day.year() > last_year) findings.push_back(at("record.date.doubtful", "dateNotification", day.iso()));
  else if (day > today) findings.push_back(at("record.date.future", "dateNotification", day.iso()));
  if (r.source_format == "decp-2022" && day.year() < first_year_of_2022)
    findings.push_back(at("record.format.date", "dateNotification", day.iso()));
}

void check_amount(const ContractRecord& r, std::vector<Finding>& findings) {
  if (!r.amount || !r.duration_months || *r.duration_months < 1 || r.amount->cents() < 100) return;
  if (r.amount->cents() / *r.duration_months < cents_a_month_min)
    findings.push_back(at("record.amount.ratio", "montant", r.amount->decimal_text() + " / " + std::to_string(*r.duration_months)));
}

// An object is read as the title of a notice (BT-21). It is the only place where the format of 2019 can speak of a clause; the sentence is quoted.
void quote_hints(const ContractRecord& r, const NoticeClues& clues, std::vector<Finding>& findings) {
  if (!r.social.empty()) return;
  for (const auto& mention : mentions_in_text(clues, "BT-21", r.object))
    findings.push_back(at("record.social.hint", "objet", mention.quotation));
}

}  // namespace

std::vector<Finding> consistency_findings(const ContractRecord& record, Date today, const NoticeClues& clues) {
  std::vector<Finding> findings;
  if (buyer_is_holder(record)) findings.push_back(at("record.buyer.holder", "titulaires", record.buyer->digits()));
  check_date(record, today, findings);
  check_amount(record, findings);
  if (characters_of(record.object) == object_length_max_2019) findings.push_back(at("record.object.cut", "objet", ""));
  quote_hints(record, clues, findings);
  return findings;
}

}  // namespace clausier
