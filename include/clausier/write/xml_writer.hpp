#pragma once
// A report as XML, described by docs/schemas/rapport-1.0.xsd or tableaux-1.0.xsd.
#include <string>
#include <string_view>

#include "clausier/domain/wording.hpp"
#include "clausier/report/table_report.hpp"

namespace clausier::write {

inline constexpr std::string_view report_namespace = "urn:clausier:rapport:1.0";
inline constexpr std::string_view tables_namespace = "urn:clausier:tableaux:1.0";
inline constexpr std::string_view lines_namespace = "urn:clausier:lignes:1.0";  // written row after row, table_file.hpp

// Times in integer seconds, money in integer cents, days and instants in ISO 8601. Codes are stable;
// labels and sentences are in the language of the wording.
std::string write_xml(const report::Report& report, const Wording& wording);
std::string write_xml(const report::TableReport& report);

}  // namespace clausier::write
