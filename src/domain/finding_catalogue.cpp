// The catalogue of findings. Keep one code per line; order does not matter, it is sorted on first use.
// Every code has its French text in templates/messages.fr/findings.txt and its line in docs/erreurs.md.
#include <algorithm>

#include "clausier/domain/finding.hpp"

namespace clausier {

const std::vector<CatalogueEntry>& finding_catalogue() {
  using enum Severity;
  static const std::vector<CatalogueEntry> sorted = [] {
    std::vector<CatalogueEntry> all = {
        // Files, whatever they hold
        {"file.none", error, ""},
        {"file.type", error, ""},
        {"file.legacy", error, ""},
        {"file.macro", error, ""},
        {"file.size", error, ""},
        {"file.empty", error, ""},
        {"file.unreadable", error, ""},
        {"file.expands", error, ""},
        {"file.doctype", error, ""},
        {"file.encoding", error, ""},
        {"file.encoding.cp1252", info, ""},
        {"file.encoding.utf16", info, ""},
        {"file.rows", error, ""},
        {"file.columns", error, ""},
        {"file.headers", error, ""},
        {"file.same", info, ""},
        {"file.truncated", error, ""},
        {"file.not_decp", error, ""},
        {"file.html_wrapped", info, ""},
        // Columns and cells of timesheets
        {"col.required", error, ""},
        {"col.twice", error, ""},
        {"col.ignored", info, ""},
        {"cell.hours.format", error, ""},
        {"cell.hours.empty", warning, "firm"},
        {"cell.hours.negative", error, ""},
        {"cell.hours.day", error, ""},
        {"cell.hours.day.long", warning, "firm"},
        {"cell.hours.week", warning, "firm"},
        {"cell.hours.month", error, ""},
        {"cell.hours.month.long", warning, "firm"},
        {"cell.hours.minutes", error, ""},
        {"cell.date.format", error, ""},
        {"cell.date.order", error, ""},
        {"cell.date.outside", error, ""},
        {"cell.date.month", error, ""},
        {"cell.date.serial", info, ""},
        {"cell.person.missing", error, ""},
        {"cell.person.unknown", error, ""},
        {"cell.person.ambiguous", error, ""},
        {"cell.person.notyet", warning, "firm"},
        {"cell.person.refused", warning, "firm"},
        {"cell.person.expired", warning, "firm"},
        {"cell.person.employment", error, ""},
        {"cell.person.overlap", warning, "firm"},
        {"cell.modality.unknown", error, ""},
        {"cell.modality.missing", error, ""},
        {"cell.duplicate", warning, "firm"},
        {"cell.already", warning, "firm"},
        {"cell.formula", warning, "firm"},
        {"cell.value_error", error, ""},
        {"cell.siret", error, ""},
        {"cell.siret.key", error, ""},
        {"cell.siret.destroyed", error, ""},
        {"cell.siret.repaired", info, ""},
        {"cell.nir", error, ""},
        {"cell.invisible", info, ""},
        {"row.hidden", warning, "firm"},
        {"row.total.skipped", info, ""},
        {"row.after_table", info, ""},
        {"sheet.hidden", info, ""},
        {"sheet.several", info, ""},
        {"sheet.total.differs", warning, "firm"},
        {"sheet.lines.none", error, ""},
        // The timesheet as a whole
        {"timesheet.month.closed", error, ""},
        {"timesheet.month.future", error, ""},
        {"timesheet.month.outside", error, ""},
        {"timesheet.jump", warning, "firm"},
        {"timesheet.replaces", warning, "firm"},
        // Records of contract files: unusable
        {"record.unreadable", error, ""},
        {"record.too_large", error, ""},
        {"record.no_buyer", error, ""},
        {"record.no_identity", error, ""},
        {"record.social.contradictory", warning, ""},
        // Records of contract files: outcomes
        {"record.duplicate", info, ""},
        {"record.same_id", warning, "facilitator"},
        // Records of contract files: deviations that do not prevent use
        {"record.buyer.invalid", warning, ""},
        {"record.siret.invalid", warning, ""},
        {"record.siret.repaired", info, ""},
        {"record.id.meaningless", warning, ""},
        {"record.date.missing", warning, ""},
        {"record.date.invalid", warning, ""},
        {"record.date.repaired", info, ""},
        {"record.amount.missing", warning, ""},
        {"record.amount.doubtful", warning, ""},
        {"record.amount.invalid", warning, ""},
        {"record.duration.missing", warning, ""},
        {"record.duration.invalid", warning, ""},
        {"record.duration.doubtful", warning, ""},
        {"record.cpv.invalid", warning, ""},
        {"record.cpv.repaired", info, ""},
        {"record.holders.none", warning, ""},
        {"record.holder.lost", warning, ""},
        {"record.place.invalid", info, ""},
        {"record.label.unknown", info, ""},
        {"record.label.old", info, ""},
        {"record.structure", info, ""},
        {"record.field.extra", info, ""},
        {"record.encoding.lost", warning, ""},
        {"record.encoding.repaired", info, ""},
        {"record.html", info, ""},
        {"record.syntax.repaired", warning, ""},
        {"record.modification.order", info, ""},
        {"record.modification.undated", warning, ""},
    };
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.code < b.code; });
    return all;
  }();
  return sorted;
}

}  // namespace clausier
