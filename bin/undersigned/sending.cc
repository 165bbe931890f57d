#include "bin/undersigned/sending.h"

#include "app/mail/invitation_mail.h"
#include "app/print/cards.h"
#include "app/service/files.h"
#include "core/base/encoding.h"

namespace undersigned::cli {
namespace {

std::string link_of(const SendOptions& options, const service::Invitation& invitation) {
  if (options.page.empty()) return "";
  return options.page + "#card=" + service::invitation_fragment(invitation);
}

std::string typed(const SendOptions& options, const service::Invitation& invitation) {
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

base::Result<mail::Message> make_mail(const SendOptions& options, const Mailing& mailing,
                                      const service::Invited& invited, const mail::Mailbox& from,
                                      const Machine& machine) {
  const letter::Card& card = invited.invitation.card;
  mail::Message message = mail::invitation_mail(
      mailing.manifest,
      {card.name, card.role, card.cohort, base::to_hex(invited.invitation.fingerprint),
       link_of(options, invited.invitation), typed(options, invited.invitation), invited.testifies,
       mailing.issuer});
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

base::Result<base::Json> write_mails(const SendOptions& options, const LoadMailing& load,
                                     const Machine& machine) {
  UNDERSIGNED_TRY_VOID(check_page(options.page));
  UNDERSIGNED_TRY(const mail::Mailbox from, mail::Mailbox::parse(options.from));
  UNDERSIGNED_TRY(const Mailing mailing, load());
  base::Json left_out = base::Json::array();
  std::size_t written = 0;
  for (const service::Invited& one : mailing.invited) {
    if (!mail::check_address(one.email)) {
      left_out.push_back(one.invitation.card.name);
      continue;
    }
    UNDERSIGNED_TRY(const mail::Message message, make_mail(options, mailing, one, from, machine));
    UNDERSIGNED_TRY_VOID(
        service::write_file(std::filesystem::path(options.out) / (one.file + ".eml"),
                            base::as_bytes(mail::write_message(message)),
                            service::Privacy::kPrivate, service::Durability::kDerived));
    ++written;
  }
  return base::Json{{"mails", written}, {"folder", options.out}, {"without_address", left_out}};
}

base::Result<base::Json> write_cards(const SendOptions& options, const LoadMailing& load) {
  UNDERSIGNED_TRY_VOID(check_page(options.page));
  UNDERSIGNED_TRY(const Mailing mailing, load());
  std::vector<print::PrintedCard> cards;
  for (const service::Invited& one : mailing.invited) {
    const letter::Card& card = one.invitation.card;
    cards.push_back({card.name, card.role, card.cohort, typed(options, one.invitation),
                     link_of(options, one.invitation), one.testifies});
  }
  const std::string fingerprint = base::to_hex(mailing.invited.front().invitation.fingerprint);
  UNDERSIGNED_TRY(const base::Bytes pdf,
                  print::print_cards(mailing.manifest, fingerprint, cards, mailing.issuer));
  UNDERSIGNED_TRY_VOID(service::write_file(options.out, pdf, service::Privacy::kPrivate));
  return base::Json{{"cards", cards.size()}, {"file", options.out}};
}

std::string mails_text(const base::Json& done, const std::string& cards) {
  std::string text = done["mails"].dump() + " mails are in " + done["folder"].get<std::string>() +
                     ", ready to send; keep them to yourself and remove them afterwards.";
  const base::Json& left_out = done["without_address"];
  if (left_out.empty()) return text;
  text += "\nWithout a usable e-mail address (give them cards: undersigned " + cards + "):";
  for (const base::Json& name : left_out) text += "\n  " + name.get<std::string>();
  return text;
}

std::string cards_text(const base::Json& done) {
  return done["cards"].dump() + " cards are in " + done["file"].get<std::string>() +
         ". Print it on one side, cut at the marks, and remove the file afterwards.";
}

void add_page(CLI::App* command, const std::shared_ptr<SendOptions>& options) {
  command->add_option("--page", options->page,
                      "address of the letter's signing page; each link carries the card, not the "
                      "code");
}

}  // namespace

void add_mails(const Program& program, CLI::App* command,
               const std::shared_ptr<SendOptions>& options, LoadMailing load,
               const std::string& cards) {
  add_page(command, options);
  command->add_option("--from", options->from, "the sender, as: Works council <us@staff.example>")
      ->required();
  command->add_option("--out", options->out, "the folder for the mails")->required();
  command->callback([=] {
    const auto done = write_mails(*options, load, Machine(program.console));
    program.code = done ? program.console.done(*done, mails_text(*done, cards))
                        : program.console.refused(done.error());
  });
}

void add_cards(const Program& program, CLI::App* command,
               const std::shared_ptr<SendOptions>& options, LoadMailing load) {
  add_page(command, options);
  command->add_option("--out", options->out, "the PDF file")->required();
  command->callback([=] {
    const auto done = write_cards(*options, load);
    program.code = done ? program.console.done(*done, cards_text(*done))
                        : program.console.refused(done.error());
  });
}

}  // namespace undersigned::cli
