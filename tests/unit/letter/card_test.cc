#include "core/letter/card.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

#include "core/base/codec.h"
#include "core/cipher/chacha20poly1305.h"
#include "core/hash/transcript.h"
#include "core/letter/manifest.h"
#include "tests/support/sample_roster.h"

namespace undersigned::letter {
namespace {

TEST(CardPlaintext, HasOneForm) {
  const Card card{"Ana", "", "Foundry"};
  const auto plaintext = card.encode();
  ASSERT_TRUE(plaintext);
  const base::Bytes expected =
      base::Writer().text16("Ana").text16("").text16("Foundry").u16(0).take();
  EXPECT_TRUE(std::equal(expected.begin(), expected.end(), plaintext->begin()));
  EXPECT_TRUE(std::all_of(plaintext->begin() + static_cast<std::ptrdiff_t>(expected.size()),
                          plaintext->end(), [](std::uint8_t byte) { return byte == 0; }));
  EXPECT_EQ(*Card::parse(*plaintext), card);
}

TEST(CardPlaintext, RoundTripOfEveryLength) {
  for (const std::size_t name : {1u, 120u}) {
    for (const std::size_t role : {0u, 1u, 120u}) {
      for (const std::size_t cohort : {1u, 120u}) {
        const Card card{std::string(name, 'n'), std::string(role, 'r'), std::string(cohort, 'c')};
        EXPECT_EQ(*Card::parse(*card.encode()), card);
      }
    }
  }
}

TEST(CardPlaintext, RefusesBadTexts) {
  const std::string over(121, 'x');
  for (const Card& card : {Card{"", "r", "c"}, Card{over, "r", "c"}, Card{"n", over, "c"},
                           Card{"n", "r", ""}, Card{"n", "r", over}}) {
    EXPECT_EQ(card.encode().error().check, "card.length");
  }
  for (const char* bad : {"a\nb", "a\tb", "\x1b[0m", "a\u202e", "\u200b", "\xff"}) {
    for (const Card& card : {Card{bad, "r", "c"}, Card{"n", bad, "c"}, Card{"n", "r", bad}}) {
      EXPECT_EQ(card.encode().error().check, "card.text");
    }
  }
}

TEST(CardPlaintext, RefusesOtherBytes) {
  const CardPlaintext good = *Card{"Ana", "Cook", "Foundry"}.encode();
  const auto check = [&](std::size_t place, std::uint8_t value) {
    CardPlaintext changed = good;
    changed[place] = value;
    const auto card = Card::parse(changed);
    return card ? "accepted" : card.error().check;
  };
  const std::size_t used = 6 + 3 + 4 + 7 + 2;
  for (const std::size_t place : {used, used + 1, kCardBytes - 1}) {
    EXPECT_EQ(check(place, 1), "card.padding");
  }
  EXPECT_EQ(check(0, 0), "card.encoding");  // then *Ana* would be a length
  EXPECT_EQ(check(0, 121), "card.encoding");
  EXPECT_EQ(check(1, 1), "card.encoding");  // 256 bytes more
  EXPECT_EQ(check(2, 7), "card.text");
  EXPECT_EQ(check(2, 0xff), "card.text");
  EXPECT_EQ(check(used - 11, 0), "card.encoding");  // then *Foundry* would be a salt's length
  EXPECT_EQ(check(used - 2, 1), "card.encoding");   // a salt of one byte
  EXPECT_EQ(check(used - 2, 31), "card.encoding");
  EXPECT_EQ(check(used - 2, 33), "card.encoding");
  EXPECT_EQ(check(used - 2, 32), "accepted");  // of zeros
  CardPlaintext noise;
  noise.fill(0);
  EXPECT_EQ(Card::parse(noise).error().check, "card.length");
}

TEST(CardPlaintext, HasASaltWhereNamesAreCommittedTo) {
  Card card{std::string(120, 'n'), std::string(120, 'r'), std::string(120, 'c')};
  EXPECT_TRUE(check_salt(card, NameList::kPublished));
  EXPECT_EQ(check_salt(card, NameList::kCommitted).error().check, "card.salt");
  card.salt = NameSalt{1, 2, 3};
  EXPECT_TRUE(check_salt(card, NameList::kCommitted));
  EXPECT_EQ(check_salt(card, NameList::kPublished).error().check, "card.salt");
  const CardPlaintext full = *card.encode();  // nothing is left for padding
  EXPECT_EQ(*Card::parse(full), card);
  const CardBinding binding{{}, {}, card.cohort};
  EXPECT_EQ(*parse_opened_card(full, binding, NameList::kCommitted), card);
  EXPECT_EQ(parse_opened_card(full, binding, NameList::kPublished).error().check, "card.salt");
}

class Cards : public testing::Test {
 protected:
  static test::SampleRoster& letter() {
    static test::SampleRoster roster(4);
    return roster;
  }
  const CardBody& body() const { return letter().bodies[0]; }
  CardBinding binding() const { return letter().binding(0); }
  CardBody sealed(const Card& card, const CardBinding& binding) const {
    return seal_card(letter().ops, card_seed(letter().codes[0], letter().manifest.hash()),
                     *card.encode(), binding, letter().card_key);
  }
};

TEST_F(Cards, OpenWithTheTrusteesShare) {
  for (std::uint32_t i = 0; i < 4; ++i) {
    const CardBody& body = letter().bodies[i];
    const auto plaintext = open_card(body, letter().card_share(body), letter().binding(i));
    ASSERT_TRUE(plaintext) << plaintext.error().message;
    EXPECT_EQ(*parse_opened_card(*plaintext, letter().binding(i), NameList::kPublished),
              letter().cards[i]);
  }
}

// Section 5, step by step, with nothing of card.cc but the domains.
TEST_F(Cards, AreWhatTheProtocolSays) {
  const auto joined = [](std::initializer_list<base::ByteView> parts) {
    base::Writer writer;
    for (const base::ByteView part : parts) writer.raw(part);
    return writer.take();
  };
  const auto& code = letter().codes[0].reveal();
  const auto& hash = letter().manifest.hash();
  const group::Scalar c = group::hash_to_scalar(joined({code, letter().issuer.public_key()}),
                                                base::as_bytes("undersigned-v1-half"));
  EXPECT_EQ(letter().key(0).reveal(), c);
  const group::Scalar s0 =
      group::hash_to_scalar(joined({code, hash}), base::as_bytes("undersigned-v1-card"));
  EXPECT_EQ(card_seed(letter().codes[0], hash).reveal(), s0);
  const CardPlaintext plaintext = *letter().cards[0].encode();
  const group::Scalar s = group::hash_to_scalar(joined({s0.encode(), plaintext}),
                                                base::as_bytes("undersigned-v1-card-randomness"));
  const auto encoded_s = letter().ops.multiply_base(s).encode();
  EXPECT_TRUE(std::equal(encoded_s.begin(), encoded_s.end(), body().begin()));
  hash::SessionTag tag("card");
  tag.bytes(hash)
      .bytes(letter().draft.credentials[0].halves[0].point)
      .bytes(base::as_bytes("Foundry"));
  hash::Transcript transcript(tag.id());
  transcript.absorb(encoded_s);
  transcript.absorb(letter().ops.multiply(s, letter().card_key).encode());
  cipher::Key key;
  transcript.squeeze(key);
  const auto opened = cipher::open(key, {}, tag.tag(), base::ByteView(body()).subspan(32));
  ASSERT_TRUE(opened);
  EXPECT_TRUE(std::equal(opened->begin(), opened->end(), plaintext.begin(), plaintext.end()));
}

TEST_F(Cards, AreMadeAgainByTheSigner) {
  EXPECT_EQ(sealed(letter().cards[0], binding()), body());
  EXPECT_EQ(card_hash(body()), letter().draft.credentials[0].card_hash);
}

// Another name, role or cohort: another S, hence another key.
TEST_F(Cards, ACorrectedCardHasAnotherKey) {
  Card corrected = letter().cards[0];
  corrected.role = "Head cook";
  const CardBody again = sealed(corrected, binding());
  EXPECT_FALSE(std::equal(again.begin(), again.begin() + 32, body().begin()));
  EXPECT_NE(card_hash(again), card_hash(body()));
  EXPECT_FALSE(open_card(again, letter().card_share(body()), binding()));
  EXPECT_TRUE(open_card(again, letter().card_share(again), binding()));
}

TEST_F(Cards, AnotherCodeOrLetterMakesAnother) {
  const CardPlaintext plaintext = *letter().cards[0].encode();
  const auto with = [&](const base::CanonicalCode& code, const hash::Digest256& hash) {
    return seal_card(letter().ops, card_seed(code, hash), plaintext, binding(), letter().card_key);
  };
  EXPECT_EQ(with(letter().codes[0], letter().manifest.hash()), body());
  EXPECT_NE(with(letter().codes[1], letter().manifest.hash()), body());
  EXPECT_NE(with(letter().codes[0], test::sample_key("another letter")), body());
  // A code is not bound to one letter.
  EXPECT_EQ(letter().key(0).reveal(),
            half_key(letter().codes[0], letter().issuer.public_key()).reveal());
  EXPECT_FALSE(letter().key(0).reveal() ==
               half_key(letter().codes[0], letter().registrar.public_key()).reveal());
}

TEST_F(Cards, OpenNowhereElse) {
  const group::Point q = letter().card_share(body());
  CardBinding other = binding();
  other.cohort = "Kitchen";
  EXPECT_EQ(open_card(body(), q, other).error().check, "card.cipher");
  other = binding();
  other.credential = letter().draft.credentials[1].halves[0].point;
  EXPECT_EQ(open_card(body(), q, other).error().check, "card.cipher");
  other = binding();
  other.manifest_hash[0] ^= 1;
  EXPECT_EQ(open_card(body(), q, other).error().check, "card.cipher");
  EXPECT_EQ(open_card(body(), q + group::Point::base(), binding()).error().check, "card.cipher");
}

TEST_F(Cards, ChangedBodiesAreUnreadable) {
  const group::Point q = letter().card_share(body());
  for (std::size_t i = 0; i < kCardBodyBytes; ++i) {
    CardBody changed = body();
    changed[i] ^= 1;
    EXPECT_FALSE(open_card(changed, q, binding())) << i;
    EXPECT_NE(card_hash(changed), card_hash(body()));
  }
  CardBody identity = body();
  std::fill_n(identity.begin(), 32, std::uint8_t{0});
  EXPECT_EQ(card_point(identity).error().check, "card.point");
  EXPECT_EQ(open_card(identity, q, binding()).error().check, "card.point");
}

// A card that opens but says another cohort than the one it is bound to.
TEST_F(Cards, TheCohortIsTheCredentials) {
  Card moved = letter().cards[0];
  moved.cohort = "Kitchen";
  const CardBody body = sealed(moved, binding());
  const auto plaintext = open_card(body, letter().card_share(body), binding());
  ASSERT_TRUE(plaintext);
  EXPECT_EQ(parse_opened_card(*plaintext, binding(), NameList::kPublished).error().check,
            "card.cohort");
}

}  // namespace
}  // namespace undersigned::letter
