// tests/vectors/letter.json, checked from the file alone.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "app/sodium/sodium.h"
#include "core/base/code.h"
#include "core/letter/card.h"
#include "core/letter/choice.h"
#include "core/letter/fingerprint.h"
#include "core/letter/holding.h"
#include "core/letter/leaf.h"
#include "core/letter/manifest.h"
#include "core/letter/roster.h"
#include "tests/support/vectors.h"

namespace undersigned::letter {
namespace {

using base::Json;
using test::field;
using test::unhex;

class LetterVectors : public testing::Test {
 protected:
  LetterVectors()
      : file_(test::load_vectors("letter.json")),
        manifest_(*Manifest::parse(unhex(field(file_["manifest"], "bytes")))) {
    sodium::initialise();
  }

  static std::vector<base::Bytes> list(const Json& values) {
    std::vector<base::Bytes> out;
    for (const Json& value : values) out.push_back(unhex(value.get<std::string>()));
    return out;
  }

  static base::Result<Roster> parse_roster(const Manifest& manifest, const Json& values) {
    sodium::SystemRandomness randomness;
    base::SerialExecutor executor;
    const auto payloads = list(values);
    return Roster::parse(manifest, std::vector<base::ByteView>(payloads.begin(), payloads.end()),
                         randomness, executor);
  }

