// How text travels in a mail: header fields of ASCII in lines of at most 78 characters (RFC 5322,
// 2.2.3), other characters as encoded words (RFC 2047), bodies as quoted-printable or base64 (RFC
// 2045). Texts are valid UTF-8 without control characters.
#pragma once

#include <string>
#include <string_view>

#include "core/base/bytes.h"

namespace undersigned::mail {

inline constexpr std::string_view kLineEnd = "\r\n";

// "Name: value" for an unstructured field, folded where it must be, with its line end.
std::string unstructured_field(std::string_view name, std::string_view text);
// "Name: Display <address>" for one mailbox; an empty display name leaves the address alone.
std::string mailbox_field(std::string_view name, std::string_view display,
                          std::string_view address);

// Text with line feeds as quoted-printable with CR LF: lines of at most 76 characters, no space at
// a line's end, no line that a mail program may take for its own ("From ", a lone dot).
std::string quoted_printable(std::string_view text);
// Base64 in lines of 76 characters.
std::string base64_lines(base::ByteView bytes);

// "Wed, 25 Nov 2026 10:00:00 +0000" (RFC 5322, 3.3).
std::string mail_date(std::int64_t unix_seconds);

}  // namespace undersigned::mail
