#include "app/mail/message.h"

#include <algorithm>

#include "app/mail/encode.h"
#include "core/base/text.h"

namespace undersigned::mail {
namespace {

constexpr std::size_t kMaxAddress = 254;  // RFC 5321, 4.5.3.1.3, less the angle brackets
constexpr std::size_t kMaxLocal = 64;
constexpr std::size_t kMaxDisplay = 200;

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Atoms joined by single dots.
bool is_dotted(std::string_view text, std::string_view others) {
  if (text.empty() || text.front() == '.' || text.back() == '.' || text.find("..") != text.npos)
    return false;
  return std::ranges::all_of(text, [&](char c) {
    return c == '.' || is_letter_or_digit(c) || others.find(c) != others.npos;
  });
}

std::string line(std::string_view text) { return std::string(text) + std::string(kLineEnd); }

std::string text_part(const Message& message) {
  return line("Content-Type: text/plain; charset=utf-8") +
         line("Content-Transfer-Encoding: quoted-printable") + std::string(kLineEnd) +
         quoted_printable(message.body);
}

std::string parts(const Message& message) {
  const std::string boundary = "part-" + message.id;
  const Attachment& file = *message.attachment;
  return line("Content-Type: multipart/mixed; boundary=\"" + boundary + "\"") +
         std::string(kLineEnd) + line("--" + boundary) + text_part(message) +
         std::string(kLineEnd) + line("--" + boundary) +
         line("Content-Type: " + file.media_type + "; name=\"" + file.name + "\"") +
         line("Content-Disposition: attachment; filename=\"" + file.name + "\"") +
         line("Content-Transfer-Encoding: base64") + std::string(kLineEnd) +
         base64_lines(base::as_bytes(file.bytes)) + line("--" + boundary + "--");
}

}  // namespace

base::Result<void> check_address(std::string_view address) {
  const std::size_t at = address.rfind('@');
  const bool good = at != address.npos && address.size() <= kMaxAddress && at <= kMaxLocal &&
                    is_dotted(address.substr(0, at), "!#$%&'*+/=?^_`{|}~-") &&
                    is_dotted(address.substr(at + 1), "-");
  if (good) return {};
  return base::fail("mail.address", "",
                    "'" + std::string(address) +
                        "' is no e-mail address of the form name@domain in plain ASCII.");
}

base::Result<Mailbox> Mailbox::parse(std::string_view text) {
  Mailbox mailbox;
  const std::size_t open = text.rfind('<');
  if (open == text.npos || !text.ends_with('>')) {
    mailbox.address = text;
  } else {
    mailbox.address = text.substr(open + 1, text.size() - open - 2);
    std::string_view name = text.substr(0, open);
    while (name.ends_with(' ')) name.remove_suffix(1);
    mailbox.name = name;
  }
  UNDERSIGNED_TRY_VOID(check_address(mailbox.address));
  UNDERSIGNED_TRY_VOID(base::check_text(mailbox.name, base::TextKind::kLine, "The sender's name"));
  if (mailbox.name.size() > kMaxDisplay)
    return base::fail("mail.address", "", "The sender's name is longer than 200 bytes.");
  return mailbox;
}

std::string write_message(const Message& message) {
  const std::string domain = message.from.address.substr(message.from.address.rfind('@') + 1);
  return line("Date: " + mail_date(message.date)) +
         mailbox_field("From", message.from.name, message.from.address) +
         mailbox_field("To", message.to.name, message.to.address) +
         line("Message-ID: <" + message.id + "@" + domain + ">") +
         unstructured_field("Subject", message.subject) + line("MIME-Version: 1.0") +
         line("Content-Language: " + message.language) + line("X-Unsent: 1") +
         (message.attachment ? parts(message) : text_part(message));
}

}  // namespace undersigned::mail
