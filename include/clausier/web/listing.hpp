#pragma once
// Tables that are sorted and paged by plain links, state tags, breadcrumbs.
#include <string>
#include <string_view>
#include <vector>

#include "clausier/web/http.hpp"
#include "clausier/web/template_engine.hpp"

namespace clausier::web {

struct Column {
  std::string key = {};    // value of tri= and of the query's enum; empty: not sortable
  std::string label = {};
  bool is_number = false;  // right-aligned
};

struct Sorting {
  std::string key = {};
  bool descending = false;
};

// tri= and ordre=decroissant of the address; throws RequestProblem 400 for a column that is not in the table.
Sorting sorting_of(const Request& request, const std::vector<Column>& columns, const Sorting& otherwise);
// For {{#columns}}{{> column_header}}{{/columns}}
View column_headers(const Request& request, const std::vector<Column>& columns, const Sorting& current);

// page= of the address, from 1; throws RequestProblem 400 when it is no number.
std::size_t page_of(const Request& request);
// For {{#pagination}}{{> pagination}}{{/pagination}}; false when one page holds everything.
View pagination(const Request& request, std::size_t items, std::size_t items_per_page);

// The address asked for with one query parameter changed ("" removes it).
std::string address_with(const Request& request, std::string_view name, std::string value);

// A state in words, colour and shape: {{#state}}{{> tag}}{{/state}}
enum class Tone { neutral, progress, success, warning, danger };
View tag(Tone tone, std::string_view text);

}  // namespace clausier::web
