// The one table of the CSV: what a line is about stands in its first column.
#include <algorithm>

#include "labels.hpp"
#include "sheets.hpp"

namespace clausier::report {
namespace {

struct FlatColumn {
  std::string_view name;
  ColumnKind kind = ColumnKind::text;
};

constexpr FlatColumn flat_columns[] = {
    {"line"}, {"reference"}, {"object"}, {"lot_label"}, {"buyer"}, {"buyer_siret"}, {"programmes"}, {"holders"},
    {"month", ColumnKind::month}, {"modality"}, {"group"},
    {"declared", ColumnKind::hours}, {"counted", ColumnKind::hours}, {"pending", ColumnKind::hours},
    {"rejected", ColumnKind::hours}, {"uncountable", ColumnKind::hours},
    {"counted_so_far", ColumnKind::hours}, {"due_so_far", ColumnKind::hours},
    {"owed", ColumnKind::hours}, {"due", ColumnKind::hours}, {"credited", ColumnKind::hours}, {"missing", ColumnKind::hours},
    {"straddling", ColumnKind::hours},
    {"exposure", ColumnKind::money}, {"people", ColumnKind::integer}, {"state"},
    {"parameter"}, {"value"}, {"code"}, {"source"},
    {"worked_until", ColumnKind::date}, {"recorded_until"}, {"rules"}, {"hash"}};

constexpr int width_of_any = 20;  // a CSV has no widths

// Lines are filled by the name of a column; what a line does not speak of stays empty.
class FlatTable {
public:
  FlatTable(const Report& report, const Wording& wording)
      : report_(report), wording_(wording), sheet_{.name = wording.say("report.sheet.flat")} {
    for (const auto& [name, kind] : flat_columns) sheet_.columns.push_back(column(wording, name, kind, width_of_any));
  }

  void add_lot(const LotSection& lot) {
    lot_ = &lot;
    begin("lot");
    put_hours(lot.figures.hours);
    put_figures(lot.figures);
    put("people", people_cell(lot.people, report_.people_minimum, wording_));
    put("state", wording_.say("state." + std::string(lot_state_code(lot.state))));
    for (const auto& line : lot.months) {
      begin("month");
      put("month", line.month);
      put_hours(line.hours);
    }
    add_modalities("modality", lot.modalities);
    add_groups("group", lot.groups);
  }

  // What the sheet of clauses says of a lot, a line for each of its columns.
  void add_clauses() {
    const auto clauses = clauses_sheet(report_, wording_);
    for (std::size_t i = 0; i < report_.lots.size(); ++i) {
      lot_ = &report_.lots[i];
      for (std::size_t at = 1; at < clauses.columns.size(); ++at) {  // the first one names the lot
        if (printed(clauses.rows[i][at]).empty()) continue;
        begin("clause");
        put("parameter", clauses.columns[at].header);
        put("value", clauses.rows[i][at]);
        put("code", clauses.columns[at].indicator);
      }
    }
  }

  void add_totals() {
    lot_ = nullptr;
    begin("all");
    put_hours(report_.totals.hours);
    put_figures(report_.totals);
    put("people", people_of_all(report_, wording_));
    for (const auto& line : report_.months) {
      begin("all_month");
      put("month", line.month);
      put_hours(line.hours);
      put("counted_so_far", line.counted_so_far);
      put("due_so_far", cell_or_empty(line.due_so_far));
    }
    add_modalities("all_modality", report_.modalities);
    add_groups("all_group", report_.groups);
  }

  void add_parameters() {
    lot_ = nullptr;
    for (const auto& row : parameters_sheet(report_, wording_).rows) {
      begin("parameter");
      std::size_t at = 0;
      for (const auto* name : {"parameter", "value", "code", "source"}) put(name, row[at++]);
    }
  }

  Sheet sheet() && { return std::move(sheet_); }

private:
  void begin(const std::string& line) {
    sheet_.rows.emplace_back(sheet_.columns.size());
    put("line", wording_.say("report.line." + line));
    put("worked_until", report_.cutoff.worked_until);
    put("recorded_until", report_.cutoff.recorded_until.iso());
    put("rules", report_.rulebook_version);
    put("hash", report_.entries_sha256);
    if (!lot_) return put("reference", total_label(report_, wording_));
    put("reference", lot_reference(*lot_, wording_));
    put("object", lot_->object);
    put("lot_label", lot_->lot_label);
    put("buyer", lot_->buyer);
    put("buyer_siret", lot_->buyer_siret);
    put("programmes", joined(lot_->programmes, ", "));
    put("holders", joined(lot_->holders, ", "));
  }

  void put(std::string_view name, Cell cell) {
    const auto found = std::find_if(std::begin(flat_columns), std::end(flat_columns), [&](const FlatColumn& c) { return c.name == name; });
    sheet_.rows.back()[static_cast<std::size_t>(found - std::begin(flat_columns))] = std::move(cell);
  }

  void put_hours(const HoursTotals& hours) {
    put("declared", hours.declared);
    put("counted", hours.counted);
    put("pending", hours.pending);
    put("rejected", hours.rejected);
    put("uncountable", hours.uncountable);
  }

  void put_figures(const Figures& figures) {
    put("owed", cell_or_empty(figures.owed));
    put("due", cell_or_empty(figures.due));
    put("credited", figures.credited);
    put("missing", cell_or_empty(figures.missing));
    put("straddling", figures.straddling.declared);
    put("exposure", cell_or_empty(figures.exposure));
  }

  void add_modalities(const std::string& line, const std::vector<ModalityLine>& modalities) {
    for (const auto& modality : modalities) {
      begin(line);
      put("modality", wording_.say("modality." + std::string(modality_code(modality.modality))));
      put_hours(modality.hours);
    }
  }

  void add_group(const std::string& line, std::string group, Cell people, const HoursTotals& hours) {
    begin(line);
    put("group", std::move(group));
    put("people", std::move(people));
    put("declared", hours.declared);
    put("counted", hours.counted);
    put("pending", hours.pending);
  }

  void add_groups(const std::string& line, const GroupTable& table) {
    for (const auto& group : table.lines)
      add_group(line, wording_.say("criterion." + group.code), people_cell(group.people, report_.people_minimum, wording_), group.hours);
    if (table.undistributed) add_group(line, wording_.say("report.group.undistributed"), mask_of(Disclosure::withheld, report_.people_minimum, wording_),
                                       *table.undistributed);
  }

  const Report& report_;
  const Wording& wording_;
  Sheet sheet_;
  const LotSection* lot_ = nullptr;
};

}  // namespace

Sheet flat_table(const Report& report, const Wording& wording) {
  FlatTable table(report, wording);
  for (const auto& lot : report.lots) table.add_lot(lot);
  table.add_clauses();
  table.add_totals();
  table.add_parameters();
  return std::move(table).sheet();
}

}  // namespace clausier::report
