#include <algorithm>
#include <chrono>
#include <cstdio>

#include "app/rehearsal/events.h"
#include "app/report/result_page.h"
#include "app/report/result_table.h"
#include "app/service/demo.h"
#include "app/service/events.h"
#include "app/service/files.h"
#include "app/service/organisation.h"
#include "app/service/people.h"
#include "bin/host/verify_folder.h"
#include "bin/undersigned/commands.h"
#include "core/base/encoding.h"
#include "core/letter/result_json.h"

namespace undersigned::cli {
namespace {

constexpr std::uint32_t kLeastPeople = 10;

struct Options {
  service::DemoOptions demo;
  std::string out, roster, events;
  bool reproducible = false;  // a seed was given: keys and entries follow from it as well
};

// What every key and entry of a reproducible demonstration is drawn from. Nothing in it is secret
// from who knows the seed, and its folder holds everybody's keys anyway.
sodium::SeededRandomness seeded(std::uint64_t seed) {
  return sodium::SeededRandomness(
      hash::sha256(base::as_bytes("undersigned demo, seed " + std::to_string(seed))));
}

// Prints each stage with the time since the start, unless the output is to be one JSON value.
class Stages {
 public:
  explicit Stages(const Console& console) : quiet_(console.json()) {}
  void operator()(const std::string& stage) const {
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
    if (!quiet_) std::fprintf(stderr, "\r\033[K[%6.1f s] %s\n", seconds, stage.c_str());
  }

 private:
  bool quiet_;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

base::Result<void> write_result(const std::filesystem::path& folder,
                                const letter::Outcome& result) {
  const auto write = [&](const char* name, const std::string& text) {
    return service::write_file(folder / name, base::as_bytes(text), service::Privacy::kPublic);
  };
  UNDERSIGNED_TRY_VOID(write("result.json", letter::result_json(result).dump(2) + "\n"));
  UNDERSIGNED_TRY_VOID(write("result.txt", report::result_table(result)));
  return write("result.html", report::result_page(result));
}

// What the people do: from a file, or the night letter as it is rehearsed, sealed and with
// conditions.
base::Result<std::string> events_of(const Options& options) {
  if (!options.events.empty()) {
    UNDERSIGNED_TRY(const base::Bytes bytes,
                    service::read_file(options.events, service::kMostEventsBytes));
    return std::string(base::as_text(bytes));
  }
  std::uint32_t people = options.demo.people;
  if (options.demo.roster) {
    UNDERSIGNED_TRY(const auto read, service::read_people(*options.demo.roster));
    people = service::signing(read.people);
    if (people < kLeastPeople) {
      return base::fail("demo.people", "",
                        "A rehearsal is of 10 people or more; write events for so few yourself "
                        "(docs/guides/events.md).");
    }
  }
  UNDERSIGNED_TRY(const auto plan, rehearsal::demonstration(people, options.demo.seed));
  return rehearsal::events(plan, {.variant = rehearsal::kDemonstrated});
}

int run(Options options, const Console& console) {
  Machine machine(console);
  const Stages stage(console);
  stage("an organisation, its people and what they will do");
  auto events = events_of(options);
  if (!events) return console.refused(events.error());
  options.demo.events = *std::move(events);
  sodium::SeededRandomness from_seed = seeded(options.demo.seed);
  const service::Runtime& runtime = machine.runtime();
  const auto report =
      service::run_demo(options.demo,
                        {runtime.ops, options.reproducible ? from_seed : runtime.randomness,
                         runtime.executor, runtime.now, runtime.progress},
                        stage);
  if (!report) return console.refused(report.error());
  const std::string fingerprint = base::to_hex(report->fingerprint);
  stage("verifying the whole record, as anybody can");
  const letter::VerifyReport verified = host::verify(options.out, report->fingerprint);
  if (verified.failure)
    return console.refused(
        {verified.failure->check, verified.failure->section, verified.failure->message});
  if (auto written = write_result(options.out, *verified.outcome); !written)
    return console.refused(written.error());
  stage("verified");
  base::Json value = letter::result_json(*verified.outcome);
  const base::Json counts = {{"folder", options.out},
                             {"people", report->people},
                             {"events", report->events},
                             {"entries", report->entries}};
  const std::string text = report::result_table(*verified.outcome) +
                           "\nThe letter's page:  " + options.out +
                           "/result.html\nVerify it yourself: undersigned-verify --fingerprint " +
                           fingerprint + " " + options.out;
  return console.done({{"demo", counts}, {"result", value}}, text);
}

}  // namespace

void add_demo_command(Program program) {
  CLI::App* command = program.app.add_subcommand(
      "demo", "Play a whole letter with simulated people through the real protocol");
  const auto options = std::make_shared<Options>();
  options->demo.people = service::kDemoPeople;
  command->add_option("--out", options->out, "a new folder; it becomes the letter's folder")
      ->required();
  CLI::Option* people =
      command->add_option("--people", options->demo.people, "how many people to invent")
          ->check(CLI::Range(kLeastPeople, 100'000U))
          ->capture_default_str();
  command
      ->add_option("--roster", options->roster, "people from a CSV file, instead of invented ones")
      ->excludes(people);
  command->add_option(
      "--events", options->events,
      "what they do, from an events file (docs/guides/events.md) instead of the night letter's "
      "rehearsal");
  command->add_option("--epochs", options->demo.epochs, "how many epochs the day has")
      ->check(CLI::Range(1U, 64U))
      ->capture_default_str();
  CLI::Option* seed = command->add_option(
      "--seed", options->demo.seed,
      "of the invented people and events; if given, of all keys and entries too, so that the same "
      "seed makes the same record");
  command->callback([=] {
    options->reproducible = seed->count() > 0;
    options->demo.out = options->out;
    if (!options->roster.empty()) options->demo.roster = options->roster;
    program.code = run(*options, program.console);
  });
}

}  // namespace undersigned::cli
