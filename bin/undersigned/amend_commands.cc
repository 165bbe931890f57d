#include "app/service/amendment_office.h"
#include "app/service/csv.h"
#include "app/service/files.h"
#include "bin/undersigned/commands.h"
#include "bin/undersigned/opened_letter.h"
#include "core/base/encoding.h"

namespace undersigned::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFileBytes = 16'384;

struct Options {
  LetterOptions letter;
  std::string person, answer, manifest, request, key, out;
  bool undo = false;
  PassphraseOptions passphrase;
};

base::Json json_of(const letter::AmendmentPlace& place) {
  return {{"credential", place.credential}, {"number", place.number}, {"epoch", place.epoch}};
}

base::Result<std::optional<service::AmendmentAnswer>> read_answer(const Options& options) {
  if (options.answer.empty()) return std::nullopt;
  UNDERSIGNED_TRY(const base::Bytes bytes, service::read_file(options.answer, kMostFileBytes));
  UNDERSIGNED_TRY(const service::AmendmentAnswer answer, service::AmendmentAnswer::parse(bytes));
  return answer;
}

// Nothing to report if it takes a replacement back.
base::Result<std::optional<service::AmendReport>> run_amend(const Options& options,
                                                            const service::Runtime& runtime) {
  UNDERSIGNED_TRY(const OpenedLetter letter, OpenedLetter::open(options.letter, runtime));
  if (options.undo) {
    UNDERSIGNED_TRY_VOID(service::undo_replacement(letter.folder(), letter.record(), runtime));
    return std::nullopt;
  }
  UNDERSIGNED_TRY(const auto answer, read_answer(options));
  UNDERSIGNED_TRY(
      service::AmendReport report,
      service::replace_code(letter.folder(), letter.record(), options.person, answer, runtime));
  return report;
}

int amend(const Options& options, const Console& console) {
  const Machine machine(console);
  const auto done = run_amend(options, machine.runtime());
  if (!done) return console.refused(done.error());
  if (!*done)
    return console.done({{"undone", true}}, "Forgotten; the code that this person has stays.");
  const service::AmendReport* const report = &**done;
  base::Json value = json_of(report->place);
  const std::string epoch = std::to_string(report->place.epoch);
  if (!report->request.empty()) {
    value["request"] = report->request.string();
    return console.done(
        value, "Nothing is replaced yet: the second issuer answers first, before epoch " + epoch +
                   " ends. Give them " + report->request.string() +
                   "\nThey run: undersigned issuer amend\nThen: undersigned roster amend --dir " +
                   options.letter.dir + " --person '" + options.person + "' --answer FILE");
  }
  value["invitation"] = report->invitation.string();
  return console.done(
      value, options.person + " has a new code; the old one is worth nothing from epoch " + epoch +
                 " on, and what it had said counts no more: they sign again if they want to. The "
                 "record says that a code was replaced, not whose.\nTheir new invitation: " +
                 report->invitation.string());
}

base::Result<base::Json> answer(const Options& options, const Machine& machine) {
  const fs::path answer = fs::path(options.out) / "answer.json";
  if (fs::exists(answer)) {
    return base::fail("issuer.exists", "5",
                      answer.string() + " is there already; name another folder.");
  }
  UNDERSIGNED_TRY(const base::Bytes fixed,
                  service::read_file(options.manifest, letter::kMaxManifestBytes));
  UNDERSIGNED_TRY(const letter::Manifest manifest, letter::Manifest::parse(fixed));
  UNDERSIGNED_TRY(const service::KeyFile key,
                  load_key(options.key, service::KeyKind::kIssuer, options.passphrase));
  UNDERSIGNED_TRY(const base::Bytes asked, service::read_file(options.request, kMostFileBytes));
  UNDERSIGNED_TRY(const auto request, service::AmendmentRequest::parse(asked));
  UNDERSIGNED_TRY(const service::SecondReplacement made,
                  service::answer_amendment(manifest, key, request, machine.runtime()));
  const fs::path table = fs::path(options.out) / "code.csv";
  const base::CodeText typed = base::format_code(made.code);
  const std::string row =
      service::csv_row({request.person.name, request.person.email,
                        std::string(typed.reveal().begin(), typed.reveal().end())});
  UNDERSIGNED_TRY_VOID(service::write_file(
      table, base::as_bytes(service::csv_row({"name", "email", "second_code"}) + row),
      service::Privacy::kPrivate));
  UNDERSIGNED_TRY_VOID(
      service::write_file(answer, base::as_bytes(made.answer.write()), service::Privacy::kPublic));
  base::Json value = json_of(request.place);
  value["person"] = request.person.name;
  value["code"] = table.string();
  value["answer"] = answer.string();
  return value;
}

int run_answer(const Options& options, const Console& console) {
  const Machine machine(console);
  const auto made = answer(options, machine);
  if (!made) return console.refused(made.error());
  return console.done(
      *made, "A new second code for " + made->at("person").get<std::string>() + " is in " +
                 made->at("code").get<std::string>() +
                 ". Ask them yourself whether they want it, and send it by another way than the "
                 "first issuer.\nThe registrar gets " +
                 made->at("answer").get<std::string>() + ": roster amend --answer FILE");
}

}  // namespace

void add_roster_amend(Program program, CLI::App* roster) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = roster->add_subcommand(
      "amend",
      "Replace a lost or stolen code, while the letter is open (docs/guides/lost-codes.md)");
  add_letter_options(*command, options->letter);
  CLI::Option* person =
      command->add_option("--person", options->person, "whose: the name, as it is in the list");
  command->add_option("--answer", options->answer, "with two issuers: the second one's answer.json")
      ->needs(person);
  CLI::Option* undo = command->add_flag("--undo", options->undo,
                                        "forget a replacement that is not in the record yet");
  undo->excludes(person);
  command->callback([=] {
    if (!options->undo && options->person.empty()) throw CLI::RequiredError("--person");
    program.code = amend(*options, program.console);
  });
}

void add_issuer_amend(Program program, CLI::App* issuer) {
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      issuer->add_subcommand("amend",
                             "Make a new second code for one person, at the registrar's "
                             "request");
  command->add_option("--manifest", options->manifest, "the letter's manifest.json")->required();
  command->add_option("--request", options->request, "the registrar's amendment-request.json")
      ->required();
  command->add_option("--key", options->key, "the second issuer's key file")->required();
  command->add_option("--passphrase-file", options->passphrase.file,
                      "a file whose first line is the key file's passphrase");
  command->add_option("--out", options->out, "a new folder: code.csv, answer.json")->required();
  command->callback([=] { program.code = run_answer(*options, program.console); });
}

}  // namespace undersigned::cli
