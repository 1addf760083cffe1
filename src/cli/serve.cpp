// serve: the site on a socket until SIGINT or SIGTERM.
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <stop_token>
#include <thread>

#include "clausier/app/report_library.hpp"
#include "clausier/web/server.hpp"
#include "clausier/web/site.hpp"
#include "commands.hpp"
#include "json_shapes.hpp"
#include "serve_settings.hpp"

namespace clausier::cli {
namespace {

std::string address_of(const web::ServerOptions& options, std::uint16_t port) {
  const bool ipv6 = options.address.find(':') != std::string::npos;
  return "http://" + (ipv6 ? "[" + options.address + "]" : options.address) + ":" + std::to_string(port);
}

// Reports that organisations scheduled, made when their day has come: when the server starts, then every quarter of an hour.
class ScheduledReports {
public:
  explicit ScheduledReports(app::Services& services)
      : services_(services), thread_([this](const std::stop_token& stop) { run(stop); }) {}

private:
  void run(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    do {
      try {
        app::make_due_reports(services_);
      } catch (const std::exception&) {  // tried again at the next turn
      }
      turn_.wait_for(lock, stop, std::chrono::minutes(15), [] { return false; });
    } while (!stop.stop_requested());
  }

  app::Services& services_;
  std::mutex mutex_;
  std::condition_variable_any turn_;
  std::jthread thread_;
};

// On a new day, or when something was recorded that a standing rests on, it is reckoned here, and not while somebody waits
// for a page. What fails is tried again at the next turn; a page that cannot wait reckons by itself.
class KeptStandings {
public:
  explicit KeptStandings(app::Services& services) : services_(services) {
    app::keep_every_standing(services_);  // so that the first portfolio asked for is read
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
  }

private:
  void run(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
      turn_.wait_for(lock, stop, std::chrono::minutes(1), [] { return false; });
      if (stop.stop_requested()) return;
      try {
        app::keep_every_standing(services_);
      } catch (const std::exception&) {
      }
    }
  }

  app::Services& services_;
  std::mutex mutex_;
  std::condition_variable_any turn_;
  std::jthread thread_;
};

}  // namespace

int serve(const Invocation& invocation, const ServeArguments& arguments) {
  const auto& console = invocation.console;
  const auto settings = serve_settings(arguments.listen, arguments.config);
  if (!settings) {
    const auto& refusal = settings.refusal();
    return refusal.code == "cli.usage.listen" ? console.wrong_usage(refusal.code, refusal.parameters) : console.refuse(refusal);
  }
  // A mistyped folder must not become an empty register; an empty one that exists is the operator's choice.
  const bool chosen = std::filesystem::is_directory(invocation.data);
  const web::StopSignals signals;  // before any thread starts
  const auto desk = open_desk(invocation, chosen ? DataDirectory::created : DataDirectory::existing);
  if (!desk) return console.refuse(desk.refusal());

  auto& services = *desk.value().services;
  const KeptStandings standings(services);
  const ScheduledReports reports(services);
  const web::Site site(services, {.templates = invocation.share.templates, .schemas = invocation.share.schemas,
                                  .https = settings.value().https,
                                  .software_version = CLAUSIER_VERSION});
  const auto& options = settings.value().server;
  web::Server server(options, site.application());
  try {
    server.start();
  } catch (const std::runtime_error&) {
    return console.refuse({"cli.listen.refused", {{"address", address_of(options, options.port)}}});
  }
  const std::string address = address_of(options, server.port());
  const auto setup = app::setup_link(services);
  console.tell("cli.serve.at", {{"address", address}});
  if (setup) console.tell("cli.serve.setup", {{"address", address}, {"path", setup->path}});
  console.print_json(serving_json(address, setup));
  signals.wait();
  console.tell("cli.serve.stopped");
  return exit_code::done;
}

}  // namespace clausier::cli
