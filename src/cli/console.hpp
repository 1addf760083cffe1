#pragma once
// What the terminal shows: results on standard output, messages on standard error, French from the
// catalogue. With --json, standard output holds one object and nothing else.
#include <chrono>
#include <string>
#include <string_view>

#include "clausier/domain/outcome.hpp"
#include "clausier/domain/wording.hpp"

namespace clausier::cli {

namespace exit_code {
inline constexpr int done = 0;
inline constexpr int refused = 1;         // a file or a request
inline constexpr int wrong_usage = 2;
inline constexpr int internal_fault = 70;  // EX_SOFTWARE of sysexits.h
}  // namespace exit_code

class Console {
public:
  Console(const Wording& wording, bool json) : wording_(wording), json_(json) {}

  std::string say(std::string_view key, const Parameters& parameters = {}) const { return wording_.say(key, parameters); }
  const Wording& wording() const { return wording_; }
  bool json() const { return json_; }

  void tell(std::string_view key, const Parameters& parameters = {}) const;  // standard error
  void print(std::string_view line) const;                                   // standard output, unless --json
  void print_message(std::string_view key, const Parameters& parameters = {}) const { print(say(key, parameters)); }
  void print_json(std::string_view object) const;                            // standard output, only with --json
  void print_json_part(std::string_view text) const;                         // of one object, in order

  // The message on standard error, {"error":{…}} on standard output with --json; gives the exit code.
  int refuse(const Refusal& refusal) const;
  int wrong_usage(std::string_view key, const Parameters& parameters = {}) const;
  int fault(const std::string& cause) const;

private:
  const Wording& wording_;
  bool json_;
};

// Says how far a long work is: nothing in the first second, then at most once a second.
class Progress {
public:
  Progress(const Console& console, std::string_view key) : console_(console), key_(key) {}
  void at(std::int64_t count);

private:
  using Clock = std::chrono::steady_clock;
  const Console& console_;
  std::string key_;
  Clock::time_point next_ = Clock::now() + std::chrono::seconds(1);
};

}  // namespace clausier::cli
