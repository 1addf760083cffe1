#pragma once
// Communes and intercommunal bodies (EPCI) of France, from src/store/reference/communes.csv and epci.csv.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace clausier {

struct Epci {
  std::string_view siren;
  std::string_view name;
};

class Geography {
public:
  Geography() = default;  // of nowhere: every question is answered by ""
  // Both tables as shipped: comments "#…", a header, then lines sorted by code. Throws
  // std::invalid_argument when one is not: reference data is part of the program.
  static Geography parse(std::string communes_csv, std::string epci_csv);

  // What is known of a place of execution. A postal code says its commune only when it has one
  // commune, its EPCI only when all its communes belong to the same.
  struct Place {
    std::string_view commune;  // INSEE code
    std::string_view name;     // of the commune
    std::string_view epci;     // SIREN
  };
  Place place_of(std::string_view kind, std::string_view code) const;  // kinds of ContractRecord::place_kind

  std::string_view commune_name(std::string_view code) const;
  std::string_view epci_name(std::string_view siren) const;
  const std::vector<Epci>& epcis() const { return epcis_; }  // by SIREN

  // Communes that hold a priority district (QPV), of the list an operator has loaded; none before.
  void set_priority_communes(std::vector<std::string> codes);
  bool holds_priority_district(std::string_view commune) const;

private:
  struct Commune {
    std::string_view code, name, epci;
  };
  struct PostalCode {
    std::string_view code;
    std::uint32_t commune;  // rank in communes_
  };
  const Commune* commune_of(std::string_view code) const;
  Place place_of_postal_code(std::string_view code) const;

  std::shared_ptr<const std::string> communes_text_, epci_text_;  // what the views look at
  std::vector<Commune> communes_;
  std::vector<PostalCode> postal_codes_;
  std::vector<Epci> epcis_;
  std::vector<std::string> priority_communes_;  // sorted
};

}  // namespace clausier
