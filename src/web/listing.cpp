#include "clausier/web/listing.hpp"

#include <algorithm>

#include "clausier/domain/wording.hpp"

namespace clausier::web {
namespace {

constexpr std::string_view descending_word = "decroissant";
constexpr std::size_t page_max = 1'000'000;

using Query = std::vector<std::pair<std::string, std::string>>;

Query query_without(const Request& request, const std::vector<std::string_view>& dropped) {
  Query query;
  for (const auto& [name, value] : request.query)
    if (std::find(dropped.begin(), dropped.end(), name) == dropped.end()) query.emplace_back(name, value);
  return query;
}

View page_link(const Request& request, std::size_t page, std::size_t current) {
  return View()
      .set("number", french_integer(static_cast<std::int64_t>(page)))
      .set("path", address_with(request, "page", page == 1 ? "" : std::to_string(page)))
      .set("is_current", page == current)
      .set("is_gap", false);
}

}  // namespace

Sorting sorting_of(const Request& request, const std::vector<Column>& columns, const Sorting& otherwise) {
  const auto& key = request.query.get("tri");
  if (key.empty()) return otherwise;
  const auto is_it = [&](const Column& column) { return column.key == key; };
  if (std::none_of(columns.begin(), columns.end(), is_it)) throw RequestProblem(400, "sort column");
  return {key, request.query.get("ordre") == descending_word};
}

View column_headers(const Request& request, const std::vector<Column>& columns, const Sorting& current) {
  return View::list_of(columns, [&](const Column& column) {
    const bool is_sorted = !column.key.empty() && column.key == current.key;
    auto query = query_without(request, {"tri", "ordre", "page"});
    query.emplace_back("tri", column.key);
    if (is_sorted && !current.descending) query.emplace_back("ordre", descending_word);
    return View()
        .set("label", column.label)
        .set("is_number", column.is_number)
        .set("path", column.key.empty() ? "" : address(request.path, query))
        .set("sorted", !is_sorted ? "" : current.descending ? "descending" : "ascending")
        .set("mark", !is_sorted ? "" : current.descending ? "▼" : "▲");
  });
}

std::size_t page_of(const Request& request) {
  const auto& text = request.query.get("page");
  if (text.empty()) return 1;
  const bool number = text.size() <= 7 && text.find_first_not_of("0123456789") == std::string::npos;
  const std::size_t page = number ? std::stoul(text) : 0;
  if (page == 0 || page > page_max) throw RequestProblem(400, "page number");
  return page;
}

View pagination(const Request& request, std::size_t items, std::size_t items_per_page) {
  const std::size_t last = std::max<std::size_t>(1, (items + items_per_page - 1) / items_per_page);
  if (last == 1) return false;
  const std::size_t current = std::min(page_of(request), last);
  View links = View::list();
  std::size_t previous = 0;
  for (std::size_t page = 1; page <= last; ++page) {
    const bool near_current = page + 2 >= current && page <= current + 2;
    if (page != 1 && page != last && !near_current) continue;
    if (page > previous + 1)
      links.add(View().set("number", "").set("path", "").set("is_current", false).set("is_gap", true));
    links.add(page_link(request, page, current));
    previous = page;
  }
  const auto neighbour = [&](std::size_t page) { return address_with(request, "page", page == 1 ? "" : std::to_string(page)); };
  return View()
      .set("links", links)
      .set("previous", current > 1 ? neighbour(current - 1) : "")
      .set("next", current < last ? neighbour(current + 1) : "");
}

std::string address_with(const Request& request, std::string_view name, std::string value) {
  auto query = query_without(request, {name});
  query.emplace_back(name, std::move(value));
  return address(request.path, query);
}

View tag(Tone tone, std::string_view text) {
  struct Look {
    std::string_view name;
    std::string_view mark;  // a shape, so that colour is never alone
  };
  static constexpr Look looks[] = {
      {"neutral", "○"}, {"progress", "●"}, {"success", "✓"}, {"warning", "▲"}, {"danger", "■"}};
  const auto& look = looks[static_cast<int>(tone)];
  return View().set("tone", look.name).set("mark", look.mark).set("text", text);
}

}  // namespace clausier::web
