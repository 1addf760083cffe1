#include "any_record.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::check_records(fuzz::led_to(fuzz::view_of(data, size), "iu\"", "id;acheteur_id;objet;montant;dateNotification;titulaire_id\n"));
  return 0;
}
