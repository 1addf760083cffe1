#pragma once
// Which part of a list a page shows.
#include <algorithm>
#include <cstdint>

namespace clausier::app {

struct PageCut {
  int page = 1;   // the page shown: asked for, brought back between 1 and pages
  int pages = 1;  // at least 1
  std::int64_t first = 0;
  std::int64_t last = 0;  // one past the last
};

// per_page = 0 shows everything.
inline PageCut page_of(std::int64_t total, int page, int per_page) {
  if (per_page <= 0) return {1, 1, 0, total};
  const int pages = std::max<int>(1, static_cast<int>((total + per_page - 1) / per_page));
  const int shown = std::clamp(page, 1, pages);
  const std::int64_t first = std::int64_t{shown - 1} * per_page;
  return {shown, pages, std::min(first, total), std::min(first + per_page, total)};
}

}  // namespace clausier::app
