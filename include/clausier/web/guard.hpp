#pragma once
// What stands between the wire and the pages (security.md §4.4, §5): was this POST sent by one of
// our pages, may we redirect there, and is somebody asking too often. Pure, apart from the clock
// that is given.
#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "clausier/web/http.hpp"

namespace clausier::web {

// First layer against forged requests: Sec-Fetch-Site must be same-origin; a browser too old to
// send it must send an Origin whose authority is the Host asked for. Neither: refused.
bool comes_from_own_page(const Request& request);

// Second layer: the form's token against the session's, in constant time; empty never matches.
bool same_secret(std::string_view given, std::string_view expected);
inline constexpr std::string_view csrf_field = "jeton";

// A path of this site: one "/" first, then neither "/" nor "\", no control character, no space.
bool is_local_path(std::string_view path);
// The suite= parameter when it is a path of this site, else the other one.
std::string local_path_or(std::string_view wanted, std::string_view otherwise);

using SteadyClock = std::function<std::chrono::steady_clock::time_point()>;

// How many keys a limit remembers. Above, those used longest ago are forgotten: a stranger who makes up keys
// takes no more memory than that.
inline constexpr std::size_t throttle_keys_max = 20'000;

// A bucket of tokens per key (account, address, firm…): `burst` at once, refilled evenly over `period`.
class Throttle {
public:
  Throttle(int burst, std::chrono::seconds period, SteadyClock clock = std::chrono::steady_clock::now);
  // Takes one token; nullopt when granted, otherwise the time to wait for the next (at least 1 s).
  std::optional<std::chrono::seconds> take(const std::string& key);
  std::size_t keys() const { return buckets_.size(); }

private:
  struct Bucket {
    std::chrono::nanoseconds debt;  // time still needed to be full again
    std::chrono::steady_clock::time_point at;
  };
  void make_room(std::chrono::steady_clock::time_point now);

  std::chrono::nanoseconds cost_;
  std::chrono::nanoseconds capacity_;
  SteadyClock clock_;
  std::mutex mutex_;
  std::map<std::string, Bucket> buckets_;
};

// Wrong passwords under one key: after the fifth, each costs a wait of 1, 2, 4, 8, 15, 15… minutes. The key is
// the account for browsers that never signed in to it, and the browser's own device once it did: what a stranger
// tries on an account makes no owner wait on a browser they know.
class SignInDelay {
public:
  explicit SignInDelay(SteadyClock clock = std::chrono::steady_clock::now) : clock_(std::move(clock)) {}
  std::optional<std::chrono::seconds> wait(const std::string& account);  // nullopt: may try now
  void failed(const std::string& account);
  void succeeded(const std::string& account);
  std::size_t keys() const { return accounts_.size(); }

private:
  struct Attempts {
    int failures = 0;
    std::chrono::steady_clock::time_point next;
  };
  SteadyClock clock_;
  std::mutex mutex_;
  std::map<std::string, Attempts> accounts_;
};

// Who an address counts as: itself, and its neighbourhood (IPv4: the /24; IPv6, where one client has a whole /64:
// that /64, then the /48). What is no address counts as itself.
struct ClientKeys {
  std::string client;
  std::string neighbourhood;
};
ClientKeys client_keys(const std::string& address);

// The limits of security.md §5, one object for the whole server.
struct Throttles {
  explicit Throttles(SteadyClock clock = std::chrono::steady_clock::now)
      : account(clock), clients(20, std::chrono::minutes(1), clock), neighbourhoods(100, std::chrono::minutes(1), clock),
        uploads(20, std::chrono::hours(1), clock), reports(10, std::chrono::hours(1), clock),
        searches(60, std::chrono::minutes(1), clock) {}
  // A visit to what anybody may try: sign-in and links.
  std::optional<std::chrono::seconds> visit(const std::string& client_address);
  SignInDelay account;  // key: the account, or the known device
  Throttle clients;
  Throttle neighbourhoods;
  Throttle uploads;     // key: organisation
  Throttle reports;     // key: user
  Throttle searches;    // key: user
};

}  // namespace clausier::web
