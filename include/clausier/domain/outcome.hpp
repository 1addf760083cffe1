#pragma once
// A legitimate "no" is a value: Outcome<T> holds a T or a Refusal. A broken world or a bug throws.
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

namespace clausier {

using Parameters = std::map<std::string, std::string>;  // values for the holes of a message

struct Refusal {
  std::string code;  // key of the message catalogue, for example "timesheet.month.closed"
  Parameters parameters = {};
  bool operator==(const Refusal&) const = default;
};

// Thrown when what the database holds breaks a rule that the program enforces on the way in.
struct CorruptData : std::runtime_error {
  using std::runtime_error::runtime_error;
};

template <class T>
class Outcome {
public:
  Outcome(T value) : state_(std::move(value)) {}
  Outcome(Refusal refusal) : state_(std::move(refusal)) {}
  explicit operator bool() const { return std::holds_alternative<T>(state_); }
  T& value() { return std::get<T>(state_); }
  const T& value() const { return std::get<T>(state_); }
  const Refusal& refusal() const { return std::get<Refusal>(state_); }

private:
  std::variant<T, Refusal> state_;
};

struct Done {
  bool operator==(const Done&) const = default;
};

}  // namespace clausier
