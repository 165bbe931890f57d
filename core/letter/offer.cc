#include "core/letter/offer.h"

#include <algorithm>

#include "core/base/codec.h"
#include "core/hash/transcript.h"
#include "core/letter/beside_fields.h"

namespace undersigned::letter {
namespace {

constexpr std::size_t kMaxOfferText = 400;

template <class T>
std::uint8_t byte_of(T value) {
  return static_cast<std::uint8_t>(value);
}

base::Result<OfferFact> read_fact(base::Reader& reader) {
  OfferFact fact;
  UNDERSIGNED_TRY(const std::uint8_t kind, read_kind(reader, 1, 3));
  fact.kind = static_cast<FactKind>(kind);
  UNDERSIGNED_TRY(fact.date, read_moment(reader));
  UNDERSIGNED_TRY(fact.people, reader.u32());
  UNDERSIGNED_TRY(fact.what, read_line(reader, 1, kMaxOfferText));
  UNDERSIGNED_TRY(fact.source, read_line(reader, 1, kMaxOfferText));
  return fact;
}

base::Result<void> read_terms(base::Reader& reader, Offer& offer) {
  UNDERSIGNED_TRY(offer.company, read_line(reader, 1, kMaxNameBytes));
  UNDERSIGNED_TRY(offer.places, reader.u32());
  UNDERSIGNED_TRY(offer.who, read_line(reader, 1, kMaxOfferText));
  UNDERSIGNED_TRY(const std::uint8_t pay, read_kind(reader, 0, 2));
  offer.matched_pay = static_cast<MatchedPay>(pay);
  UNDERSIGNED_TRY(offer.place_of_work, read_line(reader, 1, kMaxOfferText));
  UNDERSIGNED_TRY(offer.made, read_moment(reader));
  UNDERSIGNED_TRY(offer.expires, read_moment(reader));
  UNDERSIGNED_TRY(const std::uint8_t firmness, read_kind(reader, 1, 3));
  offer.firmness = static_cast<Firmness>(firmness);
  UNDERSIGNED_TRY(offer.replaces, reader.u16());
  return {};
}

base::Result<Offer> read_offer(base::ByteView content) {
  base::Reader reader(content);
  Offer offer;
  UNDERSIGNED_TRY_VOID(read_terms(reader, offer));
  UNDERSIGNED_TRY(const std::uint8_t facts, read_kind(reader, 0, kMaxOfferFacts));
  for (std::size_t i = 0; i < facts; ++i) {
    UNDERSIGNED_TRY(OfferFact fact, read_fact(reader));
    offer.facts.push_back(std::move(fact));
  }
  UNDERSIGNED_TRY_VOID(reader.finish());
  return offer;
}

base::Result<void> check_dates(const Offer& offer) {
  if (offer.expires <= offer.made) {
    return base::fail("offer.dates", "15", "An offer must expire after it was made.");
  }
  for (const OfferFact& fact : offer.facts) {
    if (fact.date > offer.made || offer.made - fact.date > kFactSeconds) {
      return base::fail(
          "offer.dates", "15",
          "The facts of an offer are of the year before it was made: '" + fact.what + "' is not.");
    }
  }
  return {};
}

}  // namespace

base::Bytes Offer::encode() const {
  base::Writer writer;
  writer.text16(company).u32(places).text16(who).u8(byte_of(matched_pay)).text16(place_of_work);
  writer.u64(made).u64(expires).u8(byte_of(firmness)).u16(replaces).u8(byte_of(facts.size()));
  for (const OfferFact& fact : facts) {
    writer.u8(byte_of(fact.kind)).u64(fact.date).u32(fact.people);
    writer.text16(fact.what).text16(fact.source);
  }
  return writer.take();
}

base::Result<Offer> Offer::parse(base::ByteView content) {
  auto offer = read_offer(content);
  if (!offer) return bad_encoding("offer.encoding", "An offer", offer.error());
  UNDERSIGNED_TRY_VOID(check_dates(*offer));
  return offer;
}

base::Bytes OfferLeaf::encode() const {
  base::Writer writer;
  writer.u16(number).var16(offer.encode()).raw(company_key).raw(company).raw(registrar);
  return writer.take();
}

base::Result<OfferLeaf> OfferLeaf::parse(base::ByteView payload) {
  base::ByteView content;
  const auto read = [&]() -> base::Result<OfferLeaf> {
    base::Reader reader(payload);
    OfferLeaf leaf;
    UNDERSIGNED_TRY(leaf.number, reader.u16());
    UNDERSIGNED_TRY(content, reader.var16(payload.size()));
    UNDERSIGNED_TRY(leaf.company_key, reader.array<sizeof(group::SigningPublicKey)>());
    UNDERSIGNED_TRY(leaf.company, reader.array<sizeof(group::Signature)>());
    UNDERSIGNED_TRY(leaf.registrar, reader.array<sizeof(group::Signature)>());
    UNDERSIGNED_TRY_VOID(reader.finish());
    return leaf;
  };
  auto leaf = read();
  if (!leaf) return bad_encoding("offer.encoding", "An offer", leaf.error());
  UNDERSIGNED_TRY(leaf->offer, Offer::parse(content));
  return leaf;
}

base::Result<void> OfferLeaf::verify(const Manifest& manifest, const hash::Digest256& fingerprint,
                                     std::span<const OfferLeaf> before) const {
  if (number != before.size() + 1) {
    return base::fail("offer.number", "15",
                      "Here comes offer " + std::to_string(before.size() + 1) + ", not " +
                          std::to_string(number) + ".");
  }
  if (offer.replaces != 0) {
    const bool known =
        offer.replaces <= before.size() && before[offer.replaces - 1u].company_key == company_key;
    if (!known || !offer_stands(before, offer.replaces)) {
      return base::fail("offer.replaces", "15",
                        "An offer replaces number " + std::to_string(offer.replaces) +
                            ", which is not a standing offer of the same company.");
    }
  }
  if (!group::verify_ed25519(company_key, offer_message(fingerprint, offer), company)) {
    return base::fail("offer.signature", "15",
                      "The offer is not signed by the company's key for this letter.");
  }
  if (!group::verify_ed25519(manifest.registrar.key, countersignature_message(fingerprint, *this),
                             registrar)) {
    return base::fail("offer.countersignature", "15",
                      "The registrar has not countersigned the offer.");
  }
  return {};
}

base::Bytes offer_message(const hash::Digest256& fingerprint, const Offer& offer) {
  return hash::SessionTag("offer").bytes(fingerprint).bytes(offer.encode()).tag();
}

base::Bytes countersignature_message(const hash::Digest256& fingerprint, const OfferLeaf& leaf) {
  hash::SessionTag tag("offer-countersignature");
  tag.bytes(fingerprint).number(leaf.number).bytes(leaf.offer.encode());
  return tag.bytes(leaf.company_key).bytes(leaf.company).tag();
}

bool offer_stands(std::span<const OfferLeaf> offers, std::uint16_t number) {
  return std::ranges::none_of(
      offers, [&](const OfferLeaf& other) { return other.offer.replaces == number; });
}

}  // namespace undersigned::letter
