#include "console.hpp"

#include <iostream>

#include "json_shapes.hpp"

namespace clausier::cli {

void Console::tell(std::string_view key, const Parameters& parameters) const { std::cerr << say(key, parameters) << std::endl; }

void Console::print(std::string_view line) const {
  if (!json_) std::cout << line << '\n';
}

void Console::print_json(std::string_view object) const {
  if (json_) std::cout << object << std::endl;
}

void Console::print_json_part(std::string_view text) const {
  if (json_) std::cout << text;
}

int Console::refuse(const Refusal& refusal) const {
  const std::string message = wording_.has(refusal.code) ? say(refusal.code, refusal.parameters)
                                                         : say("cli.refused", {{"code", refusal.code}});
  std::cerr << message << std::endl;
  print_json(error_json(refusal.code, message));
  return exit_code::refused;
}

int Console::wrong_usage(std::string_view key, const Parameters& parameters) const {
  const std::string message = say(key, parameters);
  std::cerr << message << '\n' << say("cli.usage.help") << std::endl;
  print_json(error_json("usage", message));
  return exit_code::wrong_usage;
}

int Console::fault(const std::string& cause) const {
  const std::string message = say("cli.fault", {{"cause", cause}});
  std::cerr << message << std::endl;
  print_json(error_json("fault", message));
  return exit_code::internal_fault;
}

void Progress::at(std::int64_t count) {
  const auto now = Clock::now();
  if (now < next_) return;
  next_ = now + std::chrono::seconds(1);
  console_.tell(key_, {{"n", french_integer(count)}});
}

}  // namespace clausier::cli
