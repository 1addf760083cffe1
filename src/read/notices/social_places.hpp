#pragma once
#include "clausier/read/notice_reader.hpp"
#include "xml_tree.hpp"

namespace clausier::read {

// Adds to a notice the mentions found at one element after the other, with their place.
class SocialPlaces {
public:
  SocialPlaces(const NoticeInput& input, std::string lot, Notice& notice) : input_(input), lot_(std::move(lot)), notice_(notice) {}
  void code(std::string_view field, const pugi::xml_node& node);
  void code(std::string_view field, std::string_view code, const pugi::xml_node& node);
  void text(std::string_view field, const pugi::xml_node& node);

private:
  void add(SocialMention mention, const pugi::xml_node& node);
  const NoticeInput& input_;
  std::string lot_;
  Notice& notice_;
};

}  // namespace clausier::read
