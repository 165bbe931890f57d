#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <functional>

#include "app/http/remote_board.h"
#include "app/http/trustee_agent.h"
#include "app/service/draft.h"
#include "app/service/trustee_desk.h"
#include "app/service/trustee_key.h"
#include "bin/undersigned/commands.h"
#include "bin/undersigned/remote.h"
#include "core/base/encoding.h"
#include "core/trustee/trustee_office.h"

namespace undersigned::cli {
namespace {

volatile std::sig_atomic_t stopped = 0;

struct Options {
  std::string dir, key, name, url, authorities, signing_key, encryption_key;
  PassphraseOptions passphrase;
  std::size_t despite = 0;  // objections that the trustee has weighed
};

base::Result<service::TrusteeKey> load_key(const Options& options) {
  return load_protected(options.passphrase, [&](const service::Passphrase& passphrase) {
    return service::TrusteeKey::load(options.key, passphrase);
  });
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

// A trustee whose key was made elsewhere: in a browser.
base::Result<base::Json> add(const Options& options) {
  UNDERSIGNED_TRY(const service::LetterFolder folder, service::LetterFolder::open(options.dir));
  UNDERSIGNED_TRY(const auto fixed, folder.find_manifest());
  if (fixed)
    return base::fail("letter.fixed", "3",
                      "The manifest is fixed; its trustees cannot change any more.");
  UNDERSIGNED_TRY(const auto signing, base::array_from_hex<32>(options.signing_key));
  UNDERSIGNED_TRY(const auto encryption, base::array_from_hex<32>(options.encryption_key));
  UNDERSIGNED_TRY(const group::Point point, group::Point::parse(encryption));
  UNDERSIGNED_TRY_VOID(service::add_trustee(folder, options.name, signing, point));
  return base::Json{{"name", options.name},
                    {"signing_key", options.signing_key},
                    {"encryption_key", options.encryption_key}};
}

// The agent, until the letter is complete or somebody stops it.
int serve(const Options& options, const Console& console) {
  const Machine machine(console);
  const auto work = [&]() -> base::Result<void> {
    UNDERSIGNED_TRY(const auto client, connect(options.url, options.authorities));
    UNDERSIGNED_TRY(service::TrusteeKey key, load_key(options));
    std::signal(SIGTERM, [](int) { stopped = 1; });
    std::signal(SIGINT, [](int) { stopped = 1; });
    http::AgentEvents events;
    events.did = [](const std::string& what) { std::fprintf(stderr, "done: %s\n", what.c_str()); };
    events.waiting = [](const std::string& what) { std::fprintf(stderr, "%s\n", what.c_str()); };
    events.stopped = [] { return stopped != 0; };
    events.pause = [](int seconds) {
      ::sleep(static_cast<unsigned>(seconds));
    };  // a signal ends it
    return http::run_trustee_agent(*client, key, options.despite, machine.runtime(), events);
  };
  const auto served = work();
  if (!served) return console.refused(served.error());
  const bool complete = stopped == 0;
  return console.done({{"complete", complete}},
                      complete ? "The letter is complete; nothing more to do for this trustee."
                               : "Stopped; start it again to go on.");
}

using Act = std::function<base::Result<trustee::TrusteeReport>(trustee::TrusteeDesk&, trustee::Key&,
                                                               const service::Runtime&)>;

base::Result<trustee::TrusteeReport> act_there(const Options& options, const Act& action,
                                               service::TrusteeKey& key, const Machine& machine) {
  UNDERSIGNED_TRY(const auto client, connect(options.url, options.authorities));
  UNDERSIGNED_TRY(const auto board, http::RemoteBoard::open(*client));
  UNDERSIGNED_TRY(const std::uint8_t trustee, key.number_in(board->manifest()));
  board->write_as(trustee, key.file().signing());
  http::RemoteDesk desk(*board);
  return action(desk, key, machine.runtime());
}

base::Result<trustee::TrusteeReport> act(const Options& options, const Act& action,
                                         const Machine& machine) {
  if (!options.url.empty()) {
    UNDERSIGNED_TRY(service::TrusteeKey key, load_key(options));
    return act_there(options, action, key, machine);
  }
  UNDERSIGNED_TRY(service::LetterFolder folder, service::LetterFolder::open(options.dir));
  UNDERSIGNED_TRY(service::TrusteeKey key, load_key(options));
  service::LocalDesk desk(folder);
  return action(desk, key, machine.runtime());
}

int run(const Options& options, const Act& action, const Console& console, const char* nothing) {
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

void add_key(CLI::App* command, const std::shared_ptr<Options>& options) {
  command->add_option("--key", options->key, "this trustee's key file")->required();
  command->add_option("--passphrase-file", options->passphrase.file,
                      "a file whose first line is the key file's passphrase");
}

void add_common(CLI::App* command, const std::shared_ptr<Options>& options) {
  command->add_option("--dir", options->dir, "the letter's folder")->required();
  add_key(command, options);
}

void add_despite(CLI::App* command, const std::shared_ptr<Options>& options) {
  command->add_option("--despite", options->despite,
                      "go on although so many objections stand beside the letter: you have read "
                      "them (undersigned result)");
}

CLI::Option* add_address(CLI::App* command, CLI::Option_group* group,
                         const std::shared_ptr<Options>& options) {
  command->add_option("--ca", options->authorities,
                      "certificates to trust (PEM), instead of the system's");
  CLI::App* const place = group == nullptr ? command : group;
  return place->add_option("--url", options->url, "the letter's address: https://HOST/letters/ID");
}

void add_erasure(CLI::App* trustee, const std::shared_ptr<Options>& options,
                 const Program& program) {
  CLI::App* command = trustee->add_subcommand(
      "erase",
      "After the letter has failed and its objection time is over: erase this key's shares for "
      "good, and state that they are erased");
  auto* place = command->add_option_group("letter", "Where the letter is; exactly one");
  place->add_option("--dir", options->dir, "the letter's folder");
  add_address(command, place, options);
  place->require_option(1);
  add_key(command, options);
  command->footer(
      "Copies of the key file are yours to destroy: no program knows them. A command that was "
      "stopped is run again.");
  command->callback([=] {
    program.code = run(*options, trustee::trustee_erase, program.console,
                       "The shares are erased and the statement is in the record.");
  });
}

void add_other_commands(CLI::App* trustee, const std::shared_ptr<Options>& options,
                        const Program& program) {
  CLI::App* other = trustee->add_subcommand(
      "add", "Enter a trustee whose key was made elsewhere, by its public keys");
  other->add_option("--dir", options->dir, "the letter's folder")->required();
  other->add_option("--name", options->name, "the trustee's name, as the letter will show it")
      ->required();
  other->add_option("--signing-key", options->signing_key, "64 hexadecimal digits")->required();
  other->add_option("--encryption-key", options->encryption_key, "64 hexadecimal digits")
      ->required();
  other->callback([=] {
    const auto added = add(*options);
    program.code = added ? program.console.done(
                               *added, "'" + options->name + "' is one of the letter's trustees.")
                         : program.console.refused(added.error());
  });
  CLI::App* agent = trustee->add_subcommand(
      "serve", "Stay and do this trustee's part of a letter on a server, until it is complete");
  add_address(agent, nullptr, options)->required();
  add_key(agent, options);
  add_despite(agent, options);
  agent->callback([=] { program.code = serve(*options, program.console); });
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
    program.code = run(*options, trustee::trustee_step, program.console, "Nothing to do now.");
  });
  CLI::App* third = trustee->add_subcommand(
      "open", "After the close: count, open the names, tally. Verifies the whole record first");
  add_common(third, options);
  add_despite(third, options);
  third->callback([=] {
    const auto open = [=](trustee::TrusteeDesk& desk, trustee::Key& key,
                          const service::Runtime& runtime) {
      return trustee::trustee_open(desk, key, runtime, options->despite);
    };
    program.code = run(*options, open, program.console, "Nothing to do now.");
  });
  add_erasure(trustee, options, program);
  add_other_commands(trustee, options, program);
  add_trustee_drill(program, trustee);
}

}  // namespace undersigned::cli
