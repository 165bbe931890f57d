#include "app/service/draft.h"
#include "app/service/files.h"
#include "app/service/second_issuer.h"
#include "bin/undersigned/commands.h"
#include "bin/undersigned/sending.h"
#include "core/base/encoding.h"

namespace undersigned::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string dir, key, name, manifest, list, out, halves, roster, codes, fingerprint;
  PassphraseOptions passphrase;
};

base::Result<service::KeyFile> own_key(const Options& options) {
  return load_key(options.key, service::KeyKind::kIssuer, options.passphrase);
}

base::Result<letter::Manifest> read_manifest(const Options& options) {
  UNDERSIGNED_TRY(const base::Bytes bytes,
                  service::read_file(options.manifest, letter::kMaxManifestBytes));
  return letter::Manifest::parse(bytes);
}

base::Result<base::Bytes> read_issuer_file(const std::string& path) {
  return service::read_file(path, service::kMostIssuerFileBytes);
}

// A key that is there already enters the draft: an `init` that was stopped goes on.
base::Result<base::Json> init(const Options& options, const Machine& machine) {
  UNDERSIGNED_TRY(const service::LetterFolder folder, service::LetterFolder::open(options.dir));
  UNDERSIGNED_TRY(const auto fixed, folder.find_manifest());
  if (fixed)
    return base::fail("letter.fixed", "3",
                      "The manifest is fixed; its issuers cannot change any more.");
  const bool made = !fs::exists(options.key);
  if (made) {
    UNDERSIGNED_TRY(const service::Passphrase passphrase, new_passphrase(options.passphrase));
    const auto fresh = service::KeyFile::generate(service::KeyKind::kIssuer, options.name,
                                                  machine.runtime().randomness);
    UNDERSIGNED_TRY_VOID(fresh.save(options.key, passphrase, machine.runtime().randomness));
  }
  UNDERSIGNED_TRY(const service::KeyFile key, own_key(options));
  if (key.name() != options.name)
    return base::fail("key.exists", "",
                      options.key + " is there already, and is " + key.name() + "'s.");
  const group::SigningPublicKey& signing = key.signing().public_key();
  if (auto added = service::add_second_issuer(folder, options.name, signing); !added) {
    if (made) fs::remove(options.key);
    return std::unexpected(added.error());
  }
  return base::Json{
      {"name", options.name}, {"key", options.key}, {"signing_key", base::to_hex(signing)}};
}

base::Result<base::Json> make_codes(const Options& options, const Machine& machine) {
  const fs::path halves = fs::path(options.out) / "halves.json";
  const fs::path table = fs::path(options.out) / "codes.csv";
  if (fs::exists(halves)) {
    return base::fail("issuer.exists", "5",
                      halves.string() +
                          " is there already: its codes may be with people. Name "
                          "another folder to make new ones for everybody.");
  }
  UNDERSIGNED_TRY(const letter::Manifest manifest, read_manifest(options));
  UNDERSIGNED_TRY(const service::KeyFile key, own_key(options));
  UNDERSIGNED_TRY(const base::Bytes list, read_issuer_file(options.list));
  UNDERSIGNED_TRY(const auto people, service::parse_issuer_list(list, manifest));
  UNDERSIGNED_TRY(const service::SecondCodes made,
                  service::make_second_codes(
                      manifest, key, static_cast<std::uint32_t>(people.size()), machine.runtime()));
  UNDERSIGNED_TRY_VOID(
      service::write_file(table, base::as_bytes(service::second_codes_csv(people, made.codes)),
                          service::Privacy::kPrivate));
  UNDERSIGNED_TRY_VOID(service::write_file(
      halves, base::as_bytes(service::halves_json(manifest, {hash::sha256(list), made.halves})),
      service::Privacy::kPublic));
  return base::Json{
      {"people", people.size()}, {"codes", table.string()}, {"halves", halves.string()}};
}

base::Result<base::Json> sign(const Options& options, const Machine& machine) {
  UNDERSIGNED_TRY(const letter::Manifest manifest, read_manifest(options));
  UNDERSIGNED_TRY(const service::KeyFile key, own_key(options));
  UNDERSIGNED_TRY(const base::Bytes list, read_issuer_file(options.list));
  UNDERSIGNED_TRY(const base::Bytes halves_file, read_issuer_file(options.halves));
  UNDERSIGNED_TRY(const auto halves, service::parse_halves(halves_file, manifest));
  UNDERSIGNED_TRY(const base::Bytes roster_file, read_issuer_file(options.roster));
  UNDERSIGNED_TRY(const auto payloads, service::parse_roster_draft(roster_file, manifest));
  UNDERSIGNED_TRY(
      const group::Signature signature,
      service::sign_roster_draft(manifest, key, list, halves, payloads, machine.runtime()));
  UNDERSIGNED_TRY_VOID(service::write_file(
      options.out, base::as_bytes(service::roster_signature_json(manifest, signature)),
      service::Privacy::kPublic));
  return base::Json{{"signature", options.out}};
}

