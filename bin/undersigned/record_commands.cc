#include "app/report/result_page.h"
#include "app/report/result_table.h"
#include "app/service/epochs.h"
#include "app/service/files.h"
#include "app/service/record_office.h"
#include "app/service/withholding.h"
#include "bin/host/verify_folder.h"
#include "bin/undersigned/commands.h"
#include "bin/undersigned/record_source.h"
#include "core/base/encoding.h"
#include "core/letter/result_json.h"

namespace undersigned::cli {
namespace {

struct Options {
  std::string dir, fingerprint, html;
  RecordOptions record;
  bool early = false;
  std::uint32_t number = 0;  // the epoch that is meant; 0: the open one
  host::Asked asked;
};

// Whether the epoch that is meant has ended before, perhaps by a command that was stopped before it
// wrote the record's files; writes them then.
base::Result<bool> had_ended(const Options& options, const service::LetterFolder& folder,
                             const letter::RecordVerifier& record) {
  const letter::NextStep next = record.next();
  if (options.number == 0 || next.kind < letter::NextKind::kEpoch) return false;
  if (options.number <= record.epochs_complete()) {
    UNDERSIGNED_TRY_VOID(service::rebuild_record(folder));
    return true;
  }
  const bool open = next.kind == letter::NextKind::kEpoch && next.epoch == options.number;
  if (open || next.kind > letter::NextKind::kDraw) return false;
  return base::fail("epoch.number", "7",
                    "Epoch " + std::to_string(options.number) + " is not open yet.");
}

// What comes after an epoch that has ended.
std::string what_next(const letter::NextStep& next, const std::string& dir) {
  const std::string open = "undersigned trustee open --dir " + dir + " --key FILE";
  if (next.kind == letter::NextKind::kEpoch) return "";
  if (next.kind == letter::NextKind::kComplete)
    return "\nThe letter is closed. No entry stands, so there is nothing to count: it has failed.";
  if (next.kind == letter::NextKind::kDraw)
    return "\nIt may have closed the letter. Next: trustees draw whether it has, each runs: " +
           open;
  return "\nThe letter is closed. Next: trustees run, in turn: " + open;
}

int end_epoch(const Options& options, bool closing, const Console& console) {
  const Machine machine(console);
  auto folder = service::LetterFolder::open(options.dir);
  if (!folder) return console.refused(folder.error());
  auto view = service::RecordView::read(folder->store(), machine.runtime());
  if (!view) return console.refused(view.error());
  const auto before = had_ended(options, *folder, view->verified());
  if (!before) return console.refused(before.error());
  if (*before) {
    return console.done(
        {{"epoch", options.number}, {"ended_before", true}},
        "Epoch " + std::to_string(options.number) + " had ended before; nothing has changed.");
  }
  const auto early = options.early ? service::Early::kAllowed : service::Early::kRefused;
  const auto report = service::end_epoch(*folder, *view, closing, early, machine.runtime());
  if (!report) return console.refused(report.error());
  const base::Json value = {{"epoch", report->epoch},
                            {"entries", report->entries},
                            {"leaves", report->leaves},
                            {"closed", closing}};
  const bool cover = view->verified().manifest()->cover == letter::Cover::kAll;
  const std::string entries = std::to_string(report->entries);
  const std::string text = "Epoch " + std::to_string(report->epoch) + " has ended: " +
                           (cover ? "one entry for each of " + entries + " people."
                                  : "the entries that were sent, " + entries + ".") +
                           what_next(view->verified().next(), options.dir);
  return console.done(value, text);
}

// Verifies the record and shows what it says; writes the page if one is asked for.
int show_result(const Options& options, const Console& console) {
  std::optional<hash::Digest256> fingerprint;
  if (!options.fingerprint.empty()) {
    const auto digits = base::array_from_hex<32>(options.fingerprint);
    if (!digits) return console.refused(digits.error());
    fingerprint = *digits;
  }
  const auto source = RecordSource::open(options.record, console);
  if (!source) return console.refused(source.error());
  const letter::VerifyReport report = host::verify(source->folder(), fingerprint);
  if (report.failure)
    return console.refused(
        {report.failure->check, report.failure->section, report.failure->message});
  std::string text = report::result_table(*report.outcome);
  if (!options.html.empty()) {
    const std::string page = report::result_page(*report.outcome);
    if (auto written =
            service::write_file(options.html, base::as_bytes(page), service::Privacy::kPublic);
        !written) {
      return console.refused(written.error());
    }
    text += "\nThe letter's page: " + options.html;
  }
  return console.done(letter::result_json(*report.outcome), text);
}

base::Result<service::WithholdReport> withheld(const Options& options, const Machine& machine) {
  UNDERSIGNED_TRY(service::LetterFolder folder, service::LetterFolder::open(options.dir));
  return service::withhold_entries(folder, machine.runtime());
}

int withhold(const Options& options, const Console& console) {
  const auto report = withheld(options, Machine(console));
  if (!report) return console.refused(report.error());
  return console.done(
      {{"entries", report->entries}, {"not_erased", report->not_erased}},
      std::to_string(report->entries) +
          " entries are left out of the published record; the hashes over them stay. "
          "undersigned-verify says so, with exit code 3.\n"
          "letter.db still has them. To be rid of them too, copy the folder `record` away and "
          "destroy the rest, with every copy.");
}

void add_withhold_command(const Program& program, const std::shared_ptr<Options>& options) {
  CLI::App* command = program.app.add_subcommand(
      "withhold",
      "After a failure, once trustees have erased: leave the entries out of the "
      "published record, for good");
  command->add_option("--dir", options->dir, "the letter's folder")->required();
  command->callback([=] { program.code = withhold(*options, program.console); });
}

}  // namespace

void add_record_commands(Program program) {
  const auto options = std::make_shared<Options>();
  CLI::App* epoch = program.app.add_subcommand(
      "epoch",
      "End the open epoch: everybody gets one entry, signed or cover; without cover, who sent one");
  CLI::App* close = program.app.add_subcommand(
      "close", "End the closing epoch; afterwards nobody can sign or withdraw");
  for (CLI::App* command : {epoch, close}) {
    command->add_option("--dir", options->dir, "the letter's folder")->required();
    command->add_flag("--early", options->early,
                      "before its planned end (never before the earliest opening)");
    command->add_option("--number", options->number,
                        "the epoch that is meant, for timers and after a crash: one that has ended "
                        "before is left as it is");
    command->callback(
        [=] { program.code = end_epoch(*options, command == close, program.console); });
  }
  add_withhold_command(program, options);
  CLI::App* result = program.app.add_subcommand("result", "Verify a record and show what it says");
  add_record_options(*result, options->record);
  result->add_option("--fingerprint", options->fingerprint,
                     "the letter's fingerprint, from an invitation");
  result->add_option("--html", options->html, "write the letter's page to this file");
  result->callback([=] { program.code = show_result(*options, program.console); });
  CLI::App* verify =
      program.app.add_subcommand("verify", "Verify a record: the same as undersigned-verify");
  add_record_options(*verify, options->record);
  verify->add_option("--fingerprint", options->fingerprint,
                     "the letter's fingerprint, from an invitation");
  verify
      ->add_option("--claim", options->asked.claims,
                   "derive one published number again: NAME or NAME=VALUE; may be repeated")
      ->allow_extra_args(false);
  verify->add_flag("--claims", options->asked.all, "derive every number that the record opens");
  verify->add_option(
      "--names", options->asked.names,
      "is this the list of names that the letter committed to? The registrar's file");
  verify->callback([=] {
    const auto format = program.console.json() ? host::Format::kJson : host::Format::kText;
    const auto fingerprint =
        options->fingerprint.empty() ? std::nullopt : std::optional(options->fingerprint);
    const auto source = RecordSource::open(options->record, program.console);
    if (!source) {
      program.console.refused(source.error());
      program.code = host::kUnreadable;
      return;
    }
    program.code = host::verify_folder(source->folder(), fingerprint, format, options->asked);
  });
}

}  // namespace undersigned::cli
