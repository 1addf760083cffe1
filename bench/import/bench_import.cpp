// The steps of an import of contracts, each in its own process so that its memory can be told; run.py runs
// them and puts them in one table. Prints one line of JSON.
//
//   bench_import split  json|xml FILE                  where records begin and end, nothing else
//   bench_import parse  json|xml FILE                  the same, and each record through simdjson or pugixml
//   bench_import select FILE DEPARTMENT…               the contracts of a territory, as the product reads them
//   bench_import load   FILE DATA [DEPARTMENT…]        the whole import, while a search page is asked all along
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <pugixml.hpp>
#include <simdjson.h>
#include <string>
#include <thread>
#include <vector>
#include <zlib.h>

#include "clausier/app/contracts.hpp"
#include "clausier/app/imports.hpp"
#include "clausier/app/services.hpp"
#include "clausier/read/decp_reader.hpp"
#include "clausier/store/database.hpp"
#include "record_stream.hpp"

using namespace clausier;

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

// Of this program alone: what getrusage tells counts the process that started it too.
double peak_megabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024;
  return 0;
}

struct Done {
  std::int64_t records = 0, chosen = 0;
  std::uint64_t checksum = 0;
  double seconds = 0;
  std::string more;  // other members
};

void print(const Done& done) {
  std::printf("{\"records\": %lld, \"chosen\": %lld, \"checksum\": %llu, \"seconds\": %.6f, \"cpu_seconds\": %.6f, \"peak_mb\": %.1f%s}\n",
              static_cast<long long>(done.records), static_cast<long long>(done.chosen), static_cast<unsigned long long>(done.checksum),
              done.seconds, static_cast<double>(std::clock()) / CLOCKS_PER_SEC, peak_megabytes(), done.more.c_str());
}

template <class Stream, class OnRecord>
Done each_raw(Stream&& stream, OnRecord on_record) {
  Done done;
  while (const auto record = stream.next()) {
    ++done.records;
    done.chosen += on_record(record->bytes);
  }
  return done;
}

template <class OnRecord>
Done each_raw(bool json, const std::string& file, OnRecord on_record) {
  std::ifstream input(file, std::ios::binary);
  read::ByteSource source(input);
  return json ? each_raw(read::JsonRecordStream(source, false), on_record) : each_raw(read::XmlRecordStream(source), on_record);
}

Done split(bool json, const std::string& file) {
  return each_raw(json, file, [](const std::string& bytes) { return !bytes.empty(); });
}

Done parse(bool json, const std::string& file) {
  simdjson::dom::parser parser;
  return each_raw(json, file, [&](const std::string& bytes) {
    if (json) return parser.parse(bytes).error() == simdjson::SUCCESS;
    pugi::xml_document document;
    return static_cast<bool>(document.load_buffer(bytes.data(), bytes.size(), pugi::parse_default, pugi::encoding_utf8));
  });
}

Done select(const std::string& file, const std::vector<std::string>& departments) {
  Done done;
  std::ifstream input(file, std::ios::binary);
  read::read_decp(input, [&](read::SourceRecord&& source) {
    ++done.records;
    const auto& r = source.record;
    if (!source.readable || std::find(departments.begin(), departments.end(), r.department) == departments.end()) return;
    ++done.chosen;
    const std::string line = r.source_id + "|" + r.department + "|" + std::to_string(r.amount ? r.amount->cents() : -1);
    done.checksum += crc32(0, reinterpret_cast<const Bytef*>(line.data()), static_cast<uInt>(line.size()));
  }, departments);
  return done;
}

// Asks a search page again and again until it is told to stop, as a reader does while an import runs.
class SearchingReader {
public:
  SearchingReader(app::Services& services, const app::Actor& actor) : thread_([this, &services, actor] { ask(services, actor); }) {}
  ~SearchingReader() { stop(); }

  std::vector<double> stop() {
    stopped_ = true;
    if (thread_.joinable()) thread_.join();
    std::sort(milliseconds_.begin(), milliseconds_.end());
    return milliseconds_;
  }

private:
  void ask(app::Services& services, const app::Actor& actor) {
    while (!stopped_) {
      app::ContractQuery query;
      query.words = "travaux";
      const auto start = Clock::now();
      if (!app::search_contracts(services, actor, query)) return;
      milliseconds_.push_back(seconds_since(start) * 1e3);
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  }

  std::atomic<bool> stopped_ = false;
  std::vector<double> milliseconds_;
  std::thread thread_;
};

Done load(const std::string& file, const std::filesystem::path& data, const std::vector<std::string>& departments) {
  const auto services = app::open_services(data, app::Share::at(CLAUSIER_SOURCE_DIR));
  const app::Actor actor{UserId::from_trusted(1), app::Role::facilitator, "", "bench", std::nullopt};
  SearchingReader reader(*services, actor);
  const auto start = Clock::now();
  app::ImportOptions options;
  options.departments = departments;
  const auto import = app::plan_import(*services, actor, {{std::filesystem::path(file).filename().string(), file}}, options);
  const double planned = seconds_since(start);
  const auto view = app::apply_import(*services, actor, import.value());
  Done done;
  done.seconds = seconds_since(start);
  const auto pages = reader.stop();
  for (const auto& f : view.value().files) {
    done.records += f.records;
    done.chosen += f.counts.created;
  }
  char more[200];
  std::snprintf(more, sizeof more, ", \"planned_seconds\": %.3f, \"pages\": %zu, \"page_p50_ms\": %.2f, \"page_p99_ms\": %.2f", planned, pages.size(),
                pages.empty() ? 0 : pages[pages.size() / 2], pages.empty() ? 0 : pages[pages.size() * 99 / 100]);
  done.more = more;
  return done;
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> words(arguments + 1, arguments + count);
  if (words.size() < 3 && !(words.size() == 2 && words[0] == "select")) return 2;
  const auto rest = [&](std::size_t from) { return std::vector<std::string>(words.begin() + static_cast<std::ptrdiff_t>(from), words.end()); };
  if (words[0] == "load") {
    print(load(words[1], words[2], rest(3)));
    return 0;
  }
  const auto start = Clock::now();
  auto done = words[0] == "split" ? split(words[1] == "json", words[2]) : words[0] == "parse" ? parse(words[1] == "json", words[2]) : select(words[1], rest(2));
  done.seconds = seconds_since(start);
  print(done);
}
