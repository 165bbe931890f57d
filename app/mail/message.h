// A mail as a file that a mail program can open and send (.eml): RFC 5322 with one text part and
// perhaps a file (MIME, RFC 2045 to 2047). The same message gives the same bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace undersigned::mail {

struct Mailbox {
  std::string name;     // any line of text, may be empty
  std::string address;  // local@domain, ASCII

  // "Works council <letters@staff.example>" or the address alone; refuses "mail.address".
  static base::Result<Mailbox> parse(std::string_view text);
};

// local@domain of RFC 5321's plain forms: no quoting, no comments, ASCII, at most 254 characters.
// Refuses "mail.address".
base::Result<void> check_address(std::string_view address);

struct Attachment {
  std::string name;  // letters, digits, "-", "." alone
  std::string media_type;
  std::string bytes;
};

struct Message {
  Mailbox from, to;
  std::string subject;  // a line
  std::string body;     // lines with line feeds
  std::string language;
  std::int64_t date = 0;  // Unix seconds
  std::string id;         // unique, letters and digits: the left part of the Message-ID
  std::optional<Attachment> attachment;
};

// With "X-Unsent: 1", which makes some mail programs open it as a draft; the others ignore it.
std::string write_message(const Message& message);

}  // namespace undersigned::mail
