#include <filesystem>
#include <functional>

#include "app/service/beside_office.h"
#include "app/service/files.h"
#include "app/service/trustee_key.h"
#include "bin/undersigned/commands.h"
#include "bin/undersigned/opened_letter.h"
#include "core/base/encoding.h"
#include "core/base/time_text.h"
#include "core/trustee/trustee_office.h"

namespace undersigned::cli {
namespace {

constexpr std::size_t kMaxOfferFile = 524'288;

struct Options {
  LetterOptions letter;
  std::string key, name, file, out, fingerprint, company_key;  // offers
  std::string item, fate, date, text, invitation, code_file, as;
  std::vector<std::string> evidence;
  std::uint32_t author = 1;
  PassphraseOptions passphrase;
};

base::Result<base::ByteArray<32>> digits(const std::string& text, const char* what) {
  auto bytes = base::array_from_hex<32>(text);
  if (bytes) return bytes;
  return base::fail("beside.digits", "15",
                    std::string(what) + " is 64 hexadecimal digits, lower case.");
}

// --- offers ---

base::Result<base::Json> new_offer(const Options& options, const Machine& machine) {
  if (std::filesystem::exists(options.out))
    return base::fail("offer.exists", "15", options.out + " is there already.");
  const std::string text = service::offer_template(machine.runtime().now());
  UNDERSIGNED_TRY_VOID(
      service::write_file(options.out, base::as_bytes(text), service::Privacy::kPublic));
  return base::Json{{"offer", options.out}};
}

base::Result<base::Json> new_company_key(const Options& options, const Machine& machine) {
  if (std::filesystem::exists(options.key)) {
    return base::fail("key.exists", "",
                      options.key + " is there already; a key file is never overwritten.");
  }
  UNDERSIGNED_TRY(const service::Passphrase passphrase, new_passphrase(options.passphrase));
  base::Randomness& randomness = machine.runtime().randomness;
  const auto key = service::KeyFile::generate(service::KeyKind::kCompany, options.name, randomness);
  UNDERSIGNED_TRY_VOID(key.save(options.key, passphrase, randomness));
  return base::Json{{"key", options.key}, {"public_key", base::to_hex(key.signing().public_key())}};
}

base::Result<base::Json> sign_offer(const Options& options) {
  UNDERSIGNED_TRY(const hash::Digest256 fingerprint,
                  digits(options.fingerprint, "The letter's fingerprint"));
  UNDERSIGNED_TRY(const base::Bytes json, service::read_file(options.file, kMaxOfferFile));
  UNDERSIGNED_TRY(const letter::Offer offer, service::parse_offer(json));
  UNDERSIGNED_TRY(const service::KeyFile key,
                  load_key(options.key, service::KeyKind::kCompany, options.passphrase));
  const auto done = service::sign_offer(offer, fingerprint, key.signing());
  UNDERSIGNED_TRY_VOID(
      service::write_file(options.out, base::as_bytes(done.write()), service::Privacy::kPublic));
  return base::Json{{"signed", options.out}, {"public_key", base::to_hex(done.key)}};
}

base::Result<base::Json> accept_offer(const Options& options, const Machine& machine) {
  UNDERSIGNED_TRY(const group::SigningPublicKey key,
                  digits(options.company_key, "The company's key"));
  UNDERSIGNED_TRY(const base::Bytes json, service::read_file(options.file, kMaxOfferFile));
  UNDERSIGNED_TRY(const service::SignedOffer offer, service::SignedOffer::parse(json));
  UNDERSIGNED_TRY(const OpenedLetter letter, OpenedLetter::open(options.letter, machine.runtime()));
  UNDERSIGNED_TRY(const std::uint16_t number,
                  service::accept_offer(letter.folder(), letter.record(), offer, key));
  return base::Json{{"number", number}, {"company", offer.offer.company}};
}

// --- outcomes, objections, withdrawals ---

// A day, or a moment.
base::Result<std::uint64_t> date_of(const std::string& text, const Machine& machine) {
  if (text.empty()) return static_cast<std::uint64_t>(machine.runtime().now());
  UNDERSIGNED_TRY(const std::int64_t moment,
                  base::parse_time(text.size() == 10 ? text + "T00:00:00Z" : text));
  return static_cast<std::uint64_t>(moment);
}

base::Result<base::Json> add_outcome(const Options& options, const Machine& machine) {
  letter::OutcomeLeaf outcome;
  outcome.author = static_cast<std::uint8_t>(options.author);
  outcome.item = options.item;
  for (int fate = 1; fate <= 5; ++fate) {
    if (letter::name_of(static_cast<letter::Fate>(fate)) == options.fate)
      outcome.fate = static_cast<letter::Fate>(fate);
  }
  outcome.text = options.text;
  outcome.evidence = options.evidence;
  if (outcome.evidence.size() > letter::kMaxEvidence)
    return base::fail("outcome.evidence", "15", "At most 8 evidences; name the best.");
  UNDERSIGNED_TRY(outcome.date, date_of(options.date, machine));
  UNDERSIGNED_TRY(const OpenedLetter letter, OpenedLetter::open(options.letter, machine.runtime()));
  UNDERSIGNED_TRY(const std::uint16_t number,
                  service::add_outcome(letter.folder(), letter.record(), outcome));
  return base::Json{{"number", number}, {"item", options.item}, {"state", options.fate}};
}

struct Held {
  service::Invitation invitation;
  std::vector<base::CanonicalCode> codes;
};
base::Result<Held> read_held(const Options& options, service::WritableRecord& record) {
  UNDERSIGNED_TRY(service::Invitation invitation, service::read_invitation(options.invitation));
  UNDERSIGNED_TRY(const letter::Manifest manifest, record.manifest());
  UNDERSIGNED_TRY(auto codes, read_codes(invitation, options.code_file, manifest.issuers.size()));
  return Held{std::move(invitation), std::move(codes)};
}

// "author:1" and the key's kind.
base::Result<std::pair<letter::ObjectorRole, service::KeyKind>> read_role(std::string_view role) {
  using letter::ObjectorRole;
  using service::KeyKind;
  if (role == "author") return std::pair{ObjectorRole::kAuthor, KeyKind::kAuthor};
  if (role == "registrar") return std::pair{ObjectorRole::kRegistrar, KeyKind::kRegistrar};
  if (role == "issuer") return std::pair{ObjectorRole::kIssuer, KeyKind::kIssuer};
  if (role == "trustee") return std::pair{ObjectorRole::kTrustee, KeyKind::kTrustee};
  return base::fail("objection.role", "15",
                    "--as is author:NUMBER, registrar, issuer:NUMBER or trustee:NUMBER.");
}

base::Result<base::Json> object_as_party(const Options& options, service::WritableRecord& record,
                                         letter::ObjectionStatement objection,
                                         const Machine& machine) {
  const std::size_t colon = options.as.find(':');
  UNDERSIGNED_TRY(const auto role, read_role(std::string_view(options.as).substr(0, colon)));
  const std::string number = colon == std::string::npos ? "1" : options.as.substr(colon + 1);
  if (number.empty() || number.size() > 2 ||
      number.find_first_not_of("0123456789") != std::string::npos) {
    return base::fail("objection.role", "15", "After the colon of --as comes a number from 1.");
  }
  objection.role = role.first;
  objection.number = static_cast<std::uint32_t>(std::stoul(number));
  UNDERSIGNED_TRY(const service::KeyFile key,
                  load_key(options.key, role.second, options.passphrase));
  UNDERSIGNED_TRY_VOID(
      service::add_objection(record, std::move(objection), key.signing(), machine.runtime()));
  return base::Json{{"objected", options.as}};
}

base::Result<base::Json> object(const Options& options, const Machine& machine) {
  letter::ObjectionStatement objection;
  objection.text = options.text;
  UNDERSIGNED_TRY(const OpenedLetter letter, OpenedLetter::open(options.letter, machine.runtime()));
  if (options.invitation.empty())
    return object_as_party(options, letter.record(), objection, machine);
  UNDERSIGNED_TRY(const Held held, read_held(options, letter.record()));
  UNDERSIGNED_TRY_VOID(service::add_objection(letter.record(), std::move(objection),
                                              held.invitation, held.codes, machine.runtime()));
  return base::Json{{"objected", held.invitation.card.name}};
}

base::Result<base::Json> withdraw(const Options& options, const Machine& machine) {
  UNDERSIGNED_TRY(const OpenedLetter letter, OpenedLetter::open(options.letter, machine.runtime()));
  UNDERSIGNED_TRY(const Held held, read_held(options, letter.record()));
  UNDERSIGNED_TRY_VOID(service::withdraw_name(letter.record(), held.invitation, held.codes,
                                              options.text, machine.runtime()));
  return base::Json{{"withdrawn", held.invitation.card.name}};
}

// --- the command line ---

using Act = std::function<base::Result<base::Json>()>;

void on_call(const Program& program, CLI::App* command, Act act,
             std::function<std::string(const base::Json&)> text) {
  command->callback([=] {
    const auto done = act();
    program.code =
        done ? program.console.done(*done, text(*done)) : program.console.refused(done.error());
  });
}

std::function<std::string(const base::Json&)> says(std::string text) {
  return [text = std::move(text)](const base::Json&) { return text; };
}

void add_passphrase(CLI::App* command, const std::shared_ptr<Options>& options) {
  command->add_option("--passphrase-file", options->passphrase.file,
                      "a file whose first line is the key file's passphrase");
}

void add_company_commands(const Program& program, CLI::App* offer,
                          const std::shared_ptr<Options>& options) {
  CLI::App* make = offer->add_subcommand("new", "Write an offer to edit, with every field");
  make->add_option("--out", options->out, "the new file")->required();
  on_call(
      program, make, [=] { return new_offer(*options, Machine(program.console)); },
      [](const base::Json& done) {
        return "Edit " + done["offer"].get<std::string>() +
               ". Next: undersigned offer key, undersigned offer sign";
      });
  CLI::App* key = offer->add_subcommand("key", "Make the company's key file, once");
  key->add_option("--key", options->key, "the new key file")->required();
  key->add_option("--name", options->name, "the company's name")->required();
  key->add_flag("--no-passphrase", options->passphrase.none, "leave the key file unprotected");
  add_passphrase(key, options);
  on_call(
      program, key, [=] { return new_company_key(*options, Machine(program.console)); },
      [](const base::Json& done) {
        return "The company's public key is\n  " + done["public_key"].get<std::string>() +
               "\nTell it to the letter's registrar by telephone, or show it on your own "
               "pages; never only beside the offer.";
      });
  CLI::App* sign = offer->add_subcommand("sign", "Sign an offer for one letter, as the company");
  sign->add_option("--offer", options->file, "the offer, a JSON file")->required();
  sign->add_option("--key", options->key, "the company's key file")->required();
  sign->add_option("--fingerprint", options->fingerprint, "the letter's fingerprint")->required();
  sign->add_option("--out", options->out, "where the signed offer goes")->required();
  add_passphrase(sign, options);
  on_call(
      program, sign, [=] { return sign_offer(*options); },
      [](const base::Json& done) {
        return "Send " + done["signed"].get<std::string>() + " to the letter's registrar.";
      });
}

void add_offer_commands(const Program& program, const std::shared_ptr<Options>& options) {
  CLI::App* offer = program.app
                        .add_subcommand("offer",
                                        "What a company offers the staff: a signed leaf "
                                        "beside the letter, never in its text")
                        ->require_subcommand(1);
  add_company_commands(program, offer, options);
  CLI::App* accept = offer->add_subcommand(
      "accept", "As the registrar: countersign a company's offer and put it into the record");
  add_letter_options(*accept, options->letter);
  accept->add_option("--offer", options->file, "the signed offer")->required();
  accept
      ->add_option("--company-key", options->company_key,
                   "the company's public key, learned from the company itself, not from the offer")
      ->required();
  on_call(
      program, accept, [=] { return accept_offer(*options, Machine(program.console)); },
      [](const base::Json& done) {
        return "The offer of " + done["company"].get<std::string>() + " is number " +
               done["number"].dump() + " of the record.";
      });
}

void add_outcome_command(const Program& program, const std::shared_ptr<Options>& options) {
  CLI::App* command = program.app.add_subcommand(
      "outcome", "Say what became of the letter or of one of its demands, as an author");
  add_letter_options(*command, options->letter);
  command
      ->add_option("--item", options->item,
                   "id of the item; that of the signature: the letter as a whole")
      ->required();
  command->add_option("--state", options->fate, "what became of it")
      ->required()
      ->check(CLI::IsMember({"met", "partly", "refused", "replaced", "pending"}));
  command->add_option("--date", options->date, "when, as 2026-03-01 (default: now)");
  command->add_option("--text", options->text, "what happened, one line");
  command->add_option("--evidence", options->evidence,
                      "an address, or where to find it; may be repeated; needed unless pending");
  command->add_option("--author", options->author, "which author signs")
      ->check(CLI::Range(1, 32))
      ->capture_default_str();
  on_call(
      program, command, [=] { return add_outcome(*options, Machine(program.console)); },
      [](const base::Json& done) {
        return "Outcome " + done["number"].dump() + ": " + done["item"].get<std::string>() +
               " is " + done["state"].get<std::string>() +
               ". It stands in the record for good; a later one takes its place.";
      });
}

void add_invitation(CLI::App* command, const std::shared_ptr<Options>& options) {
  command->add_option("--code-file", options->code_file,
                      "a file with the code that the invitation does not have, or both of two "
                      "issuers', a line each");
}

void add_objection_command(const Program& program, const std::shared_ptr<Options>& options) {
  CLI::App* command = program.app.add_subcommand(
      "object", "After the close: give the trustees a reason to wait, in public");
  add_record_place(*command, options->letter);
  command->add_option("--text", options->text, "the reason, one line of at most 2,000 bytes")
      ->required();
  auto* who = command->add_option_group("who", "Who objects; exactly one");
  CLI::Option* as = who->add_option("--as", options->as,
                                    "author:NUMBER, registrar, issuer:NUMBER or trustee:NUMBER");
  who->add_option("--invitation", options->invitation,
                  "your invitation: shows in public that the holder of this credential objects, "
                  "not who that is");
  who->require_option(1);
  command->add_option("--key", options->key, "the key file of --as")->needs(as);
  as->needs(command->get_option("--key"));
  add_passphrase(command, options);
  add_invitation(command, options);
  on_call(
      program, command, [=] { return object(*options, Machine(program.console)); },
      says("The objection is in the record. Each trustee weighs it before it contributes."));
}

void add_withdraw_command(const Program& program, const std::shared_ptr<Options>& options) {
  CLI::App* command = program.app.add_subcommand(
      "withdraw", "Take your name back after it has opened: in public, and no count changes");
  add_record_place(*command, options->letter);
  command->add_option("--invitation", options->invitation, "your invitation, a JSON file")
      ->required();
  command->add_option("--reason", options->text, "why, one line of at most 400 bytes, if you like");
  add_invitation(command, options);
  command->footer("Before the letter opens, withdraw silently: undersigned sign --withdraw");
  on_call(
      program, command, [=] { return withdraw(*options, Machine(program.console)); },
      [](const base::Json& done) {
        return done["withdrawn"].get<std::string>() +
               " has taken the name back. The record keeps both, and the count stays: it says "
               "how many had signed when the letter closed.";
      });
}

}  // namespace

void add_beside_commands(Program program) {
  const auto options = std::make_shared<Options>();
  add_offer_commands(program, options);
  add_outcome_command(program, options);
  add_objection_command(program, options);
  add_withdraw_command(program, options);
}

}  // namespace undersigned::cli
