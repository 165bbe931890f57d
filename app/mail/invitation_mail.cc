#include "app/mail/invitation_mail.h"

#include "app/report/messages.h"
#include "core/base/check.h"

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
  const auto& issuers = manifest.issuers;
  UNDERSIGNED_CHECK(invitation.issuer >= 1 && invitation.issuer <= issuers.size());
  const bool alone = issuers.size() == 1, second = invitation.issuer == 2;
  const std::string& own = issuers[invitation.issuer - 1].name;
  const std::string& other = issuers[alone || second ? 0 : 1].name;
  // Who testifies is told something else.
  const std::string standing = invitation.testifies ? "_testifies" : "";
  std::string body;
  const auto paragraph = [&](const std::string& text) {
    body += (body.empty() ? "" : "\n\n") + text;
  };
  paragraph(says.text("mail.greeting", {{"name", invitation.name}}));
  paragraph(says.text("mail.letter", {{"addressee", manifest.addressee}}));
  paragraph(set_off(manifest.title));
  const bool uncovered = manifest.cover == letter::Cover::kNone && !invitation.testifies;
  paragraph(says.text("mail.private" + (uncovered ? "_uncovered" : standing)));
  if (!invitation.link.empty()) {
    paragraph(says.text("mail.link"));
    paragraph(invitation.link);
  }
  if (invitation.code.empty()) {
    paragraph(says.text("mail.code_apart"));
  } else {
    paragraph(alone ? says.text("mail.code") : says.text("mail.code_of", {{"issuer", own}}));
    paragraph(set_off(invitation.code));
  }
  paragraph(second ? says.text("mail.fingerprint_second", {{"other", other}})
                   : says.text("mail.fingerprint"));
  paragraph(set_off(invitation.fingerprint));
  if (!invitation.testifies) {
    paragraph(says.text("mail.card"));
    paragraph(set_off(card_line(invitation)));
    paragraph(
        says.text("mail.dates", {{"start", says.text_moment(manifest.schedule.start)},
                                 {"earliest", says.text_moment(manifest.schedule.earliest_opening)},
                                 {"end", says.text_moment(manifest.earliest_close())}}));
  }
  paragraph(alone ? says.text("mail.issuer" + standing, {{"issuer", own}})
                  : says.text("mail.issuers" + standing, {{"issuer", own}, {"other", other}}));
  paragraph(says.text("mail.same" + standing));
  Message message;
  message.subject =
      second ? says.text("mail.subject_code", {{"issuer", own}, {"title", manifest.title}})
             : says.text("mail.subject", {{"title", manifest.title}});
  message.body = body + "\n";
  message.language = manifest.language;
  message.to.name = invitation.name;
  return message;
}

}  // namespace undersigned::mail
