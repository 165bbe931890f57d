#include "core/letter/card.h"

#include <algorithm>
#include <string_view>

#include "core/base/check.h"
#include "core/base/codec.h"
#include "core/base/declassify.h"
#include "core/base/text.h"
#include "core/cipher/chacha20poly1305.h"
#include "core/hash/transcript.h"

namespace undersigned::letter {
namespace {

constexpr std::size_t kPointBytes = sizeof(group::EncodedPoint);
constexpr std::string_view kHalfDomain = "undersigned-v1-half";
constexpr std::string_view kSeedDomain = "undersigned-v1-card";
constexpr std::string_view kRandomnessDomain = "undersigned-v1-card-randomness";
// Each key encrypts one message only (section 4).
constexpr cipher::Nonce kNonce{};

// hash_to_scalar(a ‖ b, domain), leaving nothing of the message behind.
template <std::size_t A, std::size_t B>
group::SecretScalar hash_secret(const base::ByteArray<A>& a, const base::ByteArray<B>& b,
                                std::string_view domain) {
  base::Secret<base::ByteArray<A + B>> message;
  std::copy(a.begin(), a.end(), message.reveal().begin());
  std::copy(b.begin(), b.end(), message.reveal().begin() + A);
  return group::SecretScalar(group::hash_to_scalar(message.reveal(), base::as_bytes(domain)));
}

hash::SessionTag tag_of(const CardBinding& binding) {
  hash::SessionTag tag("card");
  tag.bytes(binding.manifest_hash).bytes(binding.credential).bytes(base::as_bytes(binding.cohort));
  return tag;
}

// The key of the body with this S, from Q = s·Y_card = y_card·S.
base::Secret<cipher::Key> body_key(const hash::SessionTag& tag, base::ByteView encoded_s,
                                   const group::Point& q) {
  base::Secret<group::EncodedPoint> encoded_q(q.encode());
  hash::Transcript transcript(tag.id());
  transcript.absorb(encoded_s);
  transcript.absorb(encoded_q.reveal());
  base::Secret<cipher::Key> key;
  transcript.squeeze(key.reveal());
  transcript.wipe();
  return key;
}

base::Result<void> check_field(std::string_view text, std::size_t min, std::size_t max,
                               std::string_view what) {
  if (text.size() < min || text.size() > max) {
    return base::fail("card.length", "5",
                      "The " + std::string(what) + " on a card has " + std::to_string(min) +
                          " to " + std::to_string(max) + " bytes, not " +
                          std::to_string(text.size()) + ".");
  }
  const auto checked =
      base::check_text(text, base::TextKind::kLine, std::string(what) + " on a card");
  if (!checked) return base::fail("card.text", "5", checked.error().message);
  return {};
}

base::Result<void> check_card(const Card& card) {
  UNDERSIGNED_TRY_VOID(check_field(card.name, 1, kMaxNameBytes, "name"));
  UNDERSIGNED_TRY_VOID(check_field(card.role, 0, kMaxNameBytes, "role"));
  return check_field(card.cohort, 1, kMaxCohortBytes, "cohort");
}

base::Result<std::optional<NameSalt>> read_salt(base::Reader& reader) {
  const auto bytes = reader.var16(sizeof(NameSalt));
  if (!bytes || (!bytes->empty() && bytes->size() != sizeof(NameSalt)))
    return base::fail("card.encoding", "5", "A card's salt has 32 bytes, if there is one.");
  if (bytes->empty()) return std::nullopt;
  NameSalt salt;
  std::copy(bytes->begin(), bytes->end(), salt.begin());
  return salt;
}

}  // namespace

group::SecretScalar half_key(const base::CanonicalCode& code,
                             const group::SigningPublicKey& issuer) {
  return hash_secret(code.reveal(), issuer, kHalfDomain);
}

group::SecretScalar credential_key(std::span<const base::CanonicalCode> codes,
                                   std::span<const Party> issuers) {
  UNDERSIGNED_CHECK(!codes.empty() && codes.size() == issuers.size());
  group::SecretScalar key = half_key(codes[0], issuers[0].key);
  for (std::size_t i = 1; i < codes.size(); ++i) {
    key.reveal() += half_key(codes[i], issuers[i].key).reveal();
  }
  return key;
}

group::SecretScalar card_seed(const base::CanonicalCode& code,
                              const hash::Digest256& manifest_hash) {
  return hash_secret(code.reveal(), manifest_hash, kSeedDomain);
}

base::Result<CardPlaintext> Card::encode() const {
  UNDERSIGNED_TRY_VOID(check_card(*this));
  base::Writer writer;
  writer.text16(name).text16(role).text16(cohort);
  writer.var16(salt ? base::ByteView(*salt) : base::ByteView());
  CardPlaintext plaintext{};
  std::copy(writer.bytes().begin(), writer.bytes().end(), plaintext.begin());
  return plaintext;
}

base::Result<Card> Card::parse(const CardPlaintext& plaintext) {
  base::Reader reader(plaintext);
  Card card;
  for (std::string* field : {&card.name, &card.role, &card.cohort}) {
    const auto bytes = reader.var16(kMaxNameBytes);
    if (!bytes) {
      return base::fail("card.encoding", "5", "A card does not hold three texts of 120 bytes.");
    }
    *field = base::as_text(*bytes);
  }
  UNDERSIGNED_TRY(card.salt, read_salt(reader));
  UNDERSIGNED_TRY_VOID(check_card(card));
  const auto padding = *reader.raw(reader.remaining());
  if (std::any_of(padding.begin(), padding.end(), [](std::uint8_t byte) { return byte != 0; })) {
    return base::fail("card.padding", "5", "The padding of a card is not zero.");
  }
  return card;
}

base::Result<void> check_salt(const Card& card, NameList names) {
  if (card.salt.has_value() == (names == NameList::kCommitted)) return {};
  return base::fail("card.salt", "5",
                    card.salt ? "This card has a salt, but the letter publishes its list of names."
                              : "This card has no salt, and the letter's list of names cannot be "
                                "compared without.");
}

CardBody seal_card(const group::SecretGroup& ops, const group::SecretScalar& seed,
                   const CardPlaintext& plaintext, const CardBinding& binding,
                   const group::Point& card_key) {
  const base::Secret<base::ByteArray<32>> encoded_seed(seed.reveal().encode());
  const group::SecretScalar s = hash_secret(encoded_seed.reveal(), plaintext, kRandomnessDomain);
  const group::EncodedPoint encoded_s = ops.multiply_base(s.reveal()).encode();
  base::publish(encoded_s);
  const base::Secret<group::Point> q(ops.multiply(s.reveal(), card_key));
  const hash::SessionTag tag = tag_of(binding);
  const auto key = body_key(tag, encoded_s, q.reveal());
  const base::Bytes sealed = cipher::seal(key.reveal(), kNonce, tag.tag(), plaintext);
  CardBody body;
  std::copy(encoded_s.begin(), encoded_s.end(), body.begin());
  std::copy(sealed.begin(), sealed.end(), body.begin() + kPointBytes);
  base::publish(body);
  return body;
}

hash::Digest256 card_hash(const CardBody& body) { return hash::sha256(body); }

base::Result<group::Point> card_point(const CardBody& body) {
  auto point = group::Point::parse(base::ByteView(body).first(kPointBytes));
  if (!point) {
    return base::fail("card.point", "11", "A card cannot be read: its S is not a point.");
  }
  return point;
}

base::Result<CardPlaintext> open_card(const CardBody& body, const group::Point& q,
                                      const CardBinding& binding) {
  UNDERSIGNED_TRY_VOID(card_point(body));
  const base::ByteView view(body);
  const hash::SessionTag tag = tag_of(binding);
  const auto key = body_key(tag, view.first(kPointBytes), q);
  const auto plain = cipher::open(key.reveal(), kNonce, tag.tag(), view.subspan(kPointBytes));
  if (!plain) {
    return base::fail("card.cipher", "11", "A card cannot be read: its key does not open it.");
  }
  CardPlaintext plaintext;
  std::copy(plain->begin(), plain->end(), plaintext.begin());
  return plaintext;
}

base::Result<Card> parse_opened_card(const CardPlaintext& plaintext, const CardBinding& binding,
                                     NameList names) {
  UNDERSIGNED_TRY(Card card, Card::parse(plaintext));
  UNDERSIGNED_TRY_VOID(check_salt(card, names));
  if (card.cohort != binding.cohort) {
    return base::fail("card.cohort", "11", "A card names another cohort than the roster does.");
  }
  return card;
}

}  // namespace undersigned::letter
