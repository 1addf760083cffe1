#include "clausier/domain/clause_terms.hpp"

#include <stdexcept>

namespace clausier {
namespace {

constexpr Reporting reportings[] = {Reporting::monthly, Reporting::quarterly, Reporting::half_yearly, Reporting::on_request};
constexpr ClauseScope scopes[] = {ClauseScope::contract, ClauseScope::lot, ClauseScope::tranche, ClauseScope::order};

int months_of(Reporting reporting) {
  switch (reporting) {
    case Reporting::monthly: return 1;
    case Reporting::quarterly: return 3;
    case Reporting::half_yearly: return 6;
    case Reporting::on_request: return 0;
  }
  throw std::logic_error("reporting");
}

Date days_after(Date day, int days, DayKind kind) {
  if (kind == DayKind::calendar) return day.plus_days(days);
  while (days > 0) {
    day = day.plus_days(1);
    if (is_working_day(day)) --days;
  }
  return day;
}

// The end of the last period that is over on the day, or that ends on it.
Date period_end(int months, Date day) {
  auto month = day.month_of();
  while (month.last_day() > day || (month.index() + 1) % months != 0) month = month.previous();
  return month.last_day();
}

}  // namespace

std::string_view reporting_code(Reporting reporting) {
  switch (reporting) {
    case Reporting::monthly: return "monthly";
    case Reporting::quarterly: return "quarterly";
    case Reporting::half_yearly: return "half_yearly";
    case Reporting::on_request: return "on_request";
  }
  throw std::logic_error("reporting");
}

std::optional<Reporting> parse_reporting(std::string_view code) {
  for (const auto reporting : reportings)
    if (reporting_code(reporting) == code) return reporting;
  return std::nullopt;
}

std::string_view clause_scope_code(ClauseScope scope) {
  switch (scope) {
    case ClauseScope::contract: return "contract";
    case ClauseScope::lot: return "lot";
    case ClauseScope::tranche: return "tranche";
    case ClauseScope::order: return "order";
  }
  throw std::logic_error("scope");
}

std::optional<ClauseScope> parse_clause_scope(std::string_view code) {
  for (const auto scope : scopes)
    if (clause_scope_code(scope) == code) return scope;
  return std::nullopt;
}

Date documents_due_on(const ReportingCalendar& calendar, Date day) {
  const int months = months_of(calendar.period);
  return days_after(months == 0 ? day : period_end(months, day), calendar.days, calendar.day_kind);
}

const CountingWindow* window_for(const ClauseTerms& terms, std::string_view contract_type) {
  for (const auto& window : terms.windows)
    if (window.contract_type == contract_type) return &window;
  return nullptr;
}

}  // namespace clausier
