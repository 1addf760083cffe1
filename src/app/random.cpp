// Hashes and randomness, all from libsodium.
#include <sodium.h>

#include <optional>
#include <stdexcept>

#include "clausier/app/services.hpp"
#include "hashing.hpp"

namespace clausier::app {
namespace {

constexpr std::size_t token_bytes = 32;

static_assert(sizeof(crypto_hash_sha256_state) <= 128);

crypto_hash_sha256_state* state_in(std::array<std::byte, 128>& room) {
  return reinterpret_cast<crypto_hash_sha256_state*>(room.data());
}

// Where ids come from while a SeededIds lives: the hashes of the seed followed by a count.
struct SeededBytes {
  std::string seed;
  std::uint64_t drawn = 0;
};
thread_local std::optional<SeededBytes> seeded;

std::uint64_t draw() {
  prepare_sodium();
  std::uint64_t value = 0;
  if (!seeded) {
    randombytes_buf(&value, sizeof value);
    return value;
  }
  const std::string text = seeded->seed + ":" + std::to_string(++seeded->drawn);
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
  for (std::size_t i = 0; i < sizeof value; ++i) value = value << 8 | digest[i];
  return value;
}

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

void prepare_sodium() {
  static const int ready = sodium_init();
  if (ready < 0) throw std::runtime_error("libsodium finds no source of randomness");
}

Sha256::Sha256() {
  prepare_sodium();
  crypto_hash_sha256_init(state_in(state_));
}

void Sha256::add(std::string_view bytes) {
  crypto_hash_sha256_update(state_in(state_), bytes_of(bytes), bytes.size());
}

std::string Sha256::hex() {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256_final(state_in(state_), digest.data());
  std::array<char, crypto_hash_sha256_BYTES * 2 + 1> text{};
  sodium_bin2hex(text.data(), text.size(), digest.data(), digest.size());
  return std::string(text.data(), text.size() - 1);
}

std::string sha256_hex(std::string_view bytes) {
  Sha256 hash;
  hash.add(bytes);
  return hash.hex();
}

std::string sha256_base64(std::string_view bytes) {
  const auto hex = sha256_hex(bytes);
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  if (sodium_hex2bin(digest.data(), digest.size(), hex.data(), hex.size(), nullptr, nullptr, nullptr) != 0)
    throw std::logic_error("a hash that is not hexadecimal");
  std::array<char, sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES, sodium_base64_VARIANT_ORIGINAL)> text{};
  return sodium_bin2base64(text.data(), text.size(), digest.data(), digest.size(), sodium_base64_VARIANT_ORIGINAL);
}

SeededIds::SeededIds(std::string seed) {
  if (seeded) throw std::logic_error("ids are seeded already");
  seeded = SeededBytes{std::move(seed)};
}

SeededIds::~SeededIds() { seeded.reset(); }

std::int64_t random_id() {
  std::uint64_t value = 0;
  do {
    value = draw() >> 1;
  } while (value == 0);  // 0 is the operator of the command line
  return static_cast<std::int64_t>(value);
}

std::string random_token() {
  prepare_sodium();
  std::array<unsigned char, token_bytes> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::string text(sodium_base64_ENCODED_LEN(token_bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.pop_back();  // the C string's end
  return text;
}

std::string random_reference() {
  constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // no I, L, O, U: read aloud on the phone
  static_assert(letters.size() == 32);
  std::string text = "P";
  std::uint64_t bits = draw();
  for (int i = 0; i < 8; ++i, bits >>= 5) {
    if (i % 4 == 0) text += '-';
    text += letters[bits % letters.size()];
  }
  return text;
}

std::int64_t derived_id(std::string_view text) {
  Sha256 hash;
  hash.add(text);
  return std::stoll(hash.hex().substr(0, 15), nullptr, 16);
}

}  // namespace clausier::app
