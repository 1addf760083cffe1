#include "social_places.hpp"

#include <algorithm>

#include "decp/clean_text.hpp"

namespace clausier::read {
namespace {

// Lines are kept apart: a list is not one sentence.
std::string cleaned_lines(const std::string& text) {
  std::string out;
  for (std::size_t start = 0; start <= text.size();) {
    const auto end = std::min(text.find('\n', start), text.size());
    out += clean_text(std::string_view(text).substr(start, end - start)).text + '\n';
    start = end + 1;
  }
  return out;
}

}  // namespace

void SocialPlaces::code(std::string_view field, const pugi::xml_node& node) { code(field, raw_text(node), node); }

void SocialPlaces::code(std::string_view field, std::string_view code, const pugi::xml_node& node) {
  if (auto mention = mention_of_code(input_.reference.clues, field, code)) add(std::move(*mention), node);
}

void SocialPlaces::text(std::string_view field, const pugi::xml_node& node) {
  if (!node) return;
  for (auto& mention : mentions_in_text(input_.reference.clues, field, cleaned_lines(raw_text(node)))) add(std::move(mention), node);
}

// The same thing said twice of a lot is said once: notices repeat their lots.
void SocialPlaces::add(SocialMention mention, const pugi::xml_node& node) {
  mention.lot = lot_;
  const auto same = [&](const SocialMention& m) {
    return m.lot == mention.lot && m.field == mention.field && m.code == mention.code && m.quotation == mention.quotation;
  };
  if (std::any_of(notice_.mentions.begin(), notice_.mentions.end(), same)) return;
  mention.place = input_.tree.place_of(node);
  notice_.mentions.push_back(std::move(mention));
}

}  // namespace clausier::read
