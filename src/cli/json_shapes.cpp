#include "json_shapes.hpp"

#include <algorithm>

#include "clausier/app/origins.hpp"
#include "clausier/write/json_writer.hpp"

namespace clausier::cli {
namespace {

using write::JsonWriter;

std::optional<std::string> text_or_null(const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); }
std::optional<std::int64_t> seconds(const std::optional<WorkTime>& time) { return time ? std::optional(time->seconds()) : std::nullopt; }
std::optional<std::int64_t> cents(const std::optional<Money>& money) { return money ? std::optional(money->cents()) : std::nullopt; }
std::optional<std::string> iso(const std::optional<Date>& day) { return day ? std::optional(day->iso()) : std::nullopt; }
std::optional<std::string> iso(const std::optional<Instant>& instant) { return instant ? std::optional(instant->iso()) : std::nullopt; }
template <class I>
std::optional<std::string> id_text(const std::optional<I>& id) { return id ? std::optional(id->text()) : std::nullopt; }

// ---- Import -----------------------------------------------------------------------------------------

// Record 0 and an empty path speak of the file itself, or of the record as a whole.
void write_import_finding(JsonWriter& json, const Wording& wording, const Finding& finding) {
  json.begin_object()
      .member("code", finding.code)
      .member("severity", severity_code(finding.severity))
      .member("record", finding.place.record)
      .member("path", finding.place.path)
      .member("message", wording.say(finding.code, finding.parameters))
      .end_object();
}

void write_file_counts(JsonWriter& json, const app::ImportedFile& file) {
  const auto& n = file.counts;
  json.begin_object()
      .member("file", file.name)
      .member("sha256", file.sha256)
      .member("format", file.format)
      .member("records", file.records)
      .member("new", n.created)
      .member("amended", n.amended)
      .member("unchanged", n.unchanged)
      .member("duplicate", n.duplicate)
      .member("doubtful", n.doubtful)
      .member("refused", n.refused)
      .member("skipped", n.skipped);
}

// ---- Contracts ----------------------------------------------------------------------------------------

void write_contract(JsonWriter& json, const app::ContractLine& contract) {
  json.begin_object().member("id", contract.id.text()).member("uid", text_or_null(contract.uid));
  json.key("buyer")
      .begin_object()
      .member("siret", text_or_null(contract.buyer_siret))
      .member("name", text_or_null(contract.buyer_name))
      .end_object();
  json.member("object", contract.object)
      .member("notified_on", iso(contract.notified_on))
      .member("amount_cents", cents(contract.amount))
      .member("followed", contract.followed);
  json.key("programmes").begin_array();
  for (const auto& tag : contract.programmes)
    json.begin_object().member("code", tag.code).member("confirmed", tag.confirmed).end_object();
  json.end_array().key("lots").begin_array();
  for (const auto& lot : contract.lots)
    json.begin_object()
        .member("id", lot.id.text())
        .member("number", text_or_null(lot.number))
        .member("label", lot.label)
        .member("has_clause", lot.has_clause)
        .end_object();
  json.end_array().end_object();
}

// ---- Timesheets ---------------------------------------------------------------------------------------

void write_sheet_finding(JsonWriter& json, const Wording& wording, const Finding& finding) {
  const auto& place = finding.place;
  json.begin_object()
      .member("code", finding.code)
      .member("severity", severity_code(finding.severity))
      .member("sheet", text_or_null(place.sheet))
      .member("row", place.row > 0 ? std::optional(place.row) : std::nullopt)
      .member("column", text_or_null(place.column))
      .member("value", text_or_null(finding.value))
      .member("message", wording.say(finding.code, finding.parameters))
      .end_object();
}

// Repairs are announced (info); the other findings ask for something.
void write_findings(JsonWriter& json, const Wording& wording, const std::vector<Finding>& findings, bool repairs) {
  json.begin_array();
  for (const auto& finding : findings)
    if ((finding.severity == Severity::info) == repairs) write_sheet_finding(json, wording, finding);
  json.end_array();
}

// ---- Position -----------------------------------------------------------------------------------------

// Of an input: a former step, or a cell of a file ("factures.csv!:12").
bool is_traced(const std::string& from) { return app::is_step(from) || from.find('!') != std::string::npos; }

// What is neither was stated by somebody, or is the journal or the question itself: a step of its own, after the others,
// says it in words, so that every "from" is a step or a cell.
class Sources {
public:
  explicit Sources(const Explanation& explanation) {
    for (const auto& step : explanation.steps())
      for (const auto& input : step.inputs)
        if (!is_traced(input.from) && std::find(stated_.begin(), stated_.end(), input.from) == stated_.end()) stated_.push_back(input.from);
    first_ = explanation.steps().size() + 1;
  }
  std::string step_of(const std::string& from) const {
    if (is_traced(from)) return from;
    return "s" + std::to_string(first_ + static_cast<std::size_t>(std::find(stated_.begin(), stated_.end(), from) - stated_.begin()));
  }
  std::vector<Step> steps() const {
    std::vector<Step> steps;
    for (const auto& from : stated_) steps.push_back({step_of(from), "source", {}, from, "", "", ""});
    return steps;
  }

private:
  std::vector<std::string> stated_;
  std::size_t first_ = 0;
};

std::string step_text(const Wording& wording, const Step& step) {
  if (step.rule != "source") return sentence_of(wording, step);
  return wording.say("step.source", {{"source", app::origin_text(wording, step.result)}});
}

void write_step(JsonWriter& json, const Wording& wording, const Step& step, const Sources& sources) {
  json.begin_object().member("id", step.id).member("rule", step.rule).member("text", step_text(wording, step));
  json.key("inputs").begin_array();
  for (const auto& input : step.inputs)
    json.begin_object()
        .member("name", input.name)
        .member("value", input.value)
        .member("unit", input.unit)
        .member("from", sources.step_of(input.from))
        .end_object();
  json.end_array()
      .member("result", step.result)
      .member("unit", step.unit)
      .member("rounding", text_or_null(step.rounding))
      .member("legal", text_or_null(step.legal))
      .end_object();
}

void write_proposal(JsonWriter& json, const PenaltyProposal& proposal) {
  json.begin_object().member("proposed_cents", proposal.total.cents()).member("capped", proposal.capped).member("liberatory", proposal.liberatory);
  json.key("penalties").begin_array();
  for (const auto& penalty : proposal.penalties)
    json.begin_object()
        .member("kind", penalty_kind_code(penalty.kind))
        .member("about", text_or_null(penalty.about))
        .member("penalty_cents", penalty.index_missing ? std::nullopt : std::optional(penalty.amount.cents()))
        .member("notice_missing", penalty.notice_missing)
        .end_object();
  json.end_array().end_object();
}

// Where the recent rhythm leads and what lateness may cost: null where there is nothing to say.
void write_outlook(JsonWriter& json, const Outlook& outlook) {
  const auto& rhythm = outlook.rhythm;
  if (rhythm.at_end)
    json.key("rhythm").begin_object().member("rhythm_end_seconds", seconds(rhythm.at_end)).member("rhythm_short_seconds", seconds(rhythm.short_of_owed)).end_object();
  else
    json.key("rhythm").null();
  json.key("proposal");
  if (outlook.penalties && !outlook.penalties->penalties.empty()) write_proposal(json, *outlook.penalties);
  else json.null();
}

// ---- Accounts -----------------------------------------------------------------------------------------

void write_user_members(JsonWriter& json, const app::UserLine& user) {
  json.member("email", user.email)
      .member("role", app::role_code(user.role))
      .member("organisation", user.organisation ? std::optional(user.organisation->siret.digits()) : std::nullopt);
}

}  // namespace

