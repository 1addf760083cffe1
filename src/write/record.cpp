#include "record.hpp"

namespace clausier::write {

Record& Record::list(std::string name) {
  auto& record = append(std::move(name), "");
  record.is_list_ = true;
  return record;
}

Record& Record::text_child(std::string name, std::string_view text) {
  append(std::move(name), "").text_ = std::string(text);
  return *this;
}

Record& Record::add(std::string name, Value value) {
  attributes_.push_back({std::move(name), std::move(value)});
  return *this;
}

Record& Record::append(std::string name, std::string plural) {
  auto& record = children_.emplace_back(std::move(name));
  record.plural_ = std::move(plural);
  return record;
}

}  // namespace clausier::write
