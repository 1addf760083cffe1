#include "passwords.hpp"

#include <sodium.h>

#include <array>
#include <semaphore>
#include <stdexcept>

#include "clausier/app/services.hpp"
#include "hashing.hpp"

namespace clausier::app {
namespace {

constexpr unsigned long long passes = 2;
constexpr std::size_t memory_bytes = 19 * 1024 * 1024;
constexpr int at_once = 2;

std::counting_semaphore<at_once> turns(at_once);

class Turn {
public:
  Turn() {
    prepare_sodium();
    turns.acquire();
  }
  ~Turn() { turns.release(); }
  Turn(const Turn&) = delete;
};

}  // namespace

std::string hash_password(std::string_view password) {
  const Turn turn;
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), passes, memory_bytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw std::runtime_error("no memory left to hash a password");
  return hash.data();
}

bool password_matches(const std::string& hash, std::string_view password) {
  const Turn turn;
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

const std::string& decoy_hash() {
  static const std::string hash = hash_password(random_token());
  return hash;
}

}  // namespace clausier::app