std::string error_json(std::string_view code, std::string_view message) {
  JsonWriter json;
  json.begin_object().key("error").begin_object().member("code", code).member("message", message).end_object().end_object();
  return json.take();
}

void write_import_json(const Wording& wording, const ImportResult& result, const std::function<void(std::string_view)>& out) {
  JsonWriter json;
  json.begin_object().member("dry_run", result.dry_run).member("import_id", id_text(result.id)).key("files").begin_array();
  const auto write = [&](const Finding& finding) {
    write_import_finding(json, wording, finding);
    out(json.take_part());
  };
  for (std::size_t rank = 0; rank < result.files.size(); ++rank) {
    write_file_counts(json, result.files[rank]);
    json.key("findings").begin_array();
    for (const auto& finding : result.files[rank].findings) write(finding);
    if (result.each_record_finding) result.each_record_finding(rank, write);
    json.end_array().end_object();
  }
  json.end_array().end_object();
  out(json.take() + "\n");
}

std::string contracts_json(const std::vector<app::ContractLine>& contracts) {
  JsonWriter json;
  json.begin_object().key("contracts").begin_array();
  for (const auto& contract : contracts) write_contract(json, contract);
  json.end_array().end_object();
  return json.take();
}

std::string timesheet_json(const Wording& wording, const TimesheetResult& result, const std::optional<PostedTimesheet>& posted) {
  JsonWriter json;
  json.begin_object()
      .member("accepted", !any_error(result.findings))
      .member("file", result.file)
      .member("sha256", result.sha256)
      .member("lot", result.lot.text())
      .member("month", result.month.iso())
      .member("firm", result.firm.digits())
      .member("rows", result.rows)
      .member("persons", result.persons)
      .member("declared_seconds", result.declared.seconds());
  write_findings(json.key("repairs"), wording, result.findings, true);
  write_findings(json.key("findings"), wording, result.findings, false);
  json.member("already_received", iso(result.already_received));
  if (posted) json.member("timesheet", id_text(posted->id)).member("entries", posted->entries);
  json.end_object();
  return json.take();
}

