#include "clausier/web/guard.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <vector>

namespace clausier::web {
namespace {

using namespace std::chrono;

constexpr int free_failures = 5;

// "https://host:port" -> "host:port"
std::string_view authority_of(std::string_view origin) {
  const auto slashes = origin.find("://");
  return slashes == std::string_view::npos ? std::string_view() : origin.substr(slashes + 3);
}

seconds rounded_up(nanoseconds wait) { return std::max(seconds(1), ceil<seconds>(wait)); }

minutes delay_after(int failures) {
  if (failures < free_failures) return minutes(0);
  const int doublings = failures - free_failures;
  return doublings > 3 ? minutes(15) : minutes(1 << doublings);
}

// Forgets the quarter used longest ago.
template <class Entries, class LastUse>
void forget_oldest(Entries& entries, LastUse last_use) {
  std::vector<steady_clock::time_point> uses;
  for (const auto& entry : entries) uses.push_back(last_use(entry.second));
  const auto limit = uses.begin() + static_cast<std::ptrdiff_t>(uses.size() / 4);
  std::nth_element(uses.begin(), limit, uses.end());
  const auto oldest_kept = *limit;
  std::erase_if(entries, [&](const auto& entry) { return last_use(entry.second) <= oldest_kept; });
}

std::string network(std::string_view bytes, std::size_t count) {
  std::string text;
  for (const char byte : bytes.substr(0, count)) text += std::to_string(static_cast<unsigned char>(byte)) + ".";
  return text + "/" + std::to_string(count * 8);
}

}  // namespace

bool comes_from_own_page(const Request& request) {
  if (request.headers.has("sec-fetch-site")) return request.headers.get("sec-fetch-site") == "same-origin";
  const auto authority = authority_of(request.headers.get("origin"));
  return !authority.empty() && lower_ascii(authority) == lower_ascii(request.headers.get("host"));
}

bool same_secret(std::string_view given, std::string_view expected) {
  if (expected.empty() || given.size() != expected.size()) return false;
  unsigned difference = 0;
  for (std::size_t at = 0; at < expected.size(); ++at)
    difference |= static_cast<unsigned char>(given[at]) ^ static_cast<unsigned char>(expected[at]);
  return difference == 0;
}

bool is_local_path(std::string_view path) {
  if (path.empty() || path.size() > 2048 || path[0] != '/') return false;
  if (path.size() > 1 && (path[1] == '/' || path[1] == '\\')) return false;
  return std::all_of(path.begin(), path.end(), [](char c) { return c > 0x20 && c < 0x7F && c != '\\'; });
}

std::string local_path_or(std::string_view wanted, std::string_view otherwise) {
  return std::string(is_local_path(wanted) ? wanted : otherwise);
}

Throttle::Throttle(int burst, seconds period, SteadyClock clock)
    : cost_(nanoseconds(period) / burst), capacity_(cost_ * burst), clock_(std::move(clock)) {}

std::optional<seconds> Throttle::take(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto now = clock_();
  if (buckets_.size() >= throttle_keys_max && !buckets_.contains(key)) make_room(now);
  auto& bucket = buckets_.try_emplace(key, Bucket{nanoseconds(0), now}).first->second;
  bucket.debt = std::max(nanoseconds(0), bucket.debt - duration_cast<nanoseconds>(now - bucket.at));
  bucket.at = now;
  if (bucket.debt + cost_ > capacity_) return rounded_up(bucket.debt + cost_ - capacity_);
  bucket.debt += cost_;
  return std::nullopt;
}

void Throttle::make_room(steady_clock::time_point now) {
  std::erase_if(buckets_, [&](const auto& entry) { return now - entry.second.at >= entry.second.debt; });
  if (buckets_.size() >= throttle_keys_max) forget_oldest(buckets_, [](const Bucket& bucket) { return bucket.at; });
}

std::optional<seconds> SignInDelay::wait(const std::string& account) {
  const std::lock_guard lock(mutex_);
  const auto found = accounts_.find(account);
  if (found == accounts_.end() || clock_() >= found->second.next) return std::nullopt;
  return rounded_up(found->second.next - clock_());
}

void SignInDelay::failed(const std::string& account) {
  const std::lock_guard lock(mutex_);
  const auto now = clock_();
  if (accounts_.size() >= throttle_keys_max && !accounts_.contains(account))
    forget_oldest(accounts_, [](const Attempts& attempts) { return attempts.next; });
  auto& attempts = accounts_[account];
  ++attempts.failures;
  attempts.next = now + delay_after(attempts.failures);
}

void SignInDelay::succeeded(const std::string& account) {
  const std::lock_guard lock(mutex_);
  accounts_.erase(account);
}

ClientKeys client_keys(const std::string& address) {
  constexpr std::string_view mapped_v4("\0\0\0\0\0\0\0\0\0\0\xFF\xFF", 12);
  std::array<char, 16> bytes{};
  if (inet_pton(AF_INET, address.c_str(), bytes.data()) == 1) return {address, network({bytes.data(), 4}, 3)};
  if (inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return {address, address};
  const std::string_view all(bytes.data(), bytes.size());
  if (all.starts_with(mapped_v4)) return {network(all.substr(12), 4), network(all.substr(12), 3)};
  return {network(all, 8), network(all, 6)};
}

std::optional<seconds> Throttles::visit(const std::string& client_address) {
  const auto keys = client_keys(client_address);
  // The client first: one that asks too often takes nothing from its neighbours.
  if (const auto wait = clients.take(keys.client)) return wait;
  return neighbourhoods.take(keys.neighbourhood);
}

}  // namespace clausier::web
