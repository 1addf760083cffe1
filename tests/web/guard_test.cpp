#include <catch2/catch.hpp>

#include "clausier/web/guard.hpp"

using namespace clausier::web;
using namespace std::chrono_literals;

namespace {

bool own_page(const std::vector<std::pair<std::string, std::string>>& headers) {
  Request request;
  request.headers.add("host", "clausier.example:8080");
  for (const auto& [name, value] : headers) request.headers.add(name, value);
  return comes_from_own_page(request);
}

struct TestClock {
  std::shared_ptr<std::chrono::steady_clock::time_point> now = std::make_shared<std::chrono::steady_clock::time_point>();
  SteadyClock clock() const {
    return [now = now] { return *now; };
  }
  void advance(std::chrono::seconds time) const { *now += time; }
};

}  // namespace

TEST_CASE("A POST must come from a page of ours", "[web][guard]") {
  CHECK(own_page({{"sec-fetch-site", "same-origin"}}));
  CHECK_FALSE(own_page({{"sec-fetch-site", "cross-site"}}));
  CHECK_FALSE(own_page({{"sec-fetch-site", "same-site"}}));
  CHECK_FALSE(own_page({{"sec-fetch-site", "none"}}));
  CHECK_FALSE(own_page({{"sec-fetch-site", "cross-site"}, {"origin", "http://clausier.example:8080"}}));
  CHECK(own_page({{"origin", "http://clausier.example:8080"}}));
  CHECK(own_page({{"origin", "https://Clausier.example:8080"}}));
  CHECK_FALSE(own_page({{"origin", "http://clausier.example"}}));
  CHECK_FALSE(own_page({{"origin", "http://evil.example"}}));
  CHECK_FALSE(own_page({{"origin", "null"}}));
  CHECK_FALSE(own_page({}));
}

TEST_CASE("A token matches itself only, and an empty one never", "[web][guard]") {
  CHECK(same_secret("abc", "abc"));
  CHECK_FALSE(same_secret("abd", "abc"));
  CHECK_FALSE(same_secret("ab", "abc"));
  CHECK_FALSE(same_secret("", "abc"));
  CHECK_FALSE(same_secret("", ""));
}

TEST_CASE("Coming back after sign-in stays on this site", "[web][guard]") {
  for (const auto* good : {"/", "/lots/7k3f?mois=2026-05", "/a//b", "/marches?texte=a%20b"}) CHECK(is_local_path(good));
  for (const auto* bad : {"", "lots", "//evil.example", "/\\evil.example", "\\/evil", "https://evil.example", "/a\\b", "/a b",
                          "/a\r\nSet-Cookie: x", "/\t/evil.example", "javascript:alert(1)", " /a", "/é"}) {
    INFO(bad);
    CHECK_FALSE(is_local_path(bad));
  }
  CHECK(local_path_or("//evil.example", "/tableau") == "/tableau");
  CHECK(local_path_or("/lots/1", "/tableau") == "/lots/1");
}

TEST_CASE("A throttle gives its burst, then one at a time", "[web][guard]") {
  const TestClock time;
  Throttle throttle(3, 60s, time.clock());
  for (int n = 0; n < 3; ++n) CHECK_FALSE(throttle.take("a"));
  CHECK(throttle.take("a") == 20s);
  CHECK_FALSE(throttle.take("b"));
  time.advance(19s);
  CHECK(throttle.take("a") == 1s);
  time.advance(1s);
  CHECK_FALSE(throttle.take("a"));
  CHECK(throttle.take("a") == 20s);
  time.advance(600s);
  for (int n = 0; n < 3; ++n) CHECK_FALSE(throttle.take("a"));
  CHECK(throttle.take("a"));
}

TEST_CASE("Wrong passwords make an account wait longer and longer, never for good", "[web][guard]") {
  const TestClock time;
  SignInDelay delay(time.clock());
  for (int n = 0; n < 4; ++n) delay.failed("a");
  CHECK_FALSE(delay.wait("a"));
  for (const auto expected : {60s, 120s, 240s, 480s, 900s, 900s}) {
    delay.failed("a");
    CHECK(delay.wait("a") == expected);
    CHECK_FALSE(delay.wait("b"));
    time.advance(expected);
    CHECK_FALSE(delay.wait("a"));
  }
  delay.succeeded("a");
  delay.failed("a");
  CHECK_FALSE(delay.wait("a"));
}

TEST_CASE("An address counts as itself and as its neighbourhood, an IPv6 client as its whole network", "[web][guard]") {
  const auto same = [](const char* one, const char* other) {
    const auto a = client_keys(one), b = client_keys(other);
    return std::pair(a.client == b.client, a.neighbourhood == b.neighbourhood);
  };
  CHECK(same("192.0.2.1", "192.0.2.2") == std::pair(false, true));
  CHECK(same("192.0.2.1", "192.0.3.1") == std::pair(false, false));
  CHECK(same("2001:db8:1:1::1", "2001:db8:1:1:ffff::2") == std::pair(true, true));
  CHECK(same("2001:db8:1:1::1", "2001:db8:1:2::1") == std::pair(false, true));
  CHECK(same("2001:db8:1::1", "2001:db8:2::1") == std::pair(false, false));
  CHECK(same("::ffff:192.0.2.1", "::ffff:192.0.2.2") == std::pair(false, true));
  CHECK(same("inconnue", "autre") == std::pair(false, false));
}

TEST_CASE("A neighbourhood is asked to wait after a hundred visits a minute, one client after twenty", "[web][guard]") {
  const TestClock time;
  Throttles throttles(time.clock());
  for (int n = 0; n < 20; ++n) CHECK_FALSE(throttles.visit("192.0.2.1"));
  for (int n = 0; n < 500; ++n) CHECK(throttles.visit("192.0.2.1"));  // takes nothing from the others
  for (int n = 0; n < 80; ++n) CHECK_FALSE(throttles.visit("192.0.2." + std::to_string(2 + n % 40)));
  CHECK(throttles.visit("192.0.2.250"));
  CHECK_FALSE(throttles.visit("192.0.3.1"));
}

TEST_CASE("Keys that a stranger makes up take no more room than the limit", "[web][guard]") {
  const TestClock time;
  Throttle throttle(3, 3600s, time.clock());
  SignInDelay delay(time.clock());
  for (std::size_t n = 0; n < throttle_keys_max + 100; ++n) {
    time.advance(1s);
    for (int failures = 0; failures < 5; ++failures) delay.failed(std::to_string(n));
    throttle.take(std::to_string(n));
  }
  CHECK(throttle.keys() <= throttle_keys_max);
  CHECK(delay.keys() <= throttle_keys_max);
  CHECK(delay.wait(std::to_string(throttle_keys_max + 99)));  // the newest are kept
}
