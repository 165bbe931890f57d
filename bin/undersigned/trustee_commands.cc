#include "app/service/draft.h"
#include "app/service/trustee_office.h"
#include "bin/undersigned/commands.h"
#include "core/base/encoding.h"

namespace undersigned::cli {
namespace {

struct Options {
  std::string dir, key, name;
  PassphraseOptions passphrase;
};

// An unprotected file needs no passphrase; only a protected one asks.
base::Result<service::TrusteeKey> load_key(const Options& options) {
  auto key = service::TrusteeKey::load(options.key, std::nullopt);
  if (key || key.error().check != "key.passphrase") return key;
  UNDERSIGNED_TRY(const service::Passphrase passphrase, known_passphrase(options.passphrase));
  return service::TrusteeKey::load(options.key, passphrase);
}

// A new key file, or the one that an `init` of this name has made before it was stopped.
base::Result<service::TrusteeKey> first_key(const Options& options, const Machine& machine) {
  if (std::filesystem::exists(options.key)) {
    auto key = load_key(options);
    if (key && key->file().name() == options.name && key->vault().is_fresh()) return key;
    return base::fail("key.exists", "",
                      options.key + " is there already; a key file is never overwritten.");
  }
  UNDERSIGNED_TRY(const service::Passphrase passphrase, new_passphrase(options.passphrase));
  return service::TrusteeKey::create(options.key, options.name, passphrase, machine.runtime());
}

base::Result<base::Json> init(const Options& options, const Machine& machine) {
  UNDERSIGNED_TRY(const service::LetterFolder folder, service::LetterFolder::open(options.dir));
  UNDERSIGNED_TRY(const auto fixed, folder.find_manifest());
  if (fixed)
    return base::fail("letter.fixed", "3",
                      "The manifest is fixed; its trustees cannot change any more.");
  const bool made = !std::filesystem::exists(options.key);
  UNDERSIGNED_TRY(service::TrusteeKey key, first_key(options, machine));
  const group::Point encryption =
      machine.runtime().ops.multiply_base(key.vault().decryption.reveal());
  const group::SigningPublicKey& signing = key.file().signing().public_key();
  if (auto added = service::add_trustee(folder, options.name, signing, encryption); !added) {
    if (made) std::filesystem::remove(options.key);
    return std::unexpected(added.error());
  }
  return base::Json{{"name", options.name},
                    {"key", options.key},
                    {"signing_key", base::to_hex(signing)},
                    {"encryption_key", base::to_hex(encryption.encode())}};
}

using Act = base::Result<service::TrusteeReport> (*)(service::TrusteeDesk&, service::TrusteeKey&,
                                                     const service::Runtime&);

base::Result<service::TrusteeReport> act(const Options& options, Act action,
                                         const Machine& machine) {
  UNDERSIGNED_TRY(service::LetterFolder folder, service::LetterFolder::open(options.dir));
  UNDERSIGNED_TRY(service::TrusteeKey key, load_key(options));
  service::LocalDesk desk(folder, machine.runtime());
  return action(desk, key, machine.runtime());
}

int run(const Options& options, Act action, const Console& console, const char* nothing) {
  const Machine machine(console);
  const auto report = act(options, action, machine);
  if (!report) return console.refused(report.error());
  const base::Json value = {{"done", report->done},
                            {"faults", report->faults},
                            {"waiting", report->waiting},
                            {"complete", report->complete}};
  std::string text;
  for (const std::string& step : report->done) text += "done: " + step + "\n";
  for (const std::string& fault : report->faults) text += "FALSE: " + fault + "\n";
  if (report->done.empty() && report->waiting.empty()) text += std::string(nothing) + "\n";
  text += report->waiting.empty() ? "Nothing more to do for this trustee now." : report->waiting;
  return console.done(value, text);
}

void add_common(CLI::App* command, const std::shared_ptr<Options>& options) {
  command->add_option("--dir", options->dir, "the letter's folder")->required();
  command->add_option("--key", options->key, "this trustee's key file")->required();
  command->add_option("--passphrase-file", options->passphrase.file,
                      "a file whose first line is the key file's passphrase");
}

}  // namespace

void add_trustee_commands(Program program) {
  CLI::App* trustee = program.app.add_subcommand("trustee", "Hold a share of the letter's keys")
                          ->require_subcommand(1);
  const auto options = std::make_shared<Options>();
  CLI::App* first =
      trustee->add_subcommand("init", "Make a key file and enter the draft's list of trustees");
  add_common(first, options);
  first->add_option("--name", options->name, "the trustee's name, as the letter will show it")
      ->required();
  first->add_flag("--no-passphrase", options->passphrase.none, "leave the key file unprotected");
  first->callback([=] {
    const auto made = init(*options, Machine(program.console));
    program.code = made ? program.console.done(
                              *made, "'" + options->name +
                                         "' is one of the letter's trustees. The key file is " +
                                         options->key + "; keep it safe, and keep a copy.")
                        : program.console.refused(made.error());
  });
  CLI::App* second = trustee->add_subcommand(
      "step", "Do what can be done now: key ceremony; later, state that the cards are held");
  add_common(second, options);
  second->callback([=] {
    program.code = run(*options, service::trustee_step, program.console, "Nothing to do now.");
  });
  CLI::App* third = trustee->add_subcommand(
      "open", "After the close: count, open the names, tally. Verifies the whole record first");
  add_common(third, options);
  third->callback([=] {
    program.code = run(*options, service::trustee_open, program.console, "Nothing to do now.");
  });
  add_trustee_drill(program, trustee);
}

}  // namespace undersigned::cli
