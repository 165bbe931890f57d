#include "app/http/client.h"
#include "app/http/remote_board.h"
#include "app/service/epochs.h"
#include "app/service/signing.h"
#include "bin/undersigned/commands.h"
#include "bin/undersigned/remote.h"
#include "core/base/encoding.h"

namespace undersigned::cli {
namespace {

struct Options {
  std::string dir, url, authorities, invitation, code_file;
  std::uint32_t by_name = 0, counted = 0;
  bool withdraw = false, unsigned_answers = false;
  std::vector<std::string> answers, demands, pledges, rankings;
};

// The text after "ID=" with every `from` as `to`: what is easy to type, as letter::Wish has it.
std::string retyped(std::string text, char from, std::string_view to) {
  for (std::size_t at = text.find('='); (at = text.find(from, at)) != text.npos; at += to.size()) {
    text.replace(at, 1, to);
  }
  return text;
}

// The signer's words in the form that letter::Wish reads.
base::Result<letter::Wish> read_wish(const letter::Manifest& manifest, const Options& options) {
  std::vector<std::string> texts = options.answers;
  for (const std::string& demand : options.demands) texts.push_back(retyped(demand, ':', ">="));
  for (const std::string& pledge : options.pledges) texts.push_back(retyped(pledge, ':', ">="));
  for (const std::string& order : options.rankings) texts.push_back(retyped(order, ',', ">"));
  if (options.by_name > 0) texts.push_back("by-name>=" + std::to_string(options.by_name));
  if (options.counted > 0) texts.push_back("counted>=" + std::to_string(options.counted));
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  return letter::Wish::parse(manifest, views);
}

std::string sentence(const Options& options) {
  if (options.withdraw)
    return "Withdrawn: you are not counted, and nothing shows that you ever were.";
  if (options.by_name > 0)
    return "Signed by name, if at least " + std::to_string(options.by_name) + " sign by name.";
  if (options.counted > 0)
    return "Counted without a name, if at least " + std::to_string(options.counted) + " sign.";
  return "Answers given, without a signature.";
}

struct Signed {
  std::uint32_t epoch = 0;
  std::string name;
  letter::Cover cover = letter::Cover::kAll;  // without, everybody sees that something was sent
  std::optional<service::Receipt> receipt;    // a server's
};

// The entry that says what the signer wants, from a record that was verified from its first leaf.
struct Made {
  std::uint32_t epoch = 0;
  std::string name;
  service::Submitted submitted;
};
base::Result<Made> make(const Options& options, const service::RecordView& view,
                        const Machine& machine) {
  UNDERSIGNED_TRY(const service::Invitation invitation,
                  service::read_invitation(options.invitation));
  UNDERSIGNED_TRY(const std::uint32_t epoch, service::open_epoch(view, machine.runtime()));
  const std::size_t issuers = view.verified().manifest()->issuers.size();
  UNDERSIGNED_TRY(const auto codes, read_codes(invitation, options.code_file, issuers));
  UNDERSIGNED_TRY(const letter::Wish wish, read_wish(*view.verified().manifest(), options));
  UNDERSIGNED_TRY(const service::Signer signer,
                  service::let_in(view, invitation, codes, machine.runtime()));
  UNDERSIGNED_TRY(base::Bytes entry, service::make_entry(view, signer, wish, machine.runtime()));
  return Made{epoch, signer.card.name, {signer.index, std::move(entry)}};
}

base::Result<Signed> sign_here(const Options& options, const Machine& machine) {
  UNDERSIGNED_TRY(service::LetterFolder folder, service::LetterFolder::open(options.dir));
  UNDERSIGNED_TRY(const service::RecordView view,
                  service::RecordView::read(folder.store(), machine.runtime()));
  UNDERSIGNED_TRY(const Made made, make(options, view, machine));
  UNDERSIGNED_TRY_VOID(service::submit_entry(folder, view, made.submitted.index,
                                             made.submitted.entry, machine.runtime()));
  return Signed{made.epoch, made.name, view.verified().manifest()->cover, std::nullopt};
}

base::Result<Signed> sign_there(const Options& options, const Machine& machine) {
  UNDERSIGNED_TRY(const auto client, connect(options.url, options.authorities));
  UNDERSIGNED_TRY(const auto board, http::RemoteBoard::open(*client));
  UNDERSIGNED_TRY(const service::RecordView view,
                  service::RecordView::read(*board, machine.runtime()));
  UNDERSIGNED_TRY(const Made made, make(options, view, machine));
  UNDERSIGNED_TRY(
      const service::Receipt receipt,
      http::send_entry(*client, board->manifest(), *view.verified().fingerprint(), made.submitted));
  return Signed{receipt.epoch, made.name, board->manifest().cover, receipt};
}

base::Json json_of(const Signed& done) {
  base::Json value = {{"accepted", true}, {"epoch", done.epoch}, {"name", done.name}};
  if (done.receipt) {
    value["receipt"] = {{"index", done.receipt->index},
                        {"sha256", base::to_hex(done.receipt->digest)},
                        {"signature", base::to_base64(done.receipt->signature)}};
  }
  return value;
}

int run(const Options& options, const Console& console) {
  const Machine machine(console);
  const auto done =
      options.url.empty() ? sign_here(options, machine) : sign_there(options, machine);
  if (!done) return console.refused(done.error());
  return console.done(json_of(*done),
                      sentence(options) + "\nAccepted for epoch " + std::to_string(done->epoch) +
                          ", as " + done->name +
                          ". Until the letter closes you can change this or withdraw, by "
                          "the same command; " +
                          (done->cover == letter::Cover::kAll
                               ? "nobody will see that you did."
                               : "that you did will show, since this letter has no cover, and not "
                                 "what you said."));
}

}  // namespace

void add_signer_commands(Program program) {
  CLI::App* command = program.app.add_subcommand(
      "sign", "Sign, change what you signed, or withdraw: all three look alike from outside");
  const auto options = std::make_shared<Options>();
  auto* place = command->add_option_group("letter", "Where the letter is; exactly one");
  place->add_option("--dir", options->dir, "the letter's folder");
  place->add_option("--url", options->url, "the letter's address: https://HOST/letters/ID");
  place->require_option(1);
  command->add_option("--ca", options->authorities,
                      "certificates to trust (PEM), instead of the system's");
  command->add_option("--invitation", options->invitation, "your invitation, a JSON file")
      ->required();
  command->add_option("--code-file", options->code_file,
                      "a file with the code that the invitation does not have, or both of two "
                      "issuers', a line each; "
                      "else they are asked for");
  auto* way = command->add_option_group("signature", "How you sign; exactly one");
  way->add_option("--by-name-if", options->by_name, "by name, if at least so many sign by name")
      ->check(CLI::PositiveNumber);
  way->add_option("--counted-if", options->counted,
                  "counted without a name, if at least so many sign")
      ->check(CLI::PositiveNumber);
  CLI::Option* withdraw = way->add_flag("--withdraw", options->withdraw,
                                        "not at all: takes back everything, answers too");
  way->add_flag("--no-signature", options->unsigned_answers,
                "answer the questions without signing");
  way->require_option(1);
  const auto add = [&](const char* name, std::vector<std::string>& values, const char* help) {
    command->add_option(name, values, help)->excludes(withdraw);
  };
  add("--answer", options->answers, "ITEM=ANSWER, an answer's text or its number; may be repeated");
  add("--demand", options->demands,
      "ITEM=stand:N, I stand behind it if at least N do; or ITEM=oppose; may be repeated");
  add("--pledge", options->pledges,
      "ITEM=will:N, I will if at least N will; N may be 1, where offered; may be repeated");
  add("--rank", options->rankings,
      "ITEM=2,3,1, the numbers of all answers in your order, first place first; may be repeated");
  command->footer("This command replaces what you submitted before, answers included.");
  command->callback([=] { program.code = run(*options, program.console); });
}

}  // namespace undersigned::cli
