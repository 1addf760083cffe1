#include <catch2/catch.hpp>

#include "clausier/app/accounts.hpp"
#include "passwords.hpp"

using namespace clausier::app;

namespace {
const std::vector<std::string> nobody;
}

TEST_CASE("A password is judged by what it costs to guess, not by its composition", "[app][passwords]") {
  struct Row {
    const char* password;
    std::vector<std::string> faults;
  };
  const Row rows[] = {
      {"vif cheval brun sur le quai", {}},
      {"kzqwvtmrplxgbn", {}},                          // 14 lower-case letters: 65.8 bits
      {"kzqwvtmrplxgb", {"password.weak"}},            // 13: 61.1 bits
      {"Kz7wVtM2plXg", {}},                            // 12 mixed: 71.4 bits
      {"Kz7wVtM2plX", {"password.short"}},
      {"83619405726183950274", {}},                    // 20 digits: 66.4 bits
      {"8361940572618395027", {"password.weak"}},      // 19 digits: 63.1 bits
      {"été à l’île où naît", {}},
      {"🐴🔋📎🌿🪵🎈🧭🪁🥁🧵🪐🦉", {}},
      {"🐴🔋📎🌿🪵🎈🧭🪁🥁🧵🪐", {"password.short"}},      // eleven characters, forty-four bytes
      {"aaaaaaaaaaaaaaaaaaaa", {"password.sequence"}},
      {"abcdefghijklmnopqrst", {"password.sequence"}},
      {"azertyuiopqsdfghjklm", {"password.sequence"}},
      {"98765432109876543210", {"password.sequence"}},
      {"Xk3!Xk3!Xk3!Xk3!Xk3!", {"password.sequence"}},
      {"motdepassemotdepasse", {"password.sequence"}},
      {"MotDePasse2026Soleil", {"password.common"}},
      {"p@ssw0rdBonjour!!", {"password.common"}},
      {"", {"password.short"}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.password);
    CHECK(password_faults(row.password, nobody) == row.faults);
  }
}

TEST_CASE("A password of 256 characters is taken, one of 257 is not", "[app][passwords]") {
  std::string longest;
  for (int i = 0; i < 256; ++i) longest += static_cast<char>(0x21 + (i * 37) % 90);
  CHECK(password_faults(longest, nobody).empty());
  CHECK(password_faults(longest + "x", nobody) == std::vector<std::string>{"password.long"});
  CHECK(password_faults(std::string(200'000, 'x'), nobody) == std::vector<std::string>{"password.long"});
}

TEST_CASE("A password may not hold who its owner is", "[app][passwords]") {
  const std::vector<std::string> context = {"camille.dubreuil@exemple.org", "Dubreuil", "Éloïse", "73282932000074", "Bo"};
  const std::vector<std::string> refused = {"password.context"};
  CHECK(password_faults("nuage dubreuil lanterne", context) == refused);
  CHECK(password_faults("nuage DUBREUIL lanterne", context) == refused);
  CHECK(password_faults("nuage d-u-breuil lanterne", context) == refused);
  CHECK(password_faults("nuage eloise lanterne", context) == refused);
  CHECK(password_faults("nuage 732 829 320 00074 vert", context) == refused);
  CHECK(password_faults("toutes les heures d’insertion", context) == refused);
  CHECK(password_faults("vif robot brun sur le quai", context).empty());  // two letters are no name
}

TEST_CASE("A hash opens with its password only, and never twice with the same text", "[app][passwords]") {
  const std::string hash = hash_password("vif cheval brun sur le quai");
  CHECK(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  CHECK(password_matches(hash, "vif cheval brun sur le quai"));
  CHECK_FALSE(password_matches(hash, "vif cheval brun sur le quai "));
  CHECK_FALSE(password_matches(hash, ""));
  CHECK(hash_password("vif cheval brun sur le quai") != hash);
  CHECK_FALSE(password_matches(decoy_hash(), ""));
}
