#pragma once
// What is wrong in the fields of a form: all of it, each fault at the path of its field.
#include <string>
#include <utility>
#include <vector>

#include "clausier/domain/finding.hpp"

namespace clausier {

class Faults {
public:
  void add_unless(bool acceptable, const char* code, const char* path, std::string value = "") {
    if (acceptable) return;
    Place place;
    place.path = path;
    Parameters parameters = {{"value", value}};
    found_.push_back(finding(code, place, std::move(value), std::move(parameters)));
  }
  std::vector<Finding> take() { return std::move(found_); }

private:
  std::vector<Finding> found_;
};

}  // namespace clausier
