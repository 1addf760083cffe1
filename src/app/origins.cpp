#include "clausier/app/origins.hpp"

#include <algorithm>

#include "clausier/app/services.hpp"
#include "clausier/domain/obligation.hpp"

namespace clausier::app {
namespace {

// "invoice F-12, courrier": the kind in words, the rest as it was typed.
std::string fact_text(const Wording& wording, const std::string& from) {
  const auto end = std::min(from.find(' '), from.find(','));
  const auto kind = from.substr(0, end);
  if (!parse_fact_kind(kind)) return "";
  return wording.say("fact." + kind) + (end == std::string::npos ? "" : from.substr(end));
}

}  // namespace

bool is_step(const std::string& from) {
  return from.size() > 1 && from[0] == 's' && from.find_first_not_of("0123456789", 1) == std::string::npos;
}

std::string origin_text(const Wording& wording, const std::string& from) {
  if (wording.has("origin." + from)) return wording.say("origin." + from);
  if (is_step(from)) return wording.say("origin.step", {{"n", from.substr(1)}});
  if (const auto month = Month::parse_iso(from)) return french_month(*month);
  if (const auto fact = fact_text(wording, from); !fact.empty()) return fact;
  const auto comma = from.rfind(", ");
  if (comma == std::string::npos) return from;
  const auto when = Instant::parse_iso(from.substr(comma + 2));
  return when ? wording.say("origin.person", {{"name", from.substr(0, comma)}, {"date", french_instant(*when)}}) : from;
}

}  // namespace clausier::app
