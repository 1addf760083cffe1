#include "clausier/web/application.hpp"

#include <algorithm>
#include <random>

#include "clausier/domain/ids.hpp"
#include "clausier/web/guard.hpp"

namespace clausier::web {
namespace {

constexpr std::string_view content_policy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'";

void set_if_absent(Response& response, std::string_view name, std::string_view value) {
  if (response.header(name).empty()) response.set(name, std::string(value));
}

// One incident, one line: what a client sent cannot forge a second one.
std::string one_line(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  return text;
}

// A path as the log may hold it: the pattern that answers, since the path itself may carry a token that still works.
std::string logged_path(const Router& router, const Request& request) {
  if (request.route) return request.route->pattern;
  return router.may_hold_token(request.path) ? "(address with a token)" : request.path;
}

// A name given twice would be read one way here and another elsewhere: no page of ours does it in an address.
bool repeats_a_name(const Fields& query) {
  const auto same_name = [](const auto& one, const auto& next) { return one.first == next.first; };
  return std::adjacent_find(query.begin(), query.end(), same_name) != query.end();
}

// What a page shows when even its error page fails. ASCII but for the words: no template is left to trust.
std::string bare_page(const std::string& number) {
  return "<!DOCTYPE html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>500</title></head><body><p>500 - " +
         number + "</p></body></html>";
}

}  // namespace

std::string random_request_number() {
  thread_local std::mt19937_64 generator{std::random_device{}()};
  std::string text = opaque_text(static_cast<std::int64_t>(generator() >> 1)).substr(5);
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text.insert(4, "-");
}

Application::Application(ApplicationParts parts) : parts_(std::move(parts)) {
  if (!parts_.new_request_number) parts_.new_request_number = random_request_number;
}

Response Application::handle(Request request) const {
  if (auto refusal = admit(request)) return *std::move(refusal);
  return answer(request);
}

std::optional<Response> Application::admit(Request& head) const {
  if (head.id.empty()) head.id = parts_.new_request_number();
  auto early = guarded(head, [&] { return admitted(head); });
  if (early) early = finished(head, *std::move(early));
  return early;
}

Response Application::answer(const Request& complete) const {
  return finished(complete, guarded(complete, [&] { return answered(complete); }));
}

Response Application::refuse(const Request& request, int status, const Parameters& parameters) const {
  return finished(request, problem(status, parameters));
}

std::optional<Response> Application::admitted(Request& request) const {
  if (auto asset = parts_.assets.answer(request)) return asset;
  const auto found = parts_.router.find(request);
  auto refusal = parts_.authorise(request.route, request);
  if (const auto* wrong = std::get_if<Router::WrongMethod>(&found)) {
    auto response = problem(405);
    response.set("Allow", wrong->allow);
    return response;
  }
  if (!request.route) return not_found();
  if (repeats_a_name(request.query)) throw RequestProblem(400, "a repeated name in the address");
  if (refusal) return refusal;
  if (request.is_post() && !comes_from_own_page(request)) return forbidden();
  return std::nullopt;
}

Response Application::answered(const Request& request) const {
  if (request.session_over) return parts_.session_over(request);
  // An open form acts by what it carries (a password, a link), never by the session: it may come from a page
  // that was opened before somebody signed in next to it.
  const bool acts_by_session = !request.route->access.is_open();
  if (request.is_post() && acts_by_session && !same_secret(request.form.get(csrf_field), request.csrf_token)) return forbidden();
  return request.route->handler(request);
}

// The one place where what a handler throws becomes an answer.
template <class Work>
auto Application::guarded(const Request& request, Work work) const -> decltype(work()) {
  try {
    return work();
  } catch (const RequestProblem& wrong) {
    return problem(wrong.status);
  } catch (const std::exception& failure) {
    return failed(request, failure.what());
  } catch (...) {
    return failed(request, "an unknown kind of exception");
  }
}

Response Application::failed(const Request& request, const std::string& cause) const {
  parts_.log(one_line("incident " + request.id + ": " + logged_path(parts_.router, request) + ": " + cause));
  return finished(request, problem(500));
}

// Done twice, it changes nothing more.
Response Application::finished(const Request& request, Response response) const {
  if (response.awaits_error_page) {
    auto sent_headers = std::move(response.headers);
    try {
      response = parts_.error_page(request, response.status, response.parameters);
    } catch (const std::exception& failure) {
      parts_.log(one_line("incident " + request.id + ": error page: " + failure.what()));
      response = html(bare_page(request.id), 500);
    }
    for (auto& header : sent_headers) response.headers.push_back(std::move(header));
  }
  set_if_absent(response, "Content-Security-Policy", content_policy);
  set_if_absent(response, "X-Content-Type-Options", "nosniff");
  set_if_absent(response, "Referrer-Policy", parts_.router.may_hold_token(request.path) ? "no-referrer" : "same-origin");
  set_if_absent(response, "Cross-Origin-Opener-Policy", "same-origin");
  set_if_absent(response, "Cross-Origin-Resource-Policy", "same-origin");
  set_if_absent(response, "Permissions-Policy",
                "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()");
  set_if_absent(response, "Cache-Control", "no-store");
  set_if_absent(response, "X-Request-Number", request.id);
  if (response.status == 429 || response.status == 503) set_if_absent(response, "Retry-After", "60");
  if (parts_.https) set_if_absent(response, "Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  return response;
}

}  // namespace clausier::web
