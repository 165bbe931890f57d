#include "core/log/note.h"

#include <gtest/gtest.h>

#include "core/base/encoding.h"

namespace undersigned::log {
namespace {

// The example of C2SP's signed-note.
constexpr std::string_view kPublishedKey =
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
constexpr std::string_view kPublishedNote =
    "This is an example message.\n"
    "\n"
    "\u2014 example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="
    "\n";

constexpr std::string_view kSignature =
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=";

std::string line(std::string_view name, std::string_view signature = kSignature) {
  return "\u2014 " + std::string(name) + " " + std::string(signature) + "\n";
}

std::string refusal(std::string_view note) {
  const auto parsed = Note::parse(base::as_bytes(note));
  return parsed ? "accepted" : parsed.error().check;
}

std::string key_refusal(std::string_view text) {
  const auto key = VerifierKey::parse(text);
  return key ? "accepted" : key.error().check;
}

// --- Keys --------------------------------------------------------------------------------------

TEST(VerifierKey, ReadsAndWritesThePublishedKey) {
  const auto key = VerifierKey::parse(kPublishedKey);
  ASSERT_TRUE(key) << key.error().message;
  EXPECT_EQ(key->name(), "example.com/foo");
  EXPECT_EQ(base::to_hex(key->id()), "530d903a");
  EXPECT_EQ(key->format(), kPublishedKey);
  const auto same = VerifierKey::of("example.com/foo", key->key());
  ASSERT_TRUE(same);
  EXPECT_EQ(same->id(), key->id());
}

TEST(VerifierKey, KeepsAPlusOfItsBase64) {
  // A key with bytes that base64 writes as '+': the text has more than two of them.
  group::SigningPublicKey key{};
  key.fill(0xfb);
  const std::string text = VerifierKey::of("a", key).value().format();
  EXPECT_NE(text.find('+', text.find('+', 2) + 1), std::string::npos);
  EXPECT_EQ(VerifierKey::parse(text).value().key(), key);
}

TEST(VerifierKey, RefusesEveryChangedCharacter) {
  for (std::size_t at = 0; at < kPublishedKey.size(); ++at) {
    for (const char c : {'a', 'B', '0', '+', '/', '=', ' ', '\n', '\0'}) {
      std::string changed(kPublishedKey);
      changed[at] = c;
      if (changed == kPublishedKey) continue;
      ASSERT_NE(key_refusal(changed), "accepted") << changed;
    }
  }
}

TEST(VerifierKey, RefusesOtherForms) {
  const std::string key(kPublishedKey);
  EXPECT_EQ(key_refusal(""), "note.name");
  EXPECT_EQ(key_refusal("+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"), "note.name");
  EXPECT_EQ(key_refusal("example.com/foo"), "note.key");
  EXPECT_EQ(key_refusal("example.com/foo+530d903a"), "note.key");
  EXPECT_EQ(key_refusal("example.com/foo+530d903a+"), "note.key");
  EXPECT_EQ(key_refusal("example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"),
            "note.key");
  EXPECT_EQ(key_refusal("example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"),
            "note.key");
  // Type 0x04, a witness's key.
  EXPECT_EQ(key_refusal("example.com/foo+530d903a+BOkyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"),
            "note.key");
  EXPECT_EQ(key_refusal(key + " "), "note.key");
  EXPECT_EQ(key_refusal(key + "="), "note.key");
  EXPECT_EQ(key_refusal(key + "AAAA"), "note.key");
}

TEST(KeyName, Is1To120PlainCharacters) {
  EXPECT_TRUE(check_key_name("a"));
  EXPECT_TRUE(check_key_name("letters.example/night-0/9"));
  EXPECT_TRUE(check_key_name(std::string(kMaxKeyNameBytes, 'z')));
  EXPECT_FALSE(check_key_name(""));
  EXPECT_FALSE(check_key_name(std::string(kMaxKeyNameBytes + 1, 'z')));
  for (const std::string_view name : {"A", "a b", "a+b", "a_b", "a:b", "a\n", "\ta", "\u00e9",
                                      "a\u00a0b", "a\u2003b", "a\u202eb"}) {
    EXPECT_FALSE(check_key_name(name)) << name;
  }
}

// --- Notes -------------------------------------------------------------------------------------

TEST(Note, ReadsWritesAndVerifiesThePublishedNote) {
  const auto note = Note::parse(base::as_bytes(kPublishedNote));
  ASSERT_TRUE(note) << note.error().message;
  EXPECT_EQ(note->text, "This is an example message.\n");
  ASSERT_EQ(note->signatures.size(), 1u);
  EXPECT_EQ(note->signatures[0].name, "example.com/foo");
  EXPECT_EQ(base::to_hex(note->signatures[0].id), "530d903a");
  EXPECT_EQ(note->format(), kPublishedNote);
  const VerifierKey key = VerifierKey::parse(kPublishedKey).value();
  EXPECT_TRUE(verify_note(*note, key));
  EXPECT_EQ((Note{note->text, {note_signature(key, note->signatures[0].signature)}}.format()),
            kPublishedNote);
}

TEST(Note, RefusesEveryChangedBit) {
  const VerifierKey key = VerifierKey::parse(kPublishedKey).value();
  for (std::size_t at = 0; at < kPublishedNote.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed(kPublishedNote);
      changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
      const auto note = Note::parse(base::as_bytes(changed));
      ASSERT_FALSE(note && verify_note(*note, key)) << changed;
    }
  }
}

TEST(Note, RefusesEveryCutAndAddition) {
  for (std::size_t length = 0; length < kPublishedNote.size(); ++length) {
    ASSERT_NE(refusal(kPublishedNote.substr(0, length)), "accepted") << length;
  }
  for (const std::string_view more : {"\n", " ", "a", "\n\n", "\u2014", "\u2014 a\n"}) {
    EXPECT_NE(refusal(std::string(kPublishedNote) + std::string(more)), "accepted");
  }
}

TEST(Note, RefusesOtherForms) {
  const std::string text = "text\n";
  const std::string good = line("a");
  ASSERT_EQ(refusal(text + "\n" + good), "accepted");
  EXPECT_EQ(refusal(""), "note.form");
  EXPECT_EQ(refusal("\n"), "note.form");
  EXPECT_EQ(refusal("\n\n"), "note.form");
  EXPECT_EQ(refusal(text), "note.form");
  EXPECT_EQ(refusal(text + "\n"), "note.form");                       // no signature
  EXPECT_EQ(refusal("\n" + good), "note.form");                       // no text
  EXPECT_EQ(refusal("\n" + text + "\n" + good), "note.form");         // begins with an empty line
  EXPECT_EQ(refusal(text + good), "note.form");                       // no empty line
  EXPECT_EQ(refusal(text + "\n\n" + good), "note.form");              // two of them
  EXPECT_EQ(refusal(text + "\n" + text + "\n" + good), "note.form");  // one within the text
  EXPECT_EQ(refusal(text + "\n" + good + "\n" + line("b")), "note.form");
  EXPECT_EQ(refusal(text + "\n" + good + "more\n"), "note.form");
  EXPECT_EQ(refusal(text + "\n" + good + "\n"), "note.form");
  EXPECT_EQ(refusal(text + "\n" + good.substr(0, good.size() - 1)),
            "note.form");  // no last newline
  EXPECT_EQ(refusal(text + "\n- a " + std::string(kSignature) + "\n"), "note.form");  // hyphen
  EXPECT_EQ(refusal(text + "\n\u2013 a " + std::string(kSignature) + "\n"),
            "note.form");  // en dash
  EXPECT_EQ(refusal(text + "\n\u2014a " + std::string(kSignature) + "\n"), "note.form");
  EXPECT_EQ(refusal(text + "\n " + good), "note.form");
}

TEST(Note, RefusesBadNames) {
  EXPECT_EQ(refusal("text\n\n" + line("")), "note.name");
  EXPECT_EQ(refusal("text\n\n" + line(" a")), "note.name");
  EXPECT_EQ(refusal("text\n\n" + line("a+b")), "note.name");
  EXPECT_EQ(refusal("text\n\n" + line("\u00e9")), "note.name");
  EXPECT_EQ(refusal("text\n\n" + line("a\u00a0b")), "note.name");
  EXPECT_EQ(refusal("text\n\n" + line(std::string(kMaxKeyNameBytes + 1, 'a'))), "note.name");
}

TEST(Note, RefusesBadSignatures) {
  const std::string good(kSignature);
  const auto with = [&](std::string_view signature) {
    return refusal("t\n\n" + line("a", signature));
  };
  ASSERT_EQ(with(good), "accepted");
  EXPECT_EQ(with(""), "note.signature");
  EXPECT_EQ(with(" " + good), "note.signature");
  EXPECT_EQ(with(good + " "), "note.signature");
  EXPECT_EQ(with(good + " " + good), "note.signature");
  EXPECT_EQ(with(good + "\r"), "note.text");
  EXPECT_EQ(with(good.substr(0, good.size() - 1)), "note.signature");  // padding left out
  EXPECT_EQ(with(good + "="), "note.signature");
  EXPECT_EQ(with(good.substr(4)), "note.signature");  // 65 bytes
  EXPECT_EQ(with("AAAA" + good), "note.signature");   // 71 bytes
  std::string bits = good;
  bits[bits.size() - 2] = 'N';  // the same bytes, with unused bits set
  EXPECT_EQ(with(bits), "note.signature");
  std::string url = good;
  url[10] = '-';
  EXPECT_EQ(with(url), "note.signature");
}

TEST(Note, RefusesBadText) {
  const auto with = [&](std::string_view text) {
    return refusal(std::string(text) + "\n\n" + line("a"));
  };
  ASSERT_EQ(with("\u00e9t\u00e9 \u2014 \u96ea"), "accepted");
  for (const std::string_view text :
       {std::string_view("a\tb"), std::string_view("a\rb"), std::string_view("a\0b", 3),
        std::string_view("\x1b[0m"), std::string_view("\x7f"), std::string_view("\xff"),
        std::string_view("\xc0\xaf"), std::string_view("\xed\xa0\x80"),
        std::string_view("a\xe2\x80"), std::string_view("a\u202eb"),
        std::string_view("a\u200bb")}) {
    EXPECT_EQ(with(text), "note.text") << text;
  }
}

TEST(Note, RefusesDuplicatesAndTooMany) {
  EXPECT_EQ(refusal("t\n\n" + line("a") + line("b")), "accepted");
  EXPECT_EQ(refusal("t\n\n" + line("a") + line("a")), "note.duplicate");
  EXPECT_EQ(refusal("t\n\n" + line("a") + line("b") + line("a")), "note.duplicate");
  std::string lines;
  for (std::size_t i = 0; i < kMaxNoteSignatures; ++i) lines += line("a" + std::to_string(i));
  EXPECT_EQ(refusal("t\n\n" + lines), "accepted");
  EXPECT_EQ(refusal("t\n\n" + lines + line("b")), "note.form");
}

TEST(Note, RefusesLongNotesUnread) {
  const std::string signatures = "\n" + line("a");
  const std::size_t room = kMaxNoteBytes - signatures.size() - 1;
  EXPECT_EQ(refusal(std::string(room, 't') + "\n" + signatures), "accepted");
  EXPECT_EQ(refusal(std::string(room + 1, 't') + "\n" + signatures), "note.size");
}

TEST(NoteVerification, RefusesUnknownSignatures) {
  const VerifierKey key = VerifierKey::parse(kPublishedKey).value();
  Note note = Note::parse(base::as_bytes(kPublishedNote)).value();
  const auto refused = [&](const Note& changed) {
    const auto result = verify_note(changed, key);
    return result ? "accepted" : result.error().check;
  };
  ASSERT_EQ(refused(note), "accepted");
  Note another = note;
  another.signatures.push_back({"witness.example", {1, 2, 3, 4}, {}, {}});
  EXPECT_EQ(refused(another), "note.unknown");
  another = note;
  another.signatures[0].name = "example.com/fop";
  EXPECT_EQ(refused(another), "note.unknown");
  another = note;
  another.signatures[0].id[0] ^= 1;
  EXPECT_EQ(refused(another), "note.unknown");
  another = note;
  another.signatures.clear();
  EXPECT_EQ(refused(another), "note.unsigned");
  another = note;
  another.signatures[0].signature[0] ^= 1;
  EXPECT_EQ(refused(another), "note.verify");
  another = note;
  another.text[0] = 't';
  EXPECT_EQ(refused(another), "note.verify");
}

TEST(NoteDeathTest, ANoteThatNobodyCouldReadIsAProgrammersError) {
  const Note good = Note::parse(base::as_bytes(kPublishedNote)).value();
  EXPECT_DEATH((void)(Note{"no newline", good.signatures}.format()), "");
  EXPECT_DEATH((void)(Note{"an\n\nempty line\n", good.signatures}.format()), "");
  EXPECT_DEATH((void)(Note{"unsigned\n", {}}.format()), "");
}

}  // namespace
}  // namespace undersigned::log
