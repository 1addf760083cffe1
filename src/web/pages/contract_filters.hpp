#pragma once
// The filters of the search, as they stand in the address: a list can be sent as a link.
#include <map>
#include <string>
#include <vector>

#include "clausier/app/contracts.hpp"
#include "site_parts.hpp"

namespace clausier::web {

class ContractFilters {
public:
  // Reads texte, programme, departement, intercommunalite, acheteur, social, etat, du, au, montant_min,
  // montant_max and suivis. What cannot be read is an error at its field.
  ContractFilters(const SiteParts& parts, const Request& request);

  const app::ContractQuery& query() const { return query_; }
  bool any() const;
  // Field -> message, in the order of the form.
  const std::vector<std::pair<std::string, std::string>>& errors() const { return errors_; }
  View view(const SiteParts& parts) const;
  View errors_view(const SiteParts& parts) const;

private:
  std::string text(const std::string& field);
  void refuse(const std::string& field, const std::string& message_key, const Parameters& parameters = {});
  std::string chosen(const std::string& field, const std::vector<std::string>& offered);
  std::optional<Date> date(const std::string& field);
  std::optional<Money> amount(const std::string& field);
  std::string epci(const Geography& geography);

  const Wording& wording_;
  const Request& request_;
  std::map<std::string, std::string> typed_;
  app::ContractQuery query_;
  std::string epci_name_;
  std::vector<std::pair<std::string, std::string>> errors_;
};

}  // namespace clausier::web
