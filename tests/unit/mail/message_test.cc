#include "app/mail/message.h"

#include <gtest/gtest.h>

#include "app/mail/invitation_mail.h"
#include "app/report/messages.h"
#include "tests/support/sample_manifest.h"

namespace undersigned::mail {
namespace {

TEST(Mailbox, ReadsBothForms) {
  const auto bare = Mailbox::parse("us@staff.example");
  ASSERT_TRUE(bare);
  EXPECT_EQ(bare->name, "");
  const auto named = Mailbox::parse("Works council <us@staff.example>");
  ASSERT_TRUE(named);
  EXPECT_EQ(named->name, "Works council");
  EXPECT_EQ(named->address, "us@staff.example");
}

TEST(Mailbox, RefusesWhatIsNoAddress) {
  for (const char* text : {"", "us", "@staff.example", "us@", "us@staff example",
                           "u..s@staff.example", ".us@staff.example", "us@staff.example.",
                           "us@@staff.example", "us@staff.example\r\nBcc: x@y", "<us@staff.example",
                           "ü@staff.example", "us@stäff.example", "Us <us@staff.example> x"}) {
    EXPECT_FALSE(Mailbox::parse(text)) << text;
  }
  EXPECT_FALSE(Mailbox::parse("A\nB <us@staff.example>"));
  EXPECT_FALSE(check_address(std::string(65, 'a') + "@staff.example"));
}

Message sample() {
  Message message;
  message.from = {"Works council", "us@staff.example"};
  message.to = {"Ana Ruiz", "ana@staff.example"};
  message.subject = "A letter";
  message.body = "Hello.\n";
  message.language = "en";
  message.date = 1'772'355'600;
  message.id = "0011";
  return message;
}

TEST(Message, HasWhatTheRfcAsksFor) {
  EXPECT_EQ(write_message(sample()),
            "Date: Sun, 01 Mar 2026 09:00:00 +0000\r\n"
            "From: \"Works council\" <us@staff.example>\r\n"
            "To: \"Ana Ruiz\" <ana@staff.example>\r\n"
            "Message-ID: <0011@staff.example>\r\n"
            "Subject: A letter\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Language: en\r\n"
            "X-Unsent: 1\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n"
            "\r\n"
            "Hello.\r\n");
}

TEST(Message, CarriesAFile) {
  Message message = sample();
  message.attachment = Attachment{"invitation.json", "application/json", "{}"};
  const std::string text = write_message(message);
  EXPECT_NE(text.find("multipart/mixed; boundary=\"part-0011\""), std::string::npos);
  EXPECT_NE(text.find("\r\n--part-0011\r\nContent-Type: application/json"), std::string::npos);
  EXPECT_TRUE(text.ends_with("\r\ne30=\r\n--part-0011--\r\n")) << text;
}

TEST(InvitationMail, SaysWhatTheInvitationSaysInEachLanguage) {
  for (const char* language : {"en", "fr", "es"}) {
    letter::ManifestFields fields = test::sample_fields();
    fields.language = language;
    const Message mail =
        invitation_mail(test::manifest_of(fields),
                        {"Ana Ruiz", "Welder", "Foundry", "00ff", "https://page", "A-CODE"});
    EXPECT_EQ(mail.language, language);
    EXPECT_NE(mail.subject.find("Bring the night shift back"), std::string::npos);
    for (const char* part : {"Ana Ruiz, Welder, Foundry", "00ff", "https://page", "A-CODE", "Codes",
                             "The board of Lumen Works", "2026"}) {
      EXPECT_NE(mail.body.find(part), std::string::npos) << language << " " << part;
    }
    EXPECT_EQ(mail.body.find('{'), std::string::npos);
  }
}

// Of two issuers each says whose code it is and that the other's comes too; nobody takes the second
// one's mail for the first one's.
TEST(InvitationMail, OfEachOfTwoIssuersSpeaksOfBothCodes) {
  for (const char* language : {"en", "fr", "es"}) {
    letter::ManifestFields fields = test::sample_fields();
    fields.language = language;
    fields.issuers.push_back({"Staff council", test::sample_key("second issuer")});
    const letter::Manifest manifest = test::manifest_of(fields);
    InvitationText text{"Ana Ruiz", "", "Foundry", "00ff", "https://page", "A-CODE"};
    const Message first = invitation_mail(manifest, text);
    text.issuer = 2;
    const Message second = invitation_mail(manifest, text);
    const std::string own =
        report::Messages(language).text("mail.code_of", {{"issuer", "Codes and Sons"}});
    EXPECT_NE(first.body.find(own), std::string::npos) << language << first.body;
    EXPECT_EQ(second.body.find(own), std::string::npos) << language;
    for (const Message& mail : {first, second}) {
      for (const char* part :
           {"Codes", "Staff council", "A-CODE", "00ff", "https://page", "Ana Ruiz, Foundry"}) {
        EXPECT_NE(mail.body.find(part), std::string::npos) << language << " " << part;
      }
      EXPECT_EQ((mail.subject + mail.body).find('{'), std::string::npos);
    }
    EXPECT_NE(first.subject, second.subject);
    EXPECT_NE(second.subject.find("Staff council"), std::string::npos);
    EXPECT_NE(second.subject.find("Bring the night shift back"), std::string::npos);
  }
}

// A letter without cover promises nobody that taking part does not show.
TEST(InvitationMail, SaysWhatShows) {
  for (const char* language : {"en", "fr", "es"}) {
    letter::ManifestFields fields = test::sample_fields();
    fields.language = language;
    const report::Messages says(language);
    for (const auto cover : {letter::Cover::kAll, letter::Cover::kNone}) {
      fields.cover = cover;
      const std::string body =
          invitation_mail(test::manifest_of(fields), {"Ana Ruiz", "", "Foundry", "00ff", "", ""})
              .body;
      EXPECT_EQ(body.find(says.text("mail.private")) != std::string::npos,
                cover == letter::Cover::kAll);
      EXPECT_EQ(body.find(says.text("mail.private_uncovered")) != std::string::npos,
                cover == letter::Cover::kNone);
    }
  }
}

TEST(InvitationMail, LeavesOutWhatComesByAnotherWay) {
  const Message mail = invitation_mail(test::manifest_of(test::sample_fields()),
                                       {"Ana Ruiz", "", "Foundry", "00ff", "", ""});
  EXPECT_NE(mail.body.find("another way"), std::string::npos);
  EXPECT_EQ(mail.body.find("Read it here"), std::string::npos);
  EXPECT_NE(mail.body.find("Ana Ruiz, Foundry"), std::string::npos);
}

}  // namespace
}  // namespace undersigned::mail
