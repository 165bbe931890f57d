#include <algorithm>

#include "app/service/files.h"
#include "app/service/roster_check.h"
#include "bin/undersigned/commands.h"

namespace undersigned::cli {
namespace {

constexpr std::size_t kMaxRosterBytes = 256u << 20;
constexpr std::size_t kMostCohorts = 40;  // shown as text; JSON has all

struct Options {
  std::string roster;
  std::uint32_t smallest = 25;
};

base::Json json_of(const service::RosterCheck& check) {
  base::Json out = {{"people", check.people},
                    {"testifying", check.testifying},
                    {"accepted", !check.refused()},
                    {"without_email", check.without_email},
                    {"smallest_cohort", check.smallest}};
  out["findings"] = base::Json::array();
  for (const service::Finding& finding : check.findings) {
    out["findings"].push_back({{"refused", finding.weight == service::Weight::kRefused},
                               {"check", finding.check},
                               {"lines", finding.lines},
                               {"message", finding.message}});
  }
  out["cohorts"] = base::Json::array();
  for (const service::CohortSize& cohort : check.cohorts)
    out["cohorts"].push_back({{"name", cohort.name}, {"people", cohort.people}});
  out["cells"] = base::Json::array();
  for (const letter::Cell& cell : check.cells)
    out["cells"].push_back({{"cohorts", cell.cohorts}, {"people", cell.people}});
  return out;
}

std::string line_of(const service::Finding& finding) {
  std::string text = finding.weight == service::Weight::kRefused ? "  WRONG  " : "  look   ";
  for (std::size_t i = 0; i < finding.lines.size(); ++i) {
    text += (i == 0 ? "line " : ", ") + std::to_string(finding.lines[i]);
  }
  return text + (finding.lines.empty() ? "" : ": ") + finding.message + "\n";
}

std::string names_of(const letter::Cell& cell) {
  std::string text;
  for (const std::string& name : cell.cohorts) text += (text.empty() ? "" : " + ") + name;
  return text;
}

std::string text_of(const service::RosterCheck& check) {
  std::string text = std::to_string(check.people) + " people in " +
                     std::to_string(check.cohorts.size()) + " departments";
  if (check.testifying > 0) text += "; " + std::to_string(check.testifying) + " who testify";
  if (check.without_email > 0)
    text += "; " + std::to_string(check.without_email) +
            " without an e-mail address (give them printed cards)";
  text += "\n";
  for (const service::Finding& finding : check.findings) text += line_of(finding);
  text += "\nDepartments\n";
  for (std::size_t i = 0; i < std::min(check.cohorts.size(), kMostCohorts); ++i) {
    const service::CohortSize& cohort = check.cohorts[i];
    text += "  " + std::to_string(cohort.people) + "  " + cohort.name +
            (cohort.people < check.smallest ? "  (small)" : "") + "\n";
  }
  if (check.cohorts.size() > kMostCohorts) text += "  … all of them: --json\n";
  text += "\nGroups that answers will be shown by, none under " + std::to_string(check.smallest) +
          " people unless it is everybody\n";
  for (const letter::Cell& cell : check.cells)
    text += "  " + std::to_string(cell.people) + "  " + names_of(cell) + "\n";
  text += check.refused()
              ? "\nThe list cannot be used as it is: mend what is WRONG, then check again."
              : "\nThe list can be used. Next: undersigned letter freeze, undersigned roster issue";
  return text;
}

int run(const Options& options, const Console& console) {
  const auto bytes = service::read_file(options.roster, kMaxRosterBytes);
  if (!bytes) return console.refused(bytes.error());
  const auto check = service::check_roster(*bytes, options.smallest);
  if (!check) return console.refused(check.error());
  console.done(json_of(*check), text_of(*check));
  return check->refused() ? kRefused : kDone;
}

}  // namespace

void add_roster_check(Program program, CLI::App* roster) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = roster->add_subcommand(
      "check", "Look a list over before anything is issued: twice, alike, odd, and small groups");
  command
      ->add_option("--roster", options->roster,
                   "CSV with the columns name and cohort (or department), perhaps role and email")
      ->required();
  command
      ->add_option("--smallest", options->smallest, "the letter's smallest_cohort, as in its draft")
      ->check(CLI::Range(10, 1'000'000))
      ->capture_default_str();
  command->footer("Exit code 1 if the list cannot be used as it is.");
  command->callback([=] { program.code = run(*options, program.console); });
}

}  // namespace undersigned::cli
