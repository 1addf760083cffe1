#pragma once
// SHA-256 of what comes in pieces, and the one place where libsodium is made ready.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace clausier::app {

// Must have run before any other call of libsodium; cheap to repeat. Throws std::runtime_error when
// the system gives no randomness.
void prepare_sodium();

// A positive number that follows from the text: an id that is opaque without being drawn at random.
std::int64_t derived_id(std::string_view text);

// As content policies want it.
std::string sha256_base64(std::string_view bytes);

class Sha256 {
public:
  Sha256();
  void add(std::string_view bytes);
  std::string hex();  // ends the computation: call once

private:
  // Room for crypto_hash_sha256_state, so that libsodium stays out of this header.
  alignas(16) std::array<std::byte, 128> state_;
};

}  // namespace clausier::app