  Json file_;
  Manifest manifest_;
  sodium::SodiumGroup ops_;
};

TEST_F(LetterVectors, Manifest) {
  const Json& expected = file_["manifest"];
  EXPECT_EQ(base::to_hex(manifest_.hash()), field(expected, "hash"));
  EXPECT_EQ(manifest_.schedule.start, expected["start"].get<std::int64_t>());
  EXPECT_EQ(manifest_.schedule.earliest_opening, expected["earliest_opening"].get<std::int64_t>());
  ASSERT_EQ(manifest_.items.size(), expected["items"].size());
  for (std::size_t q = 0; q < manifest_.items.size(); ++q) {
    const Item& item = manifest_.items[q];
    EXPECT_EQ(item.id, field(expected["items"][q], "id"));
    const Json& options = expected["items"][q]["options"];
    ASSERT_EQ(item.options, options.size());
    for (std::size_t o = 1; o <= item.options; ++o) {
      EXPECT_EQ(option_name(item, o), options[o - 1].get<std::string>());
    }
  }
}

TEST_F(LetterVectors, Codes) {
  for (const Json& vector : file_["codes"]) {
    const auto code = base::parse_code(field(vector, "typed"));
    ASSERT_TRUE(code);
    EXPECT_EQ(base::as_text(code->reveal()), field(vector, "canonical"));
    const auto key = half_key(*code, test::unhex_array<32>(field(vector, "issuer")));
    EXPECT_EQ(base::to_hex(key.reveal().encode()), field(vector, "c"));
    EXPECT_EQ(base::to_hex(ops_.multiply_base(key.reveal()).encode()), field(vector, "C"));
    EXPECT_EQ(base::to_hex(card_seed(*code, manifest_.hash()).reveal().encode()),
              field(vector, "s0"));
  }
}

TEST_F(LetterVectors, Cards) {
  const auto card_key = group::Point::parse(unhex(field(file_["roster"], "card_key")));
  for (std::size_t i = 0; i < file_["cards"].size(); ++i) {
    const Json& vector = file_["cards"][i];
    const Card card{field(vector, "name"), field(vector, "role"), field(vector, "cohort")};
    const CardPlaintext plaintext = *card.encode();
    EXPECT_EQ(base::to_hex(plaintext), field(vector, "plaintext"));
    const Json& code = file_["codes"][i];
    const CardBinding binding{manifest_.hash(), test::unhex_array<32>(field(code, "C")),
                              card.cohort};
    const group::SecretScalar seed(*group::Scalar::parse(unhex(field(code, "s0"))));
    const CardBody body = seal_card(ops_, seed, plaintext, binding, *card_key);
    EXPECT_EQ(base::to_hex(body), field(vector, "body"));
    EXPECT_EQ(base::to_hex(card_hash(body)), field(vector, "hash"));
    EXPECT_EQ(base::to_hex(card_point(body)->encode()), field(vector, "S"));
    const auto q = group::Point::parse(unhex(field(vector, "Q")));
    EXPECT_EQ(*parse_opened_card(*open_card(body, *q, binding), binding, manifest_.names), card);
  }
}

TEST_F(LetterVectors, Roster) {
  const Json& vector = file_["roster"];
  const auto payloads = list(vector["payloads"]);
  const auto roster = parse_roster(manifest_, vector["payloads"]);
  ASSERT_TRUE(roster) << roster.error().message;
  for (std::uint32_t i = 0; i < roster->size(); ++i) {
    EXPECT_EQ(base::to_hex(roster->key(i).bytes()), field(file_["codes"][i], "C"));
    EXPECT_EQ(base::to_hex(roster->card_hash(i)), field(file_["cards"][i], "hash"));
    EXPECT_EQ(roster->cohort_name(i), field(file_["cards"][i], "cohort"));
    EXPECT_TRUE(roster->find_name(field(file_["cards"][i], "name"), {}));
  }
  const hash::Digest256 digest = roster_digest(std::span(payloads).first(payloads.size() - 1));
  EXPECT_EQ(base::to_hex(digest), field(vector, "digest"));
  EXPECT_EQ(base::to_hex(registrar_message(manifest_.hash(), digest)),
            field(vector, "registrar_signs"));
  EXPECT_EQ(base::to_hex(issuer_message(manifest_.hash(), 1, digest)),
            field(vector, "issuer_signs"));
}

TEST_F(LetterVectors, CommittedNames) {
  const Json& vector = file_["committed_names"];
  const Manifest manifest = *Manifest::parse(unhex(field(vector, "manifest")));
  const auto roster = parse_roster(manifest, vector["payloads"]);
  ASSERT_TRUE(roster) << roster.error().message;
  for (const Json& one : vector["names"]) {
    const Card card{field(one, "name"), field(one, "role"), field(one, "cohort"),
                    test::unhex_array<32>(field(one, "salt"))};
    EXPECT_EQ(base::to_hex(commit_to_name(manifest.hash(), card.name, *card.salt)),
              field(one, "commitment"));
    EXPECT_EQ(base::to_hex(*card.encode()), field(one, "plaintext"));
    EXPECT_TRUE(roster->find_name(card.name, card.salt));
  }
  for (const Json& refused : vector["refused"])
    EXPECT_EQ(parse_roster(manifest, refused["payloads"]).error().check, field(refused, "check"));
}

TEST_F(LetterVectors, TwoIssuers) {
  const Json& vector = file_["two_issuers"];
  const Manifest manifest = *Manifest::parse(unhex(field(vector, "manifest")));
  const auto roster = parse_roster(manifest, vector["payloads"]);
  ASSERT_TRUE(roster) << roster.error().message;
  for (std::uint32_t i = 0; i < roster->size(); ++i) {
    std::vector<base::CanonicalCode> codes;
    for (std::size_t issuer = 0; issuer < 2; ++issuer) {
      const Json& half = vector["halves"][i][issuer];
      codes.push_back(*base::parse_code(field(half, "typed")));
      EXPECT_EQ(base::to_hex(manifest.issuers[issuer].key), field(half, "issuer"));
      const auto key = half_key(codes.back(), manifest.issuers[issuer].key);
      EXPECT_EQ(base::to_hex(key.reveal().encode()), field(half, "c"));
      EXPECT_EQ(base::to_hex(ops_.multiply_base(key.reveal()).encode()), field(half, "C"));
    }
    const auto key = credential_key(codes, manifest.issuers);
    EXPECT_EQ(base::to_hex(ops_.multiply_base(key.reveal()).encode()),
              vector["C"][i].get<std::string>());
    EXPECT_EQ(base::to_hex(roster->key(i).bytes()), vector["C"][i].get<std::string>());
  }
  for (const Json& refused : vector["refused"]) {
    EXPECT_EQ(parse_roster(manifest, refused["payloads"]).error().check, field(refused, "check"))
        << field(refused, "why");
  }
}

TEST_F(LetterVectors, Fingerprint) {
  const Json& vector = file_["roster"];
  const auto leaves = list(vector["leaves"]);
  const hash::Digest256 fingerprint = fingerprint_of(leaves);
  EXPECT_EQ(base::to_hex(fingerprint), field(vector, "fingerprint"));
  EXPECT_EQ(base::to_hex(holding_message(fingerprint, 2)), field(vector, "trustee_2_signs"));
  ManifestReader reader;
  ASSERT_TRUE(reader.add(*Leaf::parse(leaves[0])));
  EXPECT_EQ(reader.bytes(), manifest_.bytes());
}

TEST_F(LetterVectors, Leaves) {
  for (const Json& vector : file_["leaves"]) {
    const base::Bytes bytes = unhex(field(vector, "leaf"));
    const auto leaf = Leaf::parse(bytes);
    ASSERT_TRUE(leaf);
    EXPECT_EQ(name_of(leaf->kind), field(vector, "kind"));
    EXPECT_EQ(leaf->part, vector["part"].get<int>());
    EXPECT_EQ(leaf->parts, vector["parts"].get<int>());
    EXPECT_EQ(base::to_hex(leaf->payload), field(vector, "payload"));
  }
}

TEST_F(LetterVectors, Refused) {
  for (const Json& vector : file_["refused_codes"]) {
    EXPECT_EQ(base::parse_code(field(vector, "typed")).error().check, field(vector, "check"));
  }
  for (const Json& vector : file_["refused_manifests"]) {
    std::string text(base::as_text(manifest_.bytes()));
    const std::string from = field(vector, "replaced");
    text.replace(text.find(from), from.size(), field(vector, "by"));
    const auto manifest = Manifest::parse(base::as_bytes(text));
    ASSERT_FALSE(manifest) << field(vector, "why");
    EXPECT_EQ(manifest.error().check, field(vector, "check")) << field(vector, "why");
  }
}

}  // namespace
}  // namespace undersigned::letter
