#include "core/letter/amendment.h"

#include <string>

#include "core/base/check.h"
#include "core/hash/transcript.h"
#include "core/letter/credential_proof.h"
#include "core/letter/roster.h"

namespace undersigned::letter {
namespace {

std::unexpected<base::Error> refuse(const char* check, std::string message) {
  return base::fail(std::string("amendment.") + check, "5", std::move(message));
}

hash::SessionTag half_tag(const hash::Digest256& fingerprint, const AmendmentPlace& place,
                          std::size_t issuer, const group::EncodedPoint& point) {
  hash::SessionTag tag("amendment-half");
  tag.bytes(fingerprint).number(place.credential).number(place.number).number(place.epoch);
  return tag.number(issuer).bytes(point);
}

void write_unsigned(base::Writer& writer, const AmendmentLeaf& leaf) {
  writer.u32(leaf.place.credential).u8(leaf.place.number).u32(leaf.place.epoch);
  writer.raw(leaf.card_hash);
  for (const AmendedHalf& half : leaf.halves) half.write(writer);
}

base::Bytes registrar_message(const hash::Digest256& fingerprint, const AmendmentLeaf& leaf) {
  base::Writer writer;
  write_unsigned(writer, leaf);
  return hash::SessionTag("amendment").bytes(fingerprint).bytes(hash::sha256(writer.take())).tag();
}

std::string of_credential(const AmendmentPlace& place) {
  return "The amendment of credential " + std::to_string(place.credential);
}

}  // namespace

void AmendedHalf::write(base::Writer& writer) const {
  writer.raw(half.point).raw(half.proof).raw(signature);
}

base::Result<AmendedHalf> AmendedHalf::read(base::Reader& reader) {
  AmendedHalf given;
  UNDERSIGNED_TRY(given.half.point, reader.array<sizeof(group::EncodedPoint)>());
  UNDERSIGNED_TRY(given.half.proof, reader.array<sizeof(CredentialProof)>());
  UNDERSIGNED_TRY(given.signature, reader.array<sizeof(group::Signature)>());
  return given;
}

AmendedHalf make_amended_half(const group::SecretGroup& ops, const hash::Digest256& fingerprint,
                              const AmendmentPlace& place, std::size_t issuer_number,
                              const group::SecretScalar& key, const group::Signer& issuer,
                              base::Randomness& randomness) {
  AmendedHalf given;
  given.half.point = ops.multiply_base(key.reveal()).encode();
  const hash::SessionTag tag = half_tag(fingerprint, place, issuer_number, given.half.point);
  given.half.proof = prove_credential(ops, tag, key, randomness);
  given.signature = issuer.sign(tag.tag());
  return given;
}

base::Result<void> verify_amended_half(const Manifest& manifest, const hash::Digest256& fingerprint,
                                       const AmendmentPlace& place, std::size_t issuer_number,
                                       const AmendedHalf& given) {
  const Party& issuer = manifest.issuers[issuer_number - 1];
  const hash::SessionTag tag = half_tag(fingerprint, place, issuer_number, given.half.point);
  const auto point = proof::PublishedPoint::parse(given.half.point);
  if (!point || !verify_credential(tag, *point, given.half.proof)) {
    return refuse("half", of_credential(place) + " has no proof that " + issuer.name +
                              " knows its half of the new key.");
  }
  if (!group::verify_ed25519(issuer.key, tag.tag(), given.signature)) {
    return refuse("issuer",
                  of_credential(place) + " is not signed by " + issuer.name + " as its issuer.");
  }
  return {};
}

base::Bytes AmendmentLeaf::encode() const {
  base::Writer writer;
  write_unsigned(writer, *this);
  return writer.raw(registrar).take();
}

base::Result<AmendmentLeaf> AmendmentLeaf::parse(base::ByteView payload, std::size_t issuers) {
  const auto read = [&]() -> base::Result<AmendmentLeaf> {
    base::Reader reader(payload);
    AmendmentLeaf leaf;
    UNDERSIGNED_TRY(leaf.place.credential, reader.u32());
    UNDERSIGNED_TRY(leaf.place.number, reader.u8());
    UNDERSIGNED_TRY(leaf.place.epoch, reader.u32());
    UNDERSIGNED_TRY(leaf.card_hash, reader.array<sizeof(hash::Digest256)>());
    for (std::size_t i = 0; i < issuers; ++i) {
      UNDERSIGNED_TRY(const AmendedHalf half, AmendedHalf::read(reader));
      leaf.halves.push_back(half);
    }
    UNDERSIGNED_TRY(leaf.registrar, reader.array<sizeof(group::Signature)>());
    UNDERSIGNED_TRY_VOID(reader.finish());
    return leaf;
  };
  auto leaf = read();
  if (!leaf)
    return refuse("encoding", "An amendment does not have its form: " + leaf.error().message);
  return leaf;
}

base::Result<proof::PublishedPoint> AmendmentLeaf::key() const {
  group::Point sum;
  for (const AmendedHalf& given : halves) {
    const auto point = proof::PublishedPoint::parse(given.half.point);
    if (!point)
      return refuse("key", of_credential(place) +
                               " has a half that is not a point: " + point.error().message);
    sum += point->point();
  }
  if (sum.is_identity())
    return refuse("key", of_credential(place) + " has halves that cancel each other.");
  return proof::PublishedPoint(sum);
}

void AmendmentLeaf::sign(const hash::Digest256& fingerprint, const group::Signer& signer) {
  registrar = signer.sign(registrar_message(fingerprint, *this));
}

base::Result<void> AmendmentLeaf::verify(const Manifest& manifest, const Roster& roster,
                                         const hash::Digest256& fingerprint,
                                         std::uint32_t open) const {
  if (place.credential >= roster.credentials())
    return refuse("credential",
                  "There is no credential " + std::to_string(place.credential) + " to amend.");
  if (place.number != roster.amendments_of(place.credential) + 1) {
    return refuse("number", of_credential(place) + " has number " + std::to_string(place.number) +
                                "; here comes number " +
                                std::to_string(roster.amendments_of(place.credential) + 1) + ".");
  }
  if (place.epoch != open) {
    return refuse("epoch", of_credential(place) + " begins with epoch " +
                               std::to_string(place.epoch) + ", but the next one is epoch " +
                               std::to_string(open) + ".");
  }
  const bool testifies = place.credential >= roster.size();
  if (testifies && card_hash != hash::Digest256{})
    return refuse("card", of_credential(place) + " names a card; who testifies has none.");
  for (std::size_t i = 0; i < halves.size(); ++i)
    UNDERSIGNED_TRY_VOID(verify_amended_half(manifest, fingerprint, place, i + 1, halves[i]));
  if (!group::verify_ed25519(manifest.registrar.key, registrar_message(fingerprint, *this),
                             registrar))
    return refuse("registrar", of_credential(place) + " is not signed by the registrar.");
  UNDERSIGNED_TRY(const proof::PublishedPoint key, this->key());
  if (!roster.find_key(key.bytes()) && !roster.was_replaced(key.bytes())) return {};
  return refuse("key", of_credential(place) + " gives a key that a credential has, or has had.");
}

}  // namespace undersigned::letter
