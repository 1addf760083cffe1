#pragma once
// Texts of the command line as values. A text that cannot be read is wrong usage.
#include <optional>
#include <string>
#include <vector>

#include "clausier/app/services.hpp"
#include "clausier/domain/finding.hpp"
#include "console.hpp"

namespace clausier::cli {

// Reads option texts one after the other and keeps the first fault.
class Values {
public:
  explicit Values(const Console& console) : console_(console) {}

  std::string required(const std::string& option, const std::string& text);
  Date date(const std::string& option, const std::string& text, Date otherwise);  // "" gives otherwise
  std::optional<Month> month(const std::string& option, const std::string& text);
  std::optional<Instant> instant(const std::string& option, const std::string& text);
  std::optional<Siret> siret(const std::string& option, const std::string& text);
  std::string siret_or_siren(const std::string& option, const std::string& text);
  std::vector<std::string> departments(const std::string& option, const std::string& text);  // "59,2A"; "" gives none
  std::string one_of(const std::string& option, const std::string& text, std::initializer_list<std::string_view> allowed);

  bool ok() const { return !fault_; }
  int wrong_usage() const { return console_.wrong_usage(fault_->code, fault_->parameters); }

private:
  void fail(const std::string& key, const std::string& option, const std::string& value = "");
  const Console& console_;
  std::optional<Refusal> fault_;
};

// "ligne 12, colonne F : « 7h9x » — …": one finding for a reader.
std::string finding_text(const Wording& wording, const Finding& finding);

}  // namespace clausier::cli
