#include "typed_before.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "clausier/domain/nir.hpp"

namespace clausier::web {
namespace {

constexpr std::uint64_t kept_bytes_max = 64 * 1024;
constexpr std::size_t kept_fields_max = 5000;
constexpr std::array<std::string_view, 3> password_fields = {"mot_de_passe", "actuel", "nouveau"};

bool is_password(std::string_view name) { return std::find(password_fields.begin(), password_fields.end(), name) != password_fields.end(); }

std::string encoded(const Fields& form) {
  std::string text;
  for (const auto& [name, value] : form)
    if (name != csrf_field && !value.empty()) text += (text.empty() ? "" : "&") + percent_encoded(name) + "=" + percent_encoded(value);
  return text;
}

}  // namespace

bool may_be_kept(const Request& head) {
  if (!head.is_post() || !head.headers.get("content-type").starts_with("application/x-www-form-urlencoded")) return false;
  const auto& length = head.headers.get("content-length");
  std::uint64_t bytes = 0;
  const auto [end, fault] = std::from_chars(length.data(), length.data() + length.size(), bytes);
  return fault == std::errc{} && end == length.data() + length.size() && bytes <= kept_bytes_max;
}

std::optional<TypedForm> typed_form_of(const Request& request) {
  for (const auto& [name, value] : request.form)
    if (is_password(name) || holds_nir(value)) return std::nullopt;
  std::vector<std::pair<std::string, std::string>> query;
  for (const auto& [name, value] : request.query) query.emplace_back(name, value);
  TypedForm typed{address(request.path, query), encoded(request.form)};
  return typed.values.empty() ? std::nullopt : std::optional(std::move(typed));
}

Response typed_before_page(const SiteParts& parts, const Request& signed_in, const TypedForm& typed, const std::string& back) {
  const auto values = parse_urlencoded(typed.values, kept_fields_max);
  View shown = View::list();
  for (const auto& [name, value] : values) shown.add(View().set("name", name).set("value", value));
  View content;
  content.set("action", typed.action).set("values", std::move(shown)).set("back", back);
  return parts.renderer.page(signed_in, {.template_name = "typed_before", .title = parts.wording.say("typed_before.title"), .content = content});
}

}  // namespace clausier::web