std::string position_json(const Wording& wording, const app::LotPosition& lot) {
  const auto& position = lot.position;
  const auto& hours = position.hours;
  JsonWriter json;
  json.begin_object()
      .member("lot", lot.lot.text())
      .member("worked_until", position.cutoff.worked_until.iso())
      .member("recorded_until", position.cutoff.recorded_until.iso())
      .member("state", lot_state_code(position.state))
      .member("owed_seconds", seconds(position.owed))
      .member("due_seconds", seconds(position.due))
      .member("declared_seconds", hours.declared.seconds())
      .member("counted_seconds", hours.counted.seconds())
      .member("pending_seconds", hours.pending.seconds())
      .member("rejected_seconds", hours.rejected.seconds())
      .member("uncountable_seconds", hours.uncountable.seconds())
      .member("missing_seconds", seconds(position.missing))
      .member("entries_sha256", lot.entries_sha256);
  write_outlook(json, lot.outlook);
  json.key("steps").begin_array();
  const Sources sources(lot.explanation);
  for (const auto& step : lot.explanation.steps()) write_step(json, wording, step, sources);
  for (const auto& step : sources.steps()) write_step(json, wording, step, sources);
  json.end_array().end_object();
  return json.take();
}

std::string report_json(const app::ReportParameters& asked, const app::BuiltReport& report, const std::string& file) {
  JsonWriter json;
  json.begin_object()
      .member("report", report.id.text())
      .member("kind", asked.kind)
      .member("format", asked.format)
      .member("file", file)
      .member("worked_until", report.cutoff.worked_until.iso())
      .member("recorded_until", report.cutoff.recorded_until.iso())
      .member("size_bytes", report.bytes.size())
      .member("sha256", report.sha256)
      .member("entries_sha256", report.entries_sha256)
      .end_object();
  return json.take();
}

std::string ledger_json(const app::ReportParameters& asked, const app::LedgerFile& report, const std::string& file) {
  JsonWriter json;
  json.begin_object()
      .member("report", report.id.text())
      .member("kind", asked.kind)
      .member("format", asked.format)
      .member("file", file)
      .member("worked_until", report.cutoff.worked_until.iso())
      .member("recorded_until", report.cutoff.recorded_until.iso())
      .member("size_bytes", report.size_bytes)
      .member("sha256", report.sha256)
      .member("entries_sha256", report.entries_sha256)
      .member("lines", report.lines)
      .end_object();
  return json.take();
}

