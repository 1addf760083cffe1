#include "firm_parts.hpp"

namespace clausier::web {
namespace {

template <class Visit>
void for_each_line(const TimesheetDraft& draft, Visit visit) {
  for (const auto* lines : {&draft.lines, &draft.unread})
    for (const auto& line : *lines) visit(line);
}

}  // namespace

std::string month_path(LotId lot, Month month) { return "/espace/" + lot.text() + "/" + month.iso(); }
std::string reading_path(TimesheetId id) { return "/espace/import/" + id.text() + "/corriger"; }
std::string receipt_path(TimesheetId id) { return "/espace/import/" + id.text() + "/recu"; }

std::set<std::string> sheets_of(const TimesheetDraft& draft) {
  std::set<std::string> sheets;
  for_each_line(draft, [&](const DraftLine& line) { sheets.insert(line.place.sheet); });
  return sheets;
}

int sheet_rank(const std::set<std::string>& sheets, const std::string& sheet) {
  return static_cast<int>(std::distance(sheets.begin(), sheets.lower_bound(sheet))) + 1;
}

const DraftLine* line_at(const TimesheetDraft& draft, int rank, int row) {
  const auto sheets = sheets_of(draft);
  if (rank < 1 || rank > static_cast<int>(sheets.size())) return nullptr;
  const auto& sheet = *std::next(sheets.begin(), rank - 1);
  const DraftLine* found = nullptr;
  for_each_line(draft, [&](const DraftLine& line) {
    if (!found && line.place.sheet == sheet && line.place.row == row) found = &line;
  });
  return found;
}

Form upload_form() {
  return Form("upload", {{.name = "fichier", .kind = FieldKind::file, .accept = ".csv,.xlsx,.ods", .size_bytes_max = 5u * 1024 * 1024},
                         {.name = "entreprise", .kind = FieldKind::hidden, .optional = true}});
}

std::vector<Link> firm_crumbs(const Wording& wording, const app::Actor& actor) {
  if (actor.role == app::Role::contractor) return {{wording.say("firm.title"), "/espace"}};
  return {{wording.say("reviews.title"), "/releves"}};
}

}  // namespace clausier::web
