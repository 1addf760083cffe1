#pragma once
// A file of contracts, whatever published it: DECP in any shape, spreadsheets included, or one notice (eForms, BOAMP).
#include "clausier/read/decp_reader.hpp"
#include "clausier/read/notice_reader.hpp"

namespace clausier::read {

// Told apart by content. A notice is one record; its summary counts as recognised (is_decp), its format
// is "eforms", "boamp-eforms" or "boamp-2.3". See read_decp for the rest. The stream must be seekable.
DecpSummary read_contract_file(std::istream& input, const NoticeReference& reference,
                               const std::function<void(SourceRecord&&)>& on_record,
                               const std::vector<std::string>& departments = {});

}  // namespace clausier::read
