#include "app/mail/encode.h"

#include <gtest/gtest.h>

#include <sstream>
#include <vector>

#include "core/base/encoding.h"

namespace undersigned::mail {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t from = 0;
  for (std::size_t end = text.find("\r\n"); end != text.npos; end = text.find("\r\n", from)) {
    lines.push_back(text.substr(from, end - from));
    from = end + 2;
  }
  if (from < text.size()) lines.push_back(text.substr(from));
  return lines;
}

// RFC 5322, 2.2.3: unfolding removes the line ends alone.
std::string unfolded(const std::string& field) {
  std::string out;
  for (const std::string& line : lines_of(field)) out += line;
  return out;
}

// RFC 2047: the texts of encoded words, joined.
std::string decoded(const std::string& field) {
  std::string out;
  for (std::size_t at = field.find("=?UTF-8?B?"); at != field.npos;
       at = field.find("=?UTF-8?B?", at + 1)) {
    const std::size_t end = field.find("?=", at + 10);
    EXPECT_LE(end + 2 - at, 75u) << "an encoded word is too long";
    const auto bytes = base::from_base64(field.substr(at + 10, end - at - 10), 100);
    EXPECT_TRUE(bytes);
    if (bytes) out += base::as_text(*bytes);
  }
  return out;
}

std::string undone(const std::string& quoted) {
  std::string out;
  for (std::size_t i = 0; i < quoted.size(); ++i) {
    if (quoted[i] == '=' && quoted.substr(i + 1, 2) == "\r\n") {
      i += 2;
    } else if (quoted[i] == '=') {
      out += static_cast<char>(std::stoi(quoted.substr(i + 1, 2), nullptr, 16));
      i += 2;
    } else if (quoted.substr(i, 2) == "\r\n") {
      out += '\n';
      ++i;
    } else {
      out += quoted[i];
    }
  }
  return out;
}

void expect_short_lines(const std::string& text, std::size_t most) {
  for (const std::string& line : lines_of(text)) {
    EXPECT_LE(line.size(), most) << line;
    for (const char c : line) EXPECT_TRUE(c >= 0x20 && c < 0x7f) << text;
    EXPECT_NE(line.find_first_not_of(' '), std::string::npos) << "a line of spaces alone";
  }
}

TEST(Fields, FoldPlainText) {
  EXPECT_EQ(unstructured_field("Subject", "A letter"), "Subject: A letter\r\n");
  std::string text = "An open letter";
  for (int i = 0; i < 30; ++i) text += " about  the night shift";
  const std::string field = unstructured_field("Subject", text);
  expect_short_lines(field, 78);
  EXPECT_EQ(unfolded(field), "Subject: " + text);
}

TEST(Fields, EncodeOtherCharacters) {
  for (const std::string& text :
       {std::string("Une lettre à l’équipe de nuit : « la lumière »"), std::string("Ñ"),
        std::string(120, 'x') + "é", std::string("=?UTF-8?B?QQ==?= is no word of mine"),
        std::string("😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀")}) {
    const std::string field = unstructured_field("Subject", text);
    expect_short_lines(field, 78);
    EXPECT_EQ(decoded(field), text);
  }
}

TEST(Fields, MailboxesAreQuoted) {
  EXPECT_EQ(mailbox_field("To", "", "a@b.example"), "To: a@b.example\r\n");
  EXPECT_EQ(mailbox_field("To", "Ruiz, Ana (Payroll)", "a@b.example"),
            "To: \"Ruiz, Ana (Payroll)\" <a@b.example>\r\n");
  EXPECT_EQ(mailbox_field("To", "A \"B\" \\", "a@b.example"),
            "To: \"A \\\"B\\\" \\\\\" <a@b.example>\r\n");
  const std::string field = mailbox_field("To", "Åsa Lindqvist", "a@b.example");
  EXPECT_EQ(decoded(field), "Åsa Lindqvist");
  EXPECT_TRUE(field.ends_with(" <a@b.example>\r\n")) << field;
}

TEST(QuotedPrintable, ComesBack) {
  std::string every;
  for (int c = 1; c < 256; ++c) {
    if (c != '\r') every += static_cast<char>(c);
  }
  for (const std::string& text :
       {std::string("Plain.\n"), std::string("\n\n"), std::string("a = b \n tail \t"),
        std::string(500, 'x'), std::string(74, 'x') + "é" + std::string(75, 'y') + "==", every,
        std::string("From here\n.\n..\nFrom there"),
        std::string(76, 'x') + "\n" + std::string(77, 'x')}) {
    const std::string quoted = quoted_printable(text);
    EXPECT_EQ(undone(quoted), text);
    for (const std::string& line : lines_of(quoted)) {
      EXPECT_LE(line.size(), 76u);
      EXPECT_FALSE(line.ends_with(' ') || line.ends_with('\t')) << line;
      EXPECT_FALSE(line.starts_with("From ") || line.starts_with(".")) << line;
    }
  }
}

TEST(Base64, LinesAreShort) {
  const base::Bytes bytes(200, 7);
  std::string joined;
  for (const std::string& line : lines_of(base64_lines(bytes))) {
    EXPECT_LE(line.size(), 76u);
    joined += line;
  }
  EXPECT_EQ(base::from_base64(joined, 300).value(), bytes);
}

TEST(Dates, AreThoseOfTheRfc) {
  EXPECT_EQ(mail_date(0), "Thu, 01 Jan 1970 00:00:00 +0000");
  EXPECT_EQ(mail_date(1'772'355'600), "Sun, 01 Mar 2026 09:00:00 +0000");
}

}  // namespace
}  // namespace undersigned::mail
