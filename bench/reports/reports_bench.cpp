// Lines a second and memory of a ledger of 12 columns in XLSX, CSV and XML, by the product and by a bare loop that writes the same
// cells with the same library. One format and one writer a process: memory is that of the process.
//
//   bench_reports product|bare xlsx|csv|xml FILE [lines, 1000000 by default]
#include <sys/resource.h>
#include <xlsxwriter.h>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "clausier/report/ledger_table.hpp"
#include "clausier/write/table_file.hpp"
#include "generated_ledger.hpp"

using namespace clausier;

namespace {

Wording french_wording() {
  Wording wording;
  for (const auto* topic : {"rules.txt", "report.txt"}) {
    std::ostringstream text;
    text << std::ifstream(std::filesystem::path(CLAUSIER_SOURCE_DIR) / "templates/messages.fr" / topic).rdbuf();
    wording.add(text.str());
  }
  return wording;
}

void by_product(const std::string& format, const char* file, std::int64_t lines, const Wording& wording) {
  const auto sheet = report::ledger_sheet(wording);
  auto table = write::make_table_file(format, file, {.name = sheet.name, .title = "Lignes", .columns = sheet.columns, .one_line_rows = true},
                                      *Instant::parse_iso("2026-11-22T08:00:00Z"));
  bench::Ledger ledger;
  report::LedgerRows rows(wording);
  const std::string firm = "Entreprise générée";
  for (std::int64_t i = 0; i < lines; ++i) {
    const auto& line = ledger.next();
    table->add(rows.row(line, ledger.lot(), firm));
  }
  table->close();
}

constexpr const char* titles[] = {"Ligne", "Mois", "Premier jour", "Dernier jour", "Marché et lot", "Entreprise", "Modalité", "Contrat de travail", "Nature", "Heures déclarées", "Suite", "Motif"};

int serial(Date day) { return day.days_since_1970() + 25'569; }

void by_bare_xlsx(const char* file, std::int64_t lines) {
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  auto* book = workbook_new_opt(file, &options);
  auto* sheet = workbook_add_worksheet(book, "Lignes");
  const auto format = [&](const char* number_format) {
    auto* made = workbook_add_format(book);
    format_set_bottom(made, LXW_BORDER_HAIR);
    if (number_format) format_set_num_format(made, number_format);
    return made;
  };
  auto *text = format(nullptr), *whole = format("#,##0"), *day = format("dd/mm/yyyy"), *month = format("mmmm yyyy"), *hours = format("#,##0.00");
  for (lxw_col_t column = 0; column < 12; ++column) worksheet_write_string(sheet, 0, column, titles[column], text);
  bench::Ledger ledger;
  for (std::int64_t i = 0; i < lines; ++i) {
    const auto row = static_cast<lxw_row_t>(i + 1);
    const auto& entry = ledger.next().entry;
    worksheet_write_number(sheet, row, 0, static_cast<double>(entry.id.value()), whole);
    worksheet_write_number(sheet, row, 1, serial(entry.subject.month.first_day()), month);
    worksheet_write_number(sheet, row, 2, serial(entry.worked.first), day);
    worksheet_write_number(sheet, row, 3, serial(entry.worked.last), day);
    worksheet_write_string(sheet, row, 4, ledger.lot().c_str(), text);
    worksheet_write_string(sheet, row, 5, "Entreprise générée", text);
    worksheet_write_string(sheet, row, 6, "Embauche directe", text);
    worksheet_write_string(sheet, row, 7, "CDD", text);
    worksheet_write_string(sheet, row, 8, "Travail", text);
    worksheet_write_number(sheet, row, 9, static_cast<double>(entry.declared.hundredths_of_hour()) / 100, hours);
    worksheet_write_string(sheet, row, 10, "Comptée", text);
    worksheet_write_string(sheet, row, 11, "En attente de la décision du facilitateur", text);
  }
  workbook_close(book);
}

void by_bare_csv(const char* file, std::int64_t lines) {
  std::ofstream out(file, std::ios::binary);
  for (const auto* title : titles) out << title << ';';
  out << "\r\n";
  bench::Ledger ledger;
  for (std::int64_t i = 0; i < lines; ++i) {
    const auto& entry = ledger.next().entry;
    out << entry.id.value() << ';' << entry.subject.month.iso() << ';' << french_date(entry.worked.first) << ';' << french_date(entry.worked.last) << ';'
        << ledger.lot() << ";Entreprise générée;Embauche directe;CDD;Travail;" << entry.declared.decimal_hours_text() << ";Comptée;En attente de la décision du facilitateur\r\n";
  }
}

void by_bare_xml(const char* file, std::int64_t lines) {
  std::ofstream out(file, std::ios::binary);
  out << "<table><rows>\n";
  bench::Ledger ledger;
  for (std::int64_t i = 0; i < lines; ++i) {
    const auto& entry = ledger.next().entry;
    out << "    <row entry=\"" << entry.id.value() << "\" month=\"" << entry.subject.month.iso() << "\" first_day_worked=\"" << entry.worked.first.iso()
        << "\" last_day_worked=\"" << entry.worked.last.iso() << "\" reference=\"" << ledger.lot()
        << "\" firm=\"Entreprise générée\" modality=\"Embauche directe\" contract_type=\"CDD\" work_kind=\"Travail\" declared_seconds=\""
        << entry.declared.seconds() << "\" status=\"Comptée\" reason=\"En attente de la décision du facilitateur\"/>\n";
  }
  out << "</rows></table>\n";
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 4) return 2;
  const std::string who = arguments[1], format = arguments[2];
  const char* file = arguments[3];
  const std::int64_t lines = count > 4 ? std::stoll(arguments[4]) : 1'000'000;
  const auto wording = french_wording();
  const auto start = std::chrono::steady_clock::now();
  if (who == "product") by_product(format, file, lines, wording);
  else if (format == "xlsx") by_bare_xlsx(file, lines);
  else if (format == "csv") by_bare_csv(file, lines);
  else by_bare_xml(file, lines);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  std::printf("%s;%s;%.0f;%.0f;%.0f\n", who == "product" ? "Clausier" : "bare loop", format.c_str(), static_cast<double>(lines) / seconds,
              static_cast<double>(used.ru_maxrss) / 1024, static_cast<double>(std::filesystem::file_size(file)) / 1e6);
}
