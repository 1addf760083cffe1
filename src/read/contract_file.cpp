#include "clausier/read/contract_file.hpp"

namespace clausier::read {

DecpSummary read_contract_file(std::istream& input, const NoticeReference& reference,
                               const std::function<void(SourceRecord&&)>& on_record, const std::vector<std::string>& departments) {
  if (!is_notice(input)) return read_decp(input, on_record, departments);
  auto reading = read_notice(input, reference);
  DecpSummary summary;
  summary.format = reading.format;
  summary.is_decp = !reading.format.empty();
  summary.findings = std::move(reading.file_findings);
  if (!reading.notice) return summary;
  SourceRecord record;
  record.position = summary.records = 1;
  record.raw = std::move(reading.raw);
  record.record = contract_of(*reading.notice);
  record.findings = std::move(reading.record_findings);
  record.notice = std::move(reading.notice);
  on_record(std::move(record));
  return summary;
}

}  // namespace clausier::read
