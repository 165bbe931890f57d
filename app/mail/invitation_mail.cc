#include "app/mail/invitation_mail.h"

#include "app/report/messages.h"

namespace undersigned::mail {
namespace {

// Set off from the text, to be copied or compared.
std::string set_off(const std::string& text) { return "    " + text; }

std::string card_line(const InvitationText& invitation) {
  std::string line = invitation.name;
  if (!invitation.role.empty()) line += ", " + invitation.role;
  return line + ", " + invitation.cohort;
}

}  // namespace

Message invitation_mail(const letter::Manifest& manifest, const InvitationText& invitation) {
  const report::Messages says(manifest.language);
  std::string body;
  const auto paragraph = [&](const std::string& text) {
    body += (body.empty() ? "" : "\n\n") + text;
  };
  paragraph(says.text("mail.greeting", {{"name", invitation.name}}));
  paragraph(says.text("mail.letter", {{"addressee", manifest.addressee}}));
  paragraph(set_off(manifest.title));
  paragraph(says.text("mail.private"));
  if (!invitation.link.empty()) {
    paragraph(says.text("mail.link"));
    paragraph(invitation.link);
  }
  if (invitation.code.empty()) {
    paragraph(says.text("mail.code_apart"));
  } else {
    paragraph(says.text("mail.code"));
    paragraph(set_off(invitation.code));
  }
  paragraph(says.text("mail.fingerprint"));
  paragraph(set_off(invitation.fingerprint));
  paragraph(says.text("mail.card"));
  paragraph(set_off(card_line(invitation)));
  paragraph(
      says.text("mail.dates", {{"start", says.text_moment(manifest.schedule.start)},
                               {"earliest", says.text_moment(manifest.schedule.earliest_opening)},
                               {"end", says.text_moment(manifest.earliest_close())}}));
  const auto& issuers = manifest.issuers;
  paragraph(issuers.size() == 1 ? says.text("mail.issuer", {{"issuer", issuers[0].name}})
                                : says.text("mail.issuers", {{"issuer", issuers[0].name},
                                                             {"second", issuers[1].name}}));
  paragraph(says.text("mail.same"));
  Message message;
  message.subject = says.text("mail.subject", {{"title", manifest.title}});
  message.body = body + "\n";
  message.language = manifest.language;
  message.to.name = invitation.name;
  return message;
}

}  // namespace undersigned::mail