// What the second issuer sends, from what lies on their own machine.
base::Result<Mailing> mailing_of(const Options& options) {
  UNDERSIGNED_TRY(letter::Manifest manifest, read_manifest(options));
  if (manifest.issuers.size() != 2)
    return base::fail("issuer.one", "5", "This letter has one issuer; there are no second codes.");
  const auto fingerprint = base::array_from_hex<32>(options.fingerprint);
  if (!fingerprint) {
    return base::fail("issuer.fingerprint", "5",
                      "The fingerprint is 64 hexadecimal digits, lower case, as `roster freeze` "
                      "and `undersigned-verify` print it.");
  }
  UNDERSIGNED_TRY(const base::Bytes codes, read_issuer_file(options.codes));
  UNDERSIGNED_TRY(const auto holders, service::parse_second_codes(codes, manifest));
  auto invited = service::invite(manifest.title, *fingerprint, holders);
  return Mailing{std::move(manifest), std::move(invited), 2};
}

using Command = base::Result<base::Json> (*)(const Options&, const Machine&);

void set(CLI::App* command, const Program& program, const std::shared_ptr<Options>& options,
         Command run, std::string text) {
  command->add_option("--key", options->key, "the second issuer's key file")->required();
  command->add_option("--passphrase-file", options->passphrase.file,
                      "a file whose first line is the key file's passphrase");
  command->callback([=] {
    const Machine machine(program.console);
    const auto done = run(*options, machine);
    program.code = done ? program.console.done(*done, text) : program.console.refused(done.error());
  });
}

void add_manifest(CLI::App* command, const std::shared_ptr<Options>& options) {
  command->add_option("--manifest", options->manifest, "the letter's manifest.json")->required();
}

void add_sending(const Program& program, CLI::App* issuer,
                 const std::shared_ptr<Options>& options) {
  const auto add_common = [&](CLI::App* command) {
    add_manifest(command, options);
    command->add_option("--codes", options->codes, "your codes.csv")->required();
    command
        ->add_option("--fingerprint", options->fingerprint,
                     "the letter's; verify the published record with it first")
        ->required();
    return command;
  };
  const auto sending = std::make_shared<SendOptions>();
  const LoadMailing load = [options] { return mailing_of(*options); };
  add_mails(program,
            add_common(issuer->add_subcommand(
                "mail", "Write everybody's second code as an .eml file, ready to send")),
            sending, load, "issuer cards");
  add_cards(program,
            add_common(issuer->add_subcommand(
                "cards",
                "Write everybody's second code as a card to print, eight on a page, in one "
                "PDF")),
            sending, load);
}

}  // namespace

void add_issuer_commands(Program program) {
  CLI::App* issuer = program.app
                         .add_subcommand("issuer",
                                         "The second of two issuers: nobody alone can sign in "
                                         "another's place (docs/guides/two-issuers.md)")
                         ->require_subcommand(1);
  const auto options = std::make_shared<Options>();
  CLI::App* first = issuer->add_subcommand("init", "Make a key file and enter the draft");
  first->add_option("--dir", options->dir, "the letter's folder")->required();
  first->add_option("--name", options->name, "the second issuer's name, for everybody to see")
      ->required();
  first->add_flag("--no-passphrase", options->passphrase.none, "leave the key file unprotected");
  set(first, program, options, init,
      "The draft has a second issuer. After `letter freeze` and `roster issue` they get "
      "manifest.json and the list in private/second-issuer.json.");
  CLI::App* second = issuer->add_subcommand(
      "codes", "Make everybody's second code, and the halves for the registrar");
  add_manifest(second, options);
  second->add_option("--list", options->list, "the list from the first issuer")->required();
  second->add_option("--out", options->out, "a new folder: codes.csv, halves.json")->required();
  set(second, program, options, make_codes,
      "codes.csv has a code for everybody: send each to its person yourself, by another way than "
      "the first issuer, once the roster is frozen: issuer mail, issuer cards. halves.json goes to "
      "the registrar: roster freeze --halves FILE");
  CLI::App* third = issuer->add_subcommand(
      "sign",
      "Look for your halves, and for everybody on the list, in the roster that the registrar has "
      "made, and sign it");
  add_manifest(third, options);
  third->add_option("--list", options->list, "the list that your codes are for")->required();
  third->add_option("--halves", options->halves, "your halves.json")->required();
  third->add_option("--roster", options->roster, "the roster to sign")->required();
  third->add_option("--out", options->out, "the file for the signature")->required();
  set(third, program, options, sign,
      "Signed. The registrar goes on: roster freeze --signature FILE. With the fingerprint that it "
      "prints you send the codes: issuer mail, issuer cards");
  add_sending(program, issuer, options);
  add_issuer_amend(program, issuer);
}

}  // namespace undersigned::cli
