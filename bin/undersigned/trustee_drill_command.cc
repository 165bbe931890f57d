#include <algorithm>

#include "app/service/drill.h"
#include "bin/undersigned/commands.h"
#include "core/base/encoding.h"
#include "core/letter/manifest.h"

namespace undersigned::cli {
namespace {

struct Options {
  std::string out;
  std::size_t trustees = 3, threshold = 2;
  std::vector<std::string> names;
  std::vector<std::size_t> missing;
  bool play = false, fails = false;
};

base::Result<service::DrillPlan> plan_of(const Options& options) {
  service::DrillPlan plan{options.out, options.names, options.threshold, options.fails};
  for (std::size_t i = plan.names.size(); i < options.trustees; ++i)
    plan.names.push_back("Trustee " + std::to_string(i + 1));
  if (plan.threshold > plan.names.size() || plan.threshold > letter::kMaxThreshold) {
    return base::fail("drill.threshold", "4",
                      "The threshold is larger than the number of trustees, or than 12.");
  }
  return plan;
}

base::Result<base::Json> run(const Options& options, const Machine& machine) {
  UNDERSIGNED_TRY(const service::DrillPlan plan, plan_of(options));
  UNDERSIGNED_TRY(const service::Drill drill, service::make_drill(plan, machine.runtime()));
  base::Json out = {{"folder", options.out}, {"fingerprint", base::to_hex(drill.fingerprint)}};
  for (std::size_t i = 0; i < plan.names.size(); ++i)
    out["trustees"].push_back({{"name", plan.names[i]}, {"key", drill.keys[i].string()}});
  if (!options.play) return out;
  std::vector<std::size_t> present;
  for (std::size_t i = 0; i < plan.names.size(); ++i) {
    if (std::ranges::find(options.missing, i + 1) == options.missing.end()) present.push_back(i);
  }
  UNDERSIGNED_TRY(const service::DrillRun played,
                  service::play_drill(plan, drill, present, machine.runtime()));
  out["steps"] = played.steps;
  out["faults"] = played.faults;
  out["waiting"] = played.waiting;
  out["complete"] = played.complete;
  return out;
}

std::string text_of(const base::Json& done, const Options& options) {
  std::string text = "A closed letter with throw-away keys is in " + options.out +
                     "; its keys open nothing else.\n";
  if (!options.play) {
    text += "Give each trustee their key file. Each runs, in turn, until nothing is left:\n";
    for (const base::Json& trustee : done["trustees"]) {
      text += "  " + trustee["name"].get<std::string>() + ": undersigned trustee open --dir " +
              options.out + " --key " + trustee["key"].get<std::string>() + "\n";
    }
    return text + "Then everybody verifies: undersigned-verify --fingerprint " +
           done["fingerprint"].get<std::string>() + " " + options.out;
  }
  for (const base::Json& step : done["steps"]) text += "  " + step.get<std::string>() + "\n";
  for (const base::Json& fault : done["faults"])
    text += "  FALSE: " + fault.get<std::string>() + "\n";
  if (!done["complete"].get<bool>()) return text + done["waiting"].get<std::string>();
  return text + (options.fails ? "The letter has failed: too few signed. Next, each trustee: "
                                 "undersigned trustee erase"
                               : "The letter is open: enough trustees came.");
}

}  // namespace

void add_trustee_drill(Program program, CLI::App* trustee) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = trustee->add_subcommand(
      "drill", "Rehearse the opening: a small closed letter with throw-away keys");
  command->add_option("--out", options->out, "a new folder for the drill's letter")->required();
  command->add_option("--trustees", options->trustees, "how many there are")
      ->check(CLI::Range(1, 16))
      ->capture_default_str();
  command->add_option("--threshold", options->threshold, "how many must act together")
      ->check(CLI::Range(1, 12))
      ->capture_default_str();
  command->add_option("--name", options->names, "a trustee's name; may be repeated, in order");
  command->add_flag("--play", options->play, "play the opening here, with everybody who comes");
  command->add_flag("--fails", options->fails,
                    "too few sign, to rehearse what follows: trustee erase, withhold");
  command->add_option("--missing", options->missing,
                      "with --play: the number of a trustee who does not come; may be repeated");
  command->callback([=] {
    const auto done = run(*options, Machine(program.console));
    program.code = done ? program.console.done(*done, text_of(*done, *options))
                        : program.console.refused(done.error());
  });
}

}  // namespace undersigned::cli
