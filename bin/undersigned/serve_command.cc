#include <sys/resource.h>

#include <algorithm>
#include <cstdio>

#include "app/http/live_demo.h"
#include "app/http/server.h"
#include "app/rehearsal/events.h"
#include "bin/undersigned/commands.h"

namespace undersigned::cli {
namespace {

struct Options {
  http::ServerOptions server;
  std::string data, web;
  bool demo = false, quiet = false;
  http::LiveDemoOptions live;
};

// Every stream of events is a descriptor.
void raise_descriptors() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

void say(const std::string& stage) { std::fprintf(stderr, "%s\n", stage.c_str()); }

void show_visitor(const Console& console, const http::Server& server, const http::LiveDemo& demo,
                  const Options& options) {
  const std::string address = server.url() + demo.visitor().path;
  const std::uint32_t seconds = options.live.epochs * options.live.epoch_seconds;
  if (console.json()) {
    console.done({{"address", address}, {"code", demo.visitor().code}, {"opens_in", seconds}}, "");
  } else {
    std::printf("\n%s\n%s\nType the code on that page; the letter opens in about %u minutes.\n",
                address.c_str(), demo.visitor().code.c_str(), (seconds + 45) / 60);
  }
  std::fflush(stdout);
}

base::Result<void> serve(Options& options, const Console& console, const Machine& machine) {
  const service::Runtime& runtime = machine.runtime();
  UNDERSIGNED_TRY(const auto server, http::Server::create(options.server, runtime));
  std::shared_ptr<http::LiveDemo> demo;
  if (options.demo) {
    UNDERSIGNED_TRY(const auto plan,
                    rehearsal::demonstration(options.live.people, options.live.seed));
    UNDERSIGNED_TRY(options.live.events,
                    rehearsal::events(plan, {.variant = rehearsal::kDemonstrated}));
    UNDERSIGNED_TRY(demo, http::LiveDemo::make(options.live, runtime, say));
    UNDERSIGNED_TRY_VOID(demo->start(*server));
    show_visitor(console, *server, *demo, options);
  } else if (console.json()) {
    console.done({{"address", server->url()}}, "");
    std::fflush(stdout);
  } else {
    std::printf("%s\n", server->url().c_str());
    std::fflush(stdout);
  }
  server->run();
  return {};
}

int run(Options& options, const Console& console) {
  options.server.data = options.data;
  options.live.data = options.data;
  if (!options.web.empty()) options.server.web = options.web;
  if (options.quiet) options.server.log = http::Log::Level::kWarnings;
  raise_descriptors();
  const Machine machine(console);
  const auto served = serve(options, console, machine);
  return served ? kDone : console.refused(served.error());
}

void add_limits(CLI::App* command, const std::shared_ptr<Options>& options) {
  http::Limits& limits = options->server.limits;
  command->add_option("--max-connections", limits.connections)->capture_default_str();
  command
      ->add_option("--max-connections-per-address", limits.connections_per_address,
                   "people behind one proxy of their employer share an address")
      ->capture_default_str();
  command->add_option("--max-streams", limits.streams, "of events, among the connections")
      ->capture_default_str();
  command->add_option("--reads-per-second", limits.reads_per_second, "of one address")
      ->capture_default_str();
  command->add_option("--reads-at-once", limits.reads_at_once, "of one address, after a pause")
      ->capture_default_str();
  command->add_option("--writes-per-second", limits.writes_per_second, "of one address")
      ->capture_default_str();
  command->add_option("--writes-at-once", limits.writes_at_once, "of one address, after a pause")
      ->capture_default_str();
}

}  // namespace

void add_serve_command(Program program) {
  CLI::App* command = program.app.add_subcommand(
      "serve", "Serve the letters of a folder: pages, record, submissions, epochs on schedule");
  const auto options = std::make_shared<Options>();
  command->add_option("--data", options->data, "letters lie in DATA/letters/ID")->required();
  command->add_option("--listen", options->server.listen, "address:port")->capture_default_str();
  command->add_option("--web", options->web, "the folder with the pages (build/web)");
  command->add_option("--tls-cert", options->server.tls_certificate, "certificate chain, PEM");
  command->add_option("--tls-key", options->server.tls_key, "its key, PEM");
  command->add_flag("--behind-proxy", options->server.behind_proxy,
                    "a proxy in front has TLS and tells the address (X-Forwarded-For)");
  command->add_flag("--public-metrics", options->server.public_metrics,
                    "/metrics for everybody, not only for this machine");
  command->add_flag("--quiet", options->quiet, "log warnings and errors only");
  add_limits(command, options);
  CLI::Option* demo = command->add_flag(
      "--demo", options->demo, "make a letter of invented people, who act by themselves; you too");
  command->add_option("--people", options->live.people, "how many people to invent")
      ->needs(demo)
      ->check(CLI::Range(30, 5'000))
      ->capture_default_str();
  command->add_option("--epoch-seconds", options->live.epoch_seconds)
      ->needs(demo)
      ->check(CLI::Range(2, 3'600))
      ->capture_default_str();
  command->add_option("--epochs", options->live.epochs)
      ->needs(demo)
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  command->callback([=] { program.code = run(*options, program.console); });
}

}  // namespace undersigned::cli
