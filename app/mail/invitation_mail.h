// Invitations as mails, in the letter's language: the same for everybody but for the name, the card
// and the code. Of two issuers each writes one of their own, so that either says that both codes
// are needed, and the letter is the same in both. Nothing in a mail is spent by opening its link,
// so a mail scanner may.
#pragma once

#include <cstddef>
#include <string>

#include "app/mail/message.h"
#include "core/letter/manifest.h"

namespace undersigned::mail {

// What one invitation says.
struct InvitationText {
  std::string name, role, cohort;
  std::string fingerprint;  // 64 hexadecimal digits
  std::string link;         // empty: none
  std::string code;         // as it is typed; empty: it comes by another way. Secret.
  bool testifies = false;   // and does not sign
  std::size_t issuer = 1;   // of the manifest's, from 1: whose code it is, and who writes
};

// Subject, body and language of the mail; the caller gives sender, address, date and id.
// `manifest` says title, addressee and times.
Message invitation_mail(const letter::Manifest& manifest, const InvitationText& invitation);

}  // namespace undersigned::mail
