#include "audit.hpp"
#include "clausier/app/contracts.hpp"
#include "clausier/write/table_file.hpp"

namespace clausier::app {
namespace {

using report::Cell;
using report::ColumnKind;

std::vector<report::Column> columns_of(const Wording& wording) {
  const auto column = [&](const char* key, int width, ColumnKind kind = ColumnKind::text) {
    return report::Column{wording.say("contracts.export." + std::string(key)), width, kind};
  };
  return {column("number", 24), column("object", 60), column("buyer", 36), column("siret", 18), column("department", 14),
          column("notified", 14, ColumnKind::date), column("amount", 18, ColumnKind::money), column("social", 24),
          column("programmes", 24), column("followed", 12), column("id", 16)};
}

std::string social_text(const Wording& wording, const ContractLine& line) {
  std::string text;
  for (const auto value : line.social) text += (text.empty() ? "" : ", ") + wording.say("social." + std::string(social_consideration_code(value)));
  return text;
}

std::string programmes_text(const Wording& wording, const ContractLine& line) {
  std::string text;
  for (const auto& tag : line.programmes)
    text += (text.empty() ? "" : ", ") + (tag.confirmed ? tag.code : wording.say("programme.suggested", {{"programme", tag.code}}));
  return text;
}

std::vector<Cell> row_of(const Wording& wording, const ContractLine& line) {
  return {line.uid, line.object, line.buyer_name, line.buyer_siret, line.department,
          line.notified_on ? Cell(*line.notified_on) : Cell(), line.amount ? Cell(*line.amount) : Cell(),
          social_text(wording, line), programmes_text(wording, line),
          wording.say(line.followed ? "contracts.export.yes" : "contracts.export.no"), line.id.text()};
}

}  // namespace

Outcome<std::int64_t> export_contracts(Services& services, const Actor& actor, const ContractQuery& query, const std::string& format,
                                       const std::filesystem::path& file) {
  const auto& wording = services.wording;
  const Instant now = services.clock();
  const auto table = write::make_table_file(format, file, {wording.say("contracts.export.sheet"), wording.say("contracts.export.title"),
                                                           columns_of(wording)}, now);
  std::int64_t lines = 0;
  const auto done = each_contract(services, actor, query, [&](const ContractLine& line) {
    table->add(row_of(wording, line));
    ++lines;
  });
  if (!done) return done.refusal();
  table->close();
  services.database->write([&](store::Connection& c) {
    record_audit(c, actor, store::next_instant(c, services.clock()), "contracts.exported", "list", format, std::to_string(lines));
  });
  return lines;
}

}  // namespace clausier::app