std::string user_json(const app::UserLine& user, const app::OneTimeLink& link) {
  JsonWriter json;
  write_user_members(json.begin_object(), user);
  json.member("link", link.path).member("expires_at", link.expires_at.iso()).end_object();
  return json.take();
}

std::string users_json(const std::vector<app::UserLine>& users) {
  JsonWriter json;
  json.begin_object().key("users").begin_array();
  for (const auto& user : users) {
    write_user_members(json.begin_object(), user);
    json.member("name", user.display_name)
        .member("disabled", user.disabled)
        .member("has_password", user.has_password)
        .member("last_sign_in", iso(user.last_sign_in))
        .end_object();
  }
  json.end_array().end_object();
  return json.take();
}

std::string verify_json(const app::Verification& verification) {
  JsonWriter json;
  json.begin_object().member("ok", verification.ok).key("checked").begin_object();
  json.member("entries", verification.entries)
      .member("totals", verification.totals)
      .member("standings", verification.standings)
      .member("originals", verification.originals)
      .member("audit", verification.audit)
      .end_object();
  json.key("differences").begin_array();
  for (const auto& difference : verification.differences) json.value(difference);
  json.end_array().end_object();
  return json.take();
}

namespace {

std::string_view rebuilt_code(app::Rebuilt rebuilt) {
  switch (rebuilt) {
    case app::Rebuilt::same: return "same";
    case app::Rebuilt::other: return "other";
    case app::Rebuilt::impossible: return "impossible";
  }
  return "impossible";
}

}  // namespace

std::string verify_report_json(const std::string& file, const std::string& sha256, const std::optional<app::KnownReport>& known,
                               app::Rebuilt rebuilt) {
  JsonWriter json;
  json.begin_object().member("file", file).member("sha256", sha256).member("known", known.has_value());
  const auto of = [&](std::string_view name, const auto& value) {
    if (known) json.member(name, value(*known));
    else json.key(name).null();
  };
  of("kind", [](const auto& k) { return k.parameters.kind; });
  of("format", [](const auto& k) { return k.parameters.format; });
  of("title", [](const auto& k) { return k.title; });
  of("worked_until", [](const auto& k) { return k.parameters.worked_until.iso(); });
  of("recorded_until", [](const auto& k) { return k.parameters.recorded_until->iso(); });
  of("created_at", [](const auto& k) { return k.created_at.iso(); });
  of("rulebook_version", [](const auto& k) { return k.rulebook_version; });
  of("entries_sha256", [](const auto& k) { return k.entries_sha256; });
  of("rebuilt", [&](const auto&) { return std::string(rebuilt_code(rebuilt)); });
  json.end_object();
  return json.take();
}

std::string serving_json(const std::string& address, const std::optional<app::OneTimeLink>& setup) {
  JsonWriter json;
  json.begin_object()
      .member("address", address)
      .member("setup_link", setup ? std::optional(address + setup->path) : std::nullopt)
      .end_object();
  return json.take();
}

std::string demo_json(const DemoLoaded& loaded) {
  JsonWriter json;
  json.begin_object()
      .member("contracts", loaded.contracts)
      .member("clauses", loaded.clauses)
      .member("people", loaded.people)
      .member("timesheets", loaded.timesheets)
      .member("decisions", loaded.decisions)
      .member("closures", loaded.closures);
  json.key("accounts").begin_array();
  for (const auto& account : loaded.accounts)
    json.begin_object()
        .member("email", account.email)
        .member("role", app::role_code(account.role))
        .member("name", account.display_name)
        .member("organisation", text_or_null(account.organisation))
        .member("password", account.password)
        .end_object();
  json.end_array().end_object();
  return json.take();
}

}  // namespace clausier::cli
