#include "app/report/result_page.h"
#include "app/report/result_table.h"
#include "app/service/epochs.h"
#include "app/service/files.h"
#include "bin/host/verify_folder.h"
#include "bin/undersigned/commands.h"
#include "core/base/encoding.h"
#include "core/letter/result_json.h"

namespace undersigned::cli {
namespace {

struct Options {
  std::string dir, folder, fingerprint, html;
  bool early = false;
};

int end_epoch(const Options& options, bool closing, const Console& console) {
  const Machine machine(console);
  auto folder = service::LetterFolder::open(options.dir);
  if (!folder) return console.refused(folder.error());
  auto view = service::RecordView::read(*folder, machine.runtime());
  if (!view) return console.refused(view.error());
  const auto early = options.early ? service::Early::kAllowed : service::Early::kRefused;
  const auto report = service::end_epoch(*folder, *view, closing, early, machine.runtime());
  if (!report) return console.refused(report.error());
  const base::Json value = {{"epoch", report->epoch},
                            {"entries", report->people},
                            {"leaves", report->leaves},
                            {"closed", closing}};
  std::string text = "Epoch " + std::to_string(report->epoch) +
                     " has ended: one entry for each of " + std::to_string(report->people) +
                     " people.";
  if (closing)
    text += "\nThe letter is closed. Next: trustees run, in turn: undersigned trustee open --dir " +
            options.dir + " --key FILE";
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
  const letter::VerifyReport report = host::verify(options.folder, fingerprint);
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

}  // namespace

void add_record_commands(Program program) {
  const auto options = std::make_shared<Options>();
  CLI::App* epoch = program.app.add_subcommand(
      "epoch", "End the open epoch: everybody gets one entry, signed or cover");
  CLI::App* close = program.app.add_subcommand(
      "close", "End the closing epoch; afterwards nobody can sign or withdraw");
  for (CLI::App* command : {epoch, close}) {
    command->add_option("--dir", options->dir, "the letter's folder")->required();
    command->add_flag("--early", options->early,
                      "before its planned end (never before the earliest opening)");
    command->callback(
        [=] { program.code = end_epoch(*options, command == close, program.console); });
  }
  CLI::App* result = program.app.add_subcommand("result", "Verify a record and show what it says");
  result->add_option("folder", options->folder, "the record, or the letter's folder")->required();
  result->add_option("--fingerprint", options->fingerprint,
                     "the letter's fingerprint, from an invitation");
  result->add_option("--html", options->html, "write the letter's page to this file");
  result->callback([=] { program.code = show_result(*options, program.console); });
  CLI::App* verify =
      program.app.add_subcommand("verify", "Verify a record: the same as undersigned-verify");
  verify->add_option("folder", options->folder, "the record, or the letter's folder")->required();
  verify->add_option("--fingerprint", options->fingerprint,
                     "the letter's fingerprint, from an invitation");
  verify->callback([=] {
    const auto format = program.console.json() ? host::Format::kJson : host::Format::kText;
    const auto fingerprint =
        options->fingerprint.empty() ? std::nullopt : std::optional(options->fingerprint);
    program.code = host::verify_folder(options->folder, fingerprint, format);
  });
}

}  // namespace undersigned::cli
