#pragma once
// What a record says that does not hold together, or only hints at: noted beside it, never a reason to
// refuse it (formats.md §2).
#include <vector>

#include "clausier/domain/contract.hpp"
#include "clausier/domain/notice.hpp"

namespace clausier {

// record.buyer.holder, record.date.doubtful, record.date.future, record.format.date, record.object.cut,
// record.amount.ratio, record.social.hint. `today` is the day of the import.
std::vector<Finding> consistency_findings(const ContractRecord& record, Date today, const NoticeClues& clues);

}  // namespace clausier
