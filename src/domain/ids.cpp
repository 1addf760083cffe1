#include "clausier/domain/ids.hpp"

namespace clausier {
namespace {
constexpr std::string_view letters = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t text_length = 13;
}  // namespace

std::string opaque_text(std::int64_t value) {
  std::string text(text_length, '0');
  auto rest = static_cast<std::uint64_t>(value);
  for (std::size_t i = text_length; i-- > 0; rest >>= 5) text[i] = letters[rest & 31];
  return text;
}

std::optional<std::int64_t> parse_opaque(std::string_view text) {
  if (text.size() != text_length) return std::nullopt;
  if (text[0] > '7') return std::nullopt;  // 13 × 5 bits hold 65; an id has 63
  std::uint64_t value = 0;
  for (const char c : text) {
    const auto digit = letters.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    value = value << 5 | digit;
  }
  return static_cast<std::int64_t>(value);
}

}  // namespace clausier
