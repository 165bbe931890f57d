#include <csignal>
#include <cstdio>
#include <filesystem>

#include "app/rehearsal/events.h"
#include "app/rehearsal/result.h"
#include "app/rehearsal/scenario_file.h"
#include "app/service/files.h"
#include "bin/undersigned/commands.h"

namespace undersigned::cli {
namespace {

volatile std::sig_atomic_t stopped = 0;

struct Options {
  std::string scenario, svg, events, events_variant, language = "en";
  std::uint32_t replicas = 0, replica = 0, scenarios = 0, samples = 0, until_hours = 24;
  bool words = false;
};

base::Result<std::string> read_text(const std::filesystem::path& path, std::size_t most) {
  UNDERSIGNED_TRY(const base::Bytes bytes, service::read_file(path, most));
  return std::string(bytes.begin(), bytes.end());
}

base::Result<void> write_text(const std::string& path, const std::string& text) {
  const base::Bytes bytes(text.begin(), text.end());
  return service::write_file(path, bytes, service::Privacy::kPublic);
}

bool show(const char* stage, double done) {
  std::fprintf(stderr, "\r\033[K%s %3.0f %%%s", stage, 100 * done, done >= 1 ? "\r\033[K" : "");
  return stopped == 0;
}

base::Result<rehearsal::ScenarioFile> load(const Options& options) {
  const std::filesystem::path path = options.scenario;
  UNDERSIGNED_TRY(const std::string text, read_text(path, rehearsal::kMostScenarioBytes));
  const auto beside = [&](const std::string& name) {
    return read_text(path.parent_path() / name, std::size_t{64} << 20);
  };
  UNDERSIGNED_TRY(auto file, rehearsal::parse_scenario(text, beside));
  if (options.replicas > 0) file.replicas = options.replicas;
  return file;
}

base::Result<rehearsal::Result> study(const Options& options, const rehearsal::ScenarioFile& file) {
  host::ThreadExecutor executor;
  const auto progress = [](const char* stage) {
    return [stage](double done) { return show(stage, done); };
  };
  rehearsal::Result result;
  result.scenario = file.scenario;
  UNDERSIGNED_TRY(result.variants, rehearsal::compare(file.scenario, file.variants, file.replicas,
                                                      executor, progress("rehearsing")));
  for (const rehearsal::Variant& variant : file.variants) {
    UNDERSIGNED_TRY(const auto tipping, rehearsal::tipping(file.scenario, variant, 512, executor));
    result.tippings.push_back(tipping);
  }
  if (options.scenarios > 0) {
    UNDERSIGNED_TRY(result.regions,
                    rehearsal::regions(file.scenario, file.variants, options.scenarios, 512,
                                       executor, progress("scenarios")));
  }
  if (options.samples > 0) {
    UNDERSIGNED_TRY(result.sensitivity,
                    rehearsal::sensitivity(file.scenario, file.variants.front(), options.samples,
                                           512, executor, progress("sensitivity")));
  }
  return result;
}

base::Result<void> write_events(const Options& options, const rehearsal::ScenarioFile& file) {
  const rehearsal::Variant* variant = &file.variants.front();
  for (const rehearsal::Variant& one : file.variants) {
    if (one.name == options.events_variant) variant = &one;
  }
  if (!options.events_variant.empty() && variant->name != options.events_variant) {
    return base::fail("scenario.variant", "",
                      "No variant is called " + options.events_variant + ".");
  }
  UNDERSIGNED_TRY(const auto network, rehearsal::make_network(file.scenario));
  UNDERSIGNED_TRY(const auto design, rehearsal::compile(file.scenario, *variant, network));
  const auto history = rehearsal::rehearse_plainly(design, file.scenario.stream, options.replica);
  return write_text(options.events,
                    rehearsal::events(design, history, file.scenario.tick_minutes * 60,
                                      options.until_hours * 3600));
}

int run(const Options& options, const Console& console) {
  std::signal(SIGINT, [](int) { stopped = 1; });
  const auto file = load(options);
  if (!file) return console.refused(file.error());
  const auto result = study(options, *file);
  if (!result) return console.refused(result.error());
  if (!options.svg.empty()) {
    if (const auto w = write_text(options.svg, rehearsal::result_svg(*result)); !w) {
      return console.refused(w.error());
    }
  }
  if (!options.events.empty()) {
    if (const auto w = write_events(options, *file); !w) return console.refused(w.error());
  }
  return console.done(rehearsal::result_json(*result),
                      options.words ? rehearsal::plain_words(*result, options.language)
                                    : rehearsal::result_text(*result));
}

void add_options(CLI::App& command, Options& options) {
  command.add_option("scenario", options.scenario, "a scenario file (docs/guides/rehearsal.md)")
      ->required();
  command.add_option("--replicas", options.replicas, "how often, instead of what the file says")
      ->check(CLI::Range(2, 1'000'000));
  command
      .add_option("--scenarios", options.scenarios,
                  "also over so many scenarios within the ranges, and by quorum")
      ->check(CLI::Range(2, 10'000));
  command.add_option("--sensitivity", options.samples, "Sobol indices from so many samples")
      ->check(CLI::Range(4, 10'000));
  command.add_option("--svg", options.svg, "write the figure to this file");
  command.add_option("--events", options.events, "write one replica's events for `demo --events`");
  command.add_option("--variant", options.events_variant, "whose events; the first if not given");
  command.add_option("--replica", options.replica, "which replica's events")->capture_default_str();
  command.add_option("--until", options.until_hours, "events before this hour")
      ->capture_default_str();
  command.add_flag("--words", options.words, "a summary in plain words instead of the table");
  command.add_option("--language", options.language, "of the summary")
      ->check(CLI::IsMember({"en", "fr", "es"}))
      ->capture_default_str();
}

}  // namespace

void add_rehearse_command(Program program) {
  CLI::App* command = program.app.add_subcommand(
      "rehearse", "Simulate a letter before it is sent: distributions, not a forecast");
  const auto options = std::make_shared<Options>();
  add_options(*command, *options);
  command->callback([=] { program.code = run(*options, program.console); });
}

}  // namespace undersigned::cli
