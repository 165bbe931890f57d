#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "app/rehearsal/events.h"
#include "app/rehearsal/notebook_file.h"
#include "app/rehearsal/result.h"
#include "app/rehearsal/scenario_file.h"
#include "app/service/files.h"
#include "bin/undersigned/commands.h"
#include "core/base/encoding.h"
#include "core/hash/sha2.h"

namespace undersigned::cli {
namespace {

volatile std::sig_atomic_t stopped = 0;

struct Options {
  std::string scenario, svg, plan, events, events_variant, notebook, language = "en";
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

// Progress is shown where somebody is looking.
bool show(const char* stage, double done) {
  static const bool terminal = isatty(STDERR_FILENO) != 0;
  if (terminal) {
    std::fprintf(stderr, "\r\033[K%s %3.0f %%%s", stage, 100 * done, done >= 1 ? "\r\033[K" : "");
  }
  return stopped == 0;
}

// A scenario as it was read, and a digest of all that its numbers depend on.
struct Loaded {
  rehearsal::Plan plan;
  base::Json value;
  std::string digest;
};

base::Result<Loaded> load(const Options& options) {
  const std::filesystem::path path = options.scenario;
  UNDERSIGNED_TRY(const std::string text, read_text(path, rehearsal::kMostScenarioBytes));
  std::string files;
  const auto beside = [&](const std::string& name) {
    auto file = read_text(path.parent_path() / name, std::size_t{64} << 20);
    if (file) files += base::to_hex(hash::sha256(base::as_bytes(*file)));
    return file;
  };
  Loaded loaded;
  UNDERSIGNED_TRY(loaded.plan, rehearsal::parse_scenario(text, beside));
  UNDERSIGNED_TRY(loaded.value, rehearsal::scenario_value(text));
  if (options.replicas > 0) loaded.plan.replicas = options.replicas;
  const std::string all = std::to_string(rehearsal::kModel) + loaded.value.dump() + files;
  loaded.digest = base::to_hex(hash::sha256(base::as_bytes(all)));
  return loaded;
}

base::Result<rehearsal::Result> study(const Options& options, const rehearsal::Plan& plan,
                                      rehearsal::Notebook& notebook) {
  constexpr std::uint32_t kReplicas = 512;  // where many scenarios are rehearsed
  host::ThreadExecutor executor;
  const char* stage = "rehearsing";
  const rehearsal::Progress progress = [&](double done) { return show(stage, done); };
  const rehearsal::Means means{executor, progress, notebook};
  rehearsal::Result result;
  result.scenario = plan.scenario;
  UNDERSIGNED_TRY(result.variants,
                  rehearsal::compare(plan.scenario, plan.variants, plan.replicas, means));
  stage = "tipping points";
  UNDERSIGNED_TRY(result.tippings,
                  rehearsal::tippings(plan.scenario, plan.variants, kReplicas, means));
  if (options.scenarios > 0) {
    stage = "scenarios";
    UNDERSIGNED_TRY(result.regions, rehearsal::regions(plan.scenario, plan.variants,
                                                       options.scenarios, kReplicas, means));
  }
  if (options.samples > 0) {
    stage = "sensitivity";
    UNDERSIGNED_TRY(result.sensitivity, rehearsal::sensitivity(plan.scenario, plan.variants.front(),
                                                               options.samples, kReplicas, means));
  }
  return result;
}

// What a notebook's file holds, whole lines only; a line that was cut off is cut away.
base::Result<rehearsal::FileNotebook> open_notebook(const Options& options,
                                                    const std::string& digest) {
  namespace fs = std::filesystem;
  const fs::path path = options.notebook;
  std::string text;
  if (fs::exists(path)) {
    UNDERSIGNED_TRY(text, read_text(path, rehearsal::kMostNotebookBytes));
  }
  UNDERSIGNED_TRY(auto notebook,
                  rehearsal::FileNotebook::parse(text, digest, [path](const std::string& line) {
                    std::ofstream(path, std::ios::app | std::ios::binary) << line << std::flush;
                  }));
  if (notebook.whole() > 0 && notebook.whole() < text.size()) {
    std::error_code error;
    fs::resize_file(path, notebook.whole(), error);
    if (error) return base::fail("notebook.write", "", "The notebook cannot be written.");
  }
  return notebook;
}

base::Result<rehearsal::Result> study_with_notebook(const Options& options, const Loaded& loaded) {
  if (options.notebook.empty()) {
    rehearsal::NoNotebook nothing;
    return study(options, loaded.plan, nothing);
  }
  UNDERSIGNED_TRY(auto notebook, open_notebook(options, loaded.digest));
  return study(options, loaded.plan, notebook);
}

bool is_interruption(const base::Error& error) { return error.check == "rehearsal.interrupted"; }

// What was interrupted, and how it goes on.
base::Error interruption(const Options& options) {
  return {"rehearsal.interrupted", "",
          options.notebook.empty()
              ? "The rehearsal was interrupted, and nothing of it is kept. With --notebook FILE it "
                "can be interrupted, and the same command goes on where it stopped."
              : "The rehearsal was interrupted. What is finished stands in " + options.notebook +
                    "; the same command goes on where it stopped."};
}

base::Result<void> write_files(const Options& options, const Loaded& loaded,
                               const rehearsal::Result& result) {
  if (!options.svg.empty()) {
    UNDERSIGNED_TRY_VOID(write_text(options.svg, rehearsal::result_svg(result)));
  }
  if (options.events.empty()) return {};
  UNDERSIGNED_TRY(const std::string text,
                  rehearsal::events(
                      loaded.plan, {options.events_variant, options.replica, options.until_hours}));
  return write_text(options.events, text);
}

int run(const Options& options, const Console& console) {
  // Ctrl-C ends the study at the next step; a second one ends the program where it is.
  std::signal(SIGINT, [](int) {
    stopped = 1;
    std::signal(SIGINT, SIG_DFL);
  });
  const auto loaded = load(options);
  if (!loaded) return console.refused(loaded.error());
  if (!options.plan.empty()) {
    const auto written = write_text(options.plan, loaded->value.dump() + "\n");
    if (!written) return console.refused(written.error());
    return console.done({{"plan", options.plan}}, "Written: " + options.plan);
  }
  const auto result = study_with_notebook(options, *loaded);
  if (!result && is_interruption(result.error())) {
    console.refused(interruption(options));
    return kInterrupted;
  }
  if (!result) return console.refused(result.error());
  if (const auto w = write_files(options, *loaded, *result); !w) return console.refused(w.error());
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
  command.add_option("--notebook", options.notebook,
                     "keep what is found in this file; an interrupted study goes on from it");
  command.add_option("--write-plan", options.plan,
                     "only write the scenario as JSON, as the laboratory's page reads it");
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
