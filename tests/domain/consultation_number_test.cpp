#include <catch2/catch.hpp>

#include "clausier/domain/consultation_number.hpp"

using namespace clausier;

TEST_CASE("The consultation is read in the object when it gives a number", "[domain][consultation]") {
  struct Case {
    const char* object;
    const char* number;
  };
  for (const auto& [object, number] : {Case{"Numéro de la consultation : 2018143 - Travaux, lot 02", "2018143"},
                                       Case{"Travaux (consultation n° 24S0012)", "24S0012"},
                                       Case{"CONSULTATION N°2019-45 : nettoyage", "2019-45"},
                                       Case{"Consultation 2020/17, lot 3", "2020/17"},
                                       Case{"La présente consultation porte sur deux lots", ""},
                                       Case{"La consultation a pour objet 12 classes", ""},
                                       Case{"Travaux de voirie", ""},
                                       Case{"", ""}}) {
    CAPTURE(object);
    CHECK(consultation_in(object) == number);
  }
}
