#pragma once
// Every page that one visitor reaches by following links, from the first page of their role.
#include <deque>
#include <map>
#include <string>

#include "world.hpp"
#include "zip_parts.hpp"

namespace journey {

using Pages = std::map<std::string, test::Answer>;  // by the address that was followed

inline constexpr std::size_t pages_max = 600;  // far above what the world has: a crawl that reaches it has lost its way

// The limits on searches and reports are for people: when one is met, a fresh site goes on.
inline test::Answer visited(Copy& copy, const std::string& role, const std::string& address) {
  const auto once = [&] {
    auto client = copy.client(role);
    return client.send(client.request(web::Method::get, address));
  };
  auto answer = once();
  if (answer.status != 429) return answer;
  copy.start();
  return once();
}

inline Pages crawl(Copy& copy, const std::string& role, const std::vector<std::string>& from = {"/", "/tableau", "/plan-du-site", "/compte"}) {
  Pages pages;
  std::deque<std::string> waiting(from.begin(), from.end());
  while (!waiting.empty()) {
    const auto address = waiting.front();
    waiting.pop_front();
    if (address.empty() || pages.contains(address)) continue;
    if (pages.size() >= pages_max) throw std::logic_error("too many pages for " + role + ", at " + address);
    const auto& answer = pages.emplace(address, visited(copy, role, address)).first->second;
    if (answer.status == 303) waiting.push_back(answer.response.header("Location"));
    if (answer.response.header("Content-Type").starts_with("text/html"))
      for (const auto& link : test::links_of(answer.body)) waiting.push_back(link);
  }
  return pages;
}

// Everything a reader of the answer gets: its bytes, and what the compressed parts of a workbook hold.
inline std::string all_bytes(const test::Answer& answer) {
  if (!answer.body.starts_with("PK")) return answer.body;
  std::string bytes;
  for (const auto& [name, part] : test::zip_parts(answer.body)) bytes += name + "\n" + part + "\n";
  return bytes;
}

}  // namespace journey
