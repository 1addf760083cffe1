// Rows per second of our readers on the files of make_files.py: the grid alone, the lines of the timesheet, and the
// whole way from the bytes of an upload to its answer, people found and every check run. Best of five.
//   bench_timesheets DIRECTORY
#include <chrono>
#include <fstream>
#include <functional>
#include <iostream>
#include <memory>
#include <set>
#include <sstream>

#include "clausier/read/timesheet_reader.hpp"
#include "sample_base.hpp"

using namespace clausier;

namespace {

constexpr int rounds = 5;

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return std::move(bytes).str();
}

using Work = std::function<std::size_t()>;

// The best of a few rounds; `prepare` gives what one round does, outside the time.
void best(const std::string& name, const std::function<Work()>& prepare) {
  double fastest = 1e9;
  std::size_t rows = 0;
  for (int i = 0; i < rounds; ++i) {
    const auto work = prepare();
    const auto started = std::chrono::steady_clock::now();
    rows = work();
    fastest = std::min(fastest, std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count());
  }
  std::cout << name << ";" << rows << ";" << static_cast<long>(static_cast<double>(rows) / fastest) << ";" << static_cast<long>(fastest * 1000) << std::endl;
}

// Everybody whom the file names is employed on the lot and eligible.
void declare_people(sample::Base& base, const std::string& bytes, const read::HeaderSynonyms& synonyms) {
  std::set<std::string> known;
  for (const auto& line : read::read_timesheet(read::read_grid(bytes), {sample::month("2026-05"), synonyms}).lines)
    if (known.insert(line.person.family_name).second)
      base.make_eligible(base.person(base.holder, base.earthworks, line.person.family_name.c_str(), line.person.given_name.c_str()));
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return 2;
  const std::filesystem::path directory = arguments[1];
  const auto plain = bytes_of(directory / "releve.csv");
  const auto synonyms = sample::Base()->reference.header_synonyms;
  for (const std::string ending : {"csv", "xlsx", "ods"}) {
    const auto bytes = bytes_of(directory / ("releve." + ending));
    const auto read_lines = [&] { return read::read_timesheet(read::read_grid(bytes), {sample::month("2026-05"), synonyms}).lines.size(); };
    best("Clausier, grid, " + ending, [&]() -> Work { return [&] { return read::read_grid(bytes).sheets.at(0).rows.size() - 1; }; });
    best("Clausier, lines, " + ending, [&]() -> Work { return read_lines; });
    // A base of its own each time: a file that is already there would not be read again.
    best("Clausier, upload to answer, " + ending, [&]() -> Work {
      const auto base = std::make_shared<sample::Base>();
      declare_people(*base, plain, synonyms);
      return [&, base] {
        const auto may = base->subject(base->earthworks, base->holder, "2026-05");
        const auto draft = app::receive_timesheet(**base, base->holder, may, "releve." + ending, bytes);
        return app::view_timesheet(**base, base->holder, draft.value().timesheet).value().rows;
      };
    });
  }
}
