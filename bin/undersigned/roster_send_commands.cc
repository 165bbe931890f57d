#include "app/mail/invitation_mail.h"
#include "app/print/cards.h"
#include "app/service/files.h"
#include "app/service/roster_invitations.h"
#include "bin/undersigned/commands.h"
#include "core/base/encoding.h"

namespace undersigned::cli {
namespace {

struct Options {
  std::string dir, out, from, page;
  bool apart = false;
};

std::string link_of(const Options& options, const service::Invitation& invitation) {
  if (options.page.empty()) return "";
  return options.page + "#card=" + service::invitation_fragment(invitation);
}

std::string typed(const Options& options, const service::Invitation& invitation) {
  if (options.apart) return "";
  const base::CodeText code = base::format_code(*invitation.code);
  return {code.reveal().begin(), code.reveal().end()};
}

base::Result<void> check_page(const std::string& page) {
  const bool address = page.starts_with("https://") || page.starts_with("http://");
  if (page.empty() ||
      (address && page.size() <= 200 && page.find_first_of(" #\"'<>\\") == std::string::npos)) {
    return {};
  }
  return base::fail("roster.page", "5",
                    "--page is the address of the letter's signing page, beginning with https:// "
                    "and without #.");
}

base::Result<mail::Message> make_mail(const Options& options, const letter::Manifest& manifest,
                                      const service::Invited& invited, const mail::Mailbox& from,
                                      const Machine& machine) {
  const letter::Card& card = invited.invitation.card;
  mail::Message message = mail::invitation_mail(
      manifest, {card.name, card.role, card.cohort, base::to_hex(invited.invitation.fingerprint),
                 link_of(options, invited.invitation), typed(options, invited.invitation)});
  message.from = from;
  message.to = {card.name, invited.email};
  UNDERSIGNED_TRY_VOID(mail::check_address(invited.email));
  message.date = machine.runtime().now();
  base::ByteArray<16> id;
  machine.runtime().randomness.fill(id);
  message.id = base::to_hex(id);
  // The card, to open in the letter's page or with `undersigned sign`; the code is typed.
  const service::Invitation without{invited.invitation.title, invited.invitation.fingerprint, card,
                                    std::nullopt};
  message.attachment =
      mail::Attachment{"invitation.json", "application/json", service::invitation_json(without)};
  return message;
}

base::Result<base::Json> write_mails(const Options& options, const Machine& machine) {
  UNDERSIGNED_TRY_VOID(check_page(options.page));
  UNDERSIGNED_TRY(const mail::Mailbox from, mail::Mailbox::parse(options.from));
  UNDERSIGNED_TRY(const service::LetterFolder folder, service::LetterFolder::open(options.dir));
  UNDERSIGNED_TRY(const letter::Manifest manifest, folder.manifest());
  UNDERSIGNED_TRY(const auto invited, service::invitations_of(folder));
  base::Json left_out = base::Json::array();
  std::size_t written = 0;
  for (const service::Invited& one : invited) {
    if (!mail::check_address(one.email)) {
      left_out.push_back(one.invitation.card.name);
      continue;
    }
    UNDERSIGNED_TRY(const mail::Message message, make_mail(options, manifest, one, from, machine));
    UNDERSIGNED_TRY_VOID(
        service::write_file(std::filesystem::path(options.out) / (one.file + ".eml"),
                            base::as_bytes(mail::write_message(message)),
                            service::Privacy::kPrivate, service::Durability::kDerived));
    ++written;
  }
  return base::Json{{"mails", written}, {"folder", options.out}, {"without_address", left_out}};
}

base::Result<base::Json> write_cards(const Options& options) {
  UNDERSIGNED_TRY_VOID(check_page(options.page));
  UNDERSIGNED_TRY(const service::LetterFolder folder, service::LetterFolder::open(options.dir));
  UNDERSIGNED_TRY(const letter::Manifest manifest, folder.manifest());
  UNDERSIGNED_TRY(const auto invited, service::invitations_of(folder));
  std::vector<print::PrintedCard> cards;
  for (const service::Invited& one : invited) {
    const letter::Card& card = one.invitation.card;
    cards.push_back({card.name, card.role, card.cohort, typed(options, one.invitation),
                     link_of(options, one.invitation)});
  }
  const std::string fingerprint = base::to_hex(invited.front().invitation.fingerprint);
  UNDERSIGNED_TRY(const base::Bytes pdf, print::print_cards(manifest, fingerprint, cards));
  UNDERSIGNED_TRY_VOID(service::write_file(options.out, pdf, service::Privacy::kPrivate));
  return base::Json{{"cards", cards.size()}, {"file", options.out}};
}

void add_common(CLI::App* command, const std::shared_ptr<Options>& options) {
  command->add_option("--dir", options->dir, "the letter's folder")->required();
  command->add_option("--page", options->page,
                      "address of the letter's signing page; each link carries the card, not the "
                      "code");
  command->add_flag("--without-code", options->apart, "the codes go another way");
}

std::string mails_text(const base::Json& done) {
  std::string text = done["mails"].dump() + " mails are in " + done["folder"].get<std::string>() +
                     ", ready to send; keep them to yourself and remove them afterwards.";
  const base::Json& left_out = done["without_address"];
  if (left_out.empty()) return text;
  text += "\nWithout a usable e-mail address (give them cards: undersigned roster cards):";
  for (const base::Json& name : left_out) text += "\n  " + name.get<std::string>();
  return text;
}

}  // namespace

void add_roster_sending(Program program, CLI::App* roster) {
  const auto options = std::make_shared<Options>();
  CLI::App* mails =
      roster->add_subcommand("mail", "Write everybody's invitation as an .eml file, ready to send");
  add_common(mails, options);
  mails->add_option("--from", options->from, "the sender, as: Works council <us@staff.example>")
      ->required();
  mails->add_option("--out", options->out, "the folder for the mails")->required();
  mails->callback([=] {
    const auto done = write_mails(*options, Machine(program.console));
    program.code = done ? program.console.done(*done, mails_text(*done))
                        : program.console.refused(done.error());
  });
  CLI::App* cards = roster->add_subcommand(
      "cards", "Write everybody's code as a card to print, eight on a page, in one PDF");
  add_common(cards, options);
  cards->add_option("--out", options->out, "the PDF file")->required();
  cards->callback([=] {
    const auto done = write_cards(*options);
    program.code = done ? program.console.done(
                              *done, done->at("cards").dump() + " cards are in " +
                                         done->at("file").get<std::string>() +
                                         ". Print it on one side, cut at the marks, and remove "
                                         "the file afterwards.")
                        : program.console.refused(done.error());
  });
}

}  // namespace undersigned::cli
