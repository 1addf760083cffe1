#pragma once
// Entries of the ledger, one a line, in columns that a person can read and compare.
#include <string>
#include <vector>

#include "clausier/domain/ledger.hpp"

namespace clausier::write {

// "2026-05  lot 0000000000035  person 00000000000z8  direct_hire  35:00:00  releve.csv!F12": days when
// the range is not its whole month, then lot, person, modality, kind when it is not work, time, source
// cell and, in a reversal, the entry reversed.
std::string write_journal(const std::vector<Entry>& entries);

}  // namespace clausier::write
