#include "app/service/code_office.h"
#include "app/service/files.h"
#include "app/service/roster_office.h"
#include "app/service/second_issuer.h"
#include "bin/undersigned/commands.h"
#include "core/base/encoding.h"

namespace undersigned::cli {
namespace {

struct Options {
  std::string dir, roster, halves, signature;
  bool keep_codes = false;
};

int issue(const Options& options, const Console& console) {
  const Machine machine(console);
  auto folder = service::LetterFolder::open(options.dir);
  if (!folder) return console.refused(folder.error());
  const auto report =
      service::issue_codes(*folder, options.roster, machine.runtime(),
                           options.keep_codes ? service::Codes::kKept : service::Codes::kFresh);
  if (!report) return console.refused(report.error());
  const base::Json value = {{"people", report->people},
                            {"testifying", report->testifying},
                            {"cohorts", report->cohorts},
                            {"kept", report->kept},
                            {"notes", report->notes}};
  std::string text = std::to_string(report->people) + " people in " +
                     std::to_string(report->cohorts) + " cohorts have codes.";
  if (report->testifying > 0)
    text += " " + std::to_string(report->testifying) + " of another standing testify.";
  if (options.keep_codes)
    text += " " + std::to_string(report->kept) + " of them keep the code they had before.";
  for (const std::string& note : report->notes) text += "\n  note: " + note;
  if (std::filesystem::exists(folder->issuer_list()))
    text += "\nThe second issuer needs this list: " + folder->issuer_list().string();
  return console.done(value, text +
                                 "\nThey can be issued again until the roster is frozen. Next: "
                                 "undersigned roster freeze --dir " +
                                 options.dir);
}

constexpr std::string_view kOneIssuer =
    "The issuer who made these codes could sign in anybody's place; tell people who holds them.\n";
constexpr std::string_view kTwoIssuers =
    "Everybody needs the second issuer's code as well; that issuer sends theirs.\n";

base::Result<service::FromSecondIssuer> read_given(const Options& options,
                                                   const service::LetterFolder& folder) {
  service::FromSecondIssuer given;
  UNDERSIGNED_TRY(const letter::Manifest manifest, folder.manifest());
  if (!options.halves.empty()) {
    UNDERSIGNED_TRY(const base::Bytes file,
                    service::read_file(options.halves, service::kMostIssuerFileBytes));
    UNDERSIGNED_TRY(given.halves, service::parse_halves(file, manifest));
  }
  if (!options.signature.empty()) {
    UNDERSIGNED_TRY(const base::Bytes file,
                    service::read_file(options.signature, service::kMostIssuerFileBytes));
    UNDERSIGNED_TRY(given.signature, service::parse_roster_signature(file, manifest));
  }
  return given;
}

int freeze(const Options& options, const Console& console) {
  const Machine machine(console);
  auto folder = service::LetterFolder::open(options.dir);
  if (!folder) return console.refused(folder.error());
  const auto given = read_given(options, *folder);
  if (!given) return console.refused(given.error());
  const auto report = service::freeze_roster(*folder, machine.runtime(), *given);
  if (!report) return console.refused(report.error());
  if (!report->to_sign.empty()) {
    return console.done({{"to_sign", report->to_sign.string()}},
                        "The roster is made but not fixed: the second issuer signs it first. They "
                        "run\n  undersigned issuer sign --roster " +
                            report->to_sign.string() +
                            " …\nThen: undersigned roster freeze --dir " + options.dir +
                            " --signature FILE");
  }
  const std::string fingerprint = base::to_hex(report->fingerprint);
  const base::Json value = {{"fingerprint", fingerprint},
                            {"people", report->people},
                            {"leaves", report->leaves},
                            {"invitations", folder->invitations().string()},
                            {"table", folder->invitation_table().string()}};
  return console.done(
      value, "The roster of " + std::to_string(report->people) +
                 " people is frozen. The letter's fingerprint is\n  " + fingerprint +
                 "\nInvitations, with the codes, are in " + folder->invitations().string() +
                 " and " + folder->invitation_table().string() + ".\n" +
                 std::string(given->signature ? kTwoIssuers : kOneIssuer) +
                 "Next: every trustee runs once more: undersigned trustee step --dir " +
                 options.dir + " --key FILE");
}

int undo(const Options& options, const Console& console) {
  auto folder = service::LetterFolder::open(options.dir);
  if (!folder) return console.refused(folder.error());
  if (const auto undone = service::undo_codes(*folder); !undone)
    return console.refused(undone.error());
  return console.done({{"undone", true}},
                      "The codes are gone; nobody has one now. Correct the list, then: "
                      "undersigned roster issue --dir " +
                          options.dir + " --roster FILE");
}

}  // namespace

void add_roster_commands(Program program) {
  CLI::App* roster =
      program.app.add_subcommand("roster", "Who may sign: codes, credentials, cards")
          ->require_subcommand(1);
  const auto options = std::make_shared<Options>();
  add_roster_check(program, roster);
  CLI::App* first = roster->add_subcommand("issue", "Give everybody on a list a code");
  first->add_option("--dir", options->dir, "the letter's folder")->required();
  first
      ->add_option("--roster", options->roster,
                   "CSV with the columns name and cohort (or department), perhaps role, email and "
                   "standing (signs, or testifies)")
      ->required();
  first->add_flag("--keep-codes", options->keep_codes,
                  "a new version of a letter: whoever had a code keeps it, by name");
  first->callback([=] { program.code = issue(*options, program.console); });
  CLI::App* back = roster->add_subcommand("undo", "Take the issued codes back, before freezing");
  back->add_option("--dir", options->dir, "the letter's folder")->required();
  back->callback([=] { program.code = undo(*options, program.console); });
  CLI::App* second = roster->add_subcommand(
      "freeze", "Fix the roster, write the record's first leaves and the invitations");
  second->add_option("--dir", options->dir, "the letter's folder")->required();
  CLI::Option* halves = second->add_option("--halves", options->halves,
                                           "with two issuers, first: the second one's halves.json");
  second->add_option("--signature", options->signature, "then: that issuer's signature")
      ->excludes(halves);
  second->callback([=] { program.code = freeze(*options, program.console); });
  add_roster_sending(program, roster);
  add_roster_names(program, roster);
  add_roster_amend(program, roster);
}

}  // namespace undersigned::cli
