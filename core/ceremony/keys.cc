#include "core/ceremony/keys.h"

#include <algorithm>
#include <string>

#include "core/base/check.h"
#include "core/base/codec.h"
#include "core/base/declassify.h"
#include "core/ceremony/shares.h"
#include "core/proof/generators.h"
#include "core/proof/linear.h"

namespace undersigned::ceremony {
namespace {

std::string name_of(std::size_t trustee) { return "Trustee " + std::to_string(trustee); }

base::Result<void> check_length(const std::string& what, std::size_t expected, std::size_t found) {
  if (found == expected) return {};
  return base::fail("keys.length", "4",
                    what + " has " + std::to_string(found) + " bytes instead of " +
                        std::to_string(expected) + ".");
}

std::size_t coefficients_of(const CeremonyContext& context) {
  return context.slots() * context.threshold;
}

std::size_t possession_size(const CeremonyContext& context) { return 64 * context.slots(); }

SlotKeys keys_at(const CeremonyContext& context, std::span<const group::Point> sums,
                 std::uint8_t at) {
  const auto key = [&](std::size_t slot) {
    return evaluate_vartime(sums.subspan(slot * context.threshold, context.threshold), at);
  };
  SlotKeys keys;
  keys.sealing.reserve(context.options);
  for (std::size_t k = 0; k < context.options; ++k) keys.sealing.push_back(key(k));
  keys.card = key(context.card_slot());
  keys.draw = key(context.draw_slot());
  return keys;
}

bool holds_identity(const SlotKeys& keys) {
  return keys.card.is_identity() || keys.draw.is_identity() ||
         std::ranges::any_of(keys.sealing, &group::Point::is_identity);
}

proof::LinearClaim possession_claim(const CeremonyContext& context, std::uint8_t trustee,
                                    const Dealing& dealing) {
  return {possession_tag(context, trustee, dealing.encoded_coefficients()),
          proof::possession(dealing.constants(context)), dealing.proof};
}

}  // namespace

base::Bytes Dealing::encoded_coefficients() const {
  base::Writer writer;
  for (const proof::PublishedPoint& point : coefficients) writer.raw(point.bytes());
  return writer.take();
}

std::vector<proof::PublishedPoint> Dealing::constants(const CeremonyContext& context) const {
  std::vector<proof::PublishedPoint> constants;
  constants.reserve(context.slots());
  for (std::size_t k = 0; k < context.slots(); ++k) {
    constants.push_back(coefficients[k * context.threshold]);
  }
  return constants;
}

group::Point Dealing::share_point(const CeremonyContext& context, std::size_t slot,
                                  std::uint8_t recipient) const {
  std::vector<group::Point> points;
  points.reserve(context.threshold);
  for (std::size_t j = 0; j < context.threshold; ++j) {
    points.push_back(coefficients[slot * context.threshold + j].point());
  }
  return evaluate_vartime(points, recipient);
}

base::Result<Dealing> Dealing::parse(const CeremonyContext& context, std::uint8_t trustee,
                                     const hash::Digest256& commitment, base::ByteView bytes) {
  const std::size_t points = coefficients_of(context);
  UNDERSIGNED_TRY_VOID(check_length(name_of(trustee) + "'s dealing",
                                    32 * points + possession_size(context), bytes.size()));
  Dealing dealing;
  dealing.commitment = commitment;
  dealing.coefficients.reserve(points);
  for (std::size_t i = 0; i < points; ++i) {
    auto point = proof::PublishedPoint::parse(bytes.subspan(32 * i, 32));
    if (!point) {
      return base::fail("keys.coefficient", "4",
                        name_of(trustee) + ", slot " + std::to_string(i / context.threshold) +
                            ", power " + std::to_string(i % context.threshold) + ": " +
                            point.error().message);
    }
    dealing.coefficients.push_back(*std::move(point));
  }
  const base::ByteView proof = bytes.subspan(32 * points);
  dealing.proof.assign(proof.begin(), proof.end());
  return dealing;
}

std::size_t TrusteePart::size(const CeremonyContext& context) {
  return 96 + 32 * coefficients_of(context) + possession_size(context);
}

base::Bytes TrusteePart::encode() const {
  base::Writer writer;
  writer.raw(dealing.commitment).raw(dealing.encoded_coefficients()).raw(dealing.proof);
  return writer.raw(certificate).take();
}

base::Result<TrusteePart> TrusteePart::parse(const CeremonyContext& context, std::uint8_t trustee,
                                             base::ByteView payload) {
  UNDERSIGNED_TRY_VOID(
      check_length(name_of(trustee) + "'s part of the keys", size(context), payload.size()));
  base::Reader reader(payload);
  UNDERSIGNED_TRY(const auto commitment, reader.array<32>());
  UNDERSIGNED_TRY(const base::ByteView shown, reader.raw(size(context) - 96));
  UNDERSIGNED_TRY(const auto certificate, reader.array<64>());
  UNDERSIGNED_TRY(Dealing dealing, Dealing::parse(context, trustee, commitment, shown));
  return TrusteePart{std::move(dealing), certificate};
}

CoverPart CoverPart::make(const group::SecretGroup& ops, const hash::Digest256& manifest_hash,
                          const group::SecretScalar& secret, base::Randomness& randomness) {
  const group::Point key = ops.multiply_base(secret.reveal());
  base::publish(key);
  CoverPart part{proof::PublishedPoint(key), {}};
  const base::Bytes proof = proof::prove(ops, cover_tag(manifest_hash), proof::dl(part.key),
                                         std::span(&secret, 1), randomness);
  UNDERSIGNED_CHECK(proof.size() == part.proof.size());
  std::ranges::copy(proof, part.proof.begin());
  return part;
}

base::Bytes CoverPart::encode() const { return base::Writer().raw(key.bytes()).raw(proof).take(); }

base::Result<CoverPart> CoverPart::parse(base::ByteView payload) {
  UNDERSIGNED_TRY_VOID(check_length("The cover key's part of the keys", kSize, payload.size()));
  auto key = proof::PublishedPoint::parse(payload.first(32));
  if (!key) return base::fail("keys.cover", "4", "The cover key: " + key.error().message);
  CoverPart part{*std::move(key), {}};
  std::ranges::copy(payload.subspan(32), part.proof.begin());
  return part;
}

std::vector<base::Bytes> KeysParts::encode() const {
  std::vector<base::Bytes> payloads;
  for (const TrusteePart& part : trustees) payloads.push_back(part.encode());
  if (cover) payloads.push_back(cover->encode());
  return payloads;
}

base::Result<KeysParts> KeysParts::parse(const CeremonyContext& context,
                                         std::span<const base::ByteView> payloads) {
  if (payloads.size() != context.keys_leaves()) {
    return base::fail("keys.parts", "4",
                      "There are " + std::to_string(payloads.size()) + " keys leaves instead of " +
                          std::to_string(context.keys_leaves()) + ".");
  }
  std::vector<TrusteePart> trustees;
  trustees.reserve(context.trustees());
  for (std::uint8_t trustee = 1; trustee <= context.trustees(); ++trustee) {
    UNDERSIGNED_TRY(TrusteePart part, TrusteePart::parse(context, trustee, payloads[trustee - 1u]));
    trustees.push_back(std::move(part));
  }
  KeysParts parts{std::move(trustees), {}};
  if (context.cover) {
    UNDERSIGNED_TRY(parts.cover, CoverPart::parse(payloads.back()));
  }
  return parts;
}

const SlotKeys& LetterKeys::shares_of(std::uint8_t trustee) const {
  UNDERSIGNED_CHECK(trustee >= 1 && trustee <= shares.size());
  return shares[trustee - 1u];
}

std::optional<Fault> find_without_possession(const CeremonyContext& context,
                                             std::span<const TrusteePart> parts,
                                             base::Randomness& randomness,
                                             base::Executor& executor) {
  const auto claim = [&](std::size_t i) {
    return possession_claim(context, static_cast<std::uint8_t>(i + 1), parts[i].dealing);
  };
  const auto failure = proof::verify_all(parts.size(), claim, randomness, executor);
  if (!failure) return std::nullopt;
  const std::size_t trustee = failure->index + 1;
  return Fault{static_cast<std::uint8_t>(trustee),
               {"keys.possession", "4",
                name_of(trustee) +
                    " does not prove that it knows its coefficients: " + failure->error.message}};
}

hash::Digest256 certificate_hash(std::span<const TrusteePart> parts) {
  hash::Sha256 sha;
  for (const TrusteePart& part : parts) {
    sha.update(part.dealing.commitment)
        .update(part.dealing.encoded_coefficients())
        .update(part.dealing.proof);
  }
  return sha.finish();
}

base::Result<void> verify_certificate(const CeremonyContext& context, std::uint8_t trustee,
                                      const hash::Digest256& transcript,
                                      const group::Signature& signature) {
  if (group::verify_ed25519(context.signing_key(trustee),
                            certificate_tag(context, transcript).tag(), signature)) {
    return {};
  }
  return base::fail("keys.certificate", "4",
                    name_of(trustee) + " did not sign this ceremony: its signature is wrong, or " +
                        "it saw other messages.");
}

base::Result<std::vector<SlotKeys>> derive_keys(const CeremonyContext& context,
                                                std::span<const TrusteePart> parts) {
  std::vector<group::Point> sums(coefficients_of(context));
  for (const TrusteePart& part : parts) {
    UNDERSIGNED_CHECK(part.dealing.coefficients.size() == sums.size());
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += part.dealing.coefficients[i].point();
  }
  std::vector<SlotKeys> keys;
  keys.reserve(context.trustees() + 1);
  for (std::uint8_t at = 0; at <= context.trustees(); ++at) {
    keys.push_back(keys_at(context, sums, at));
    if (holds_identity(keys.back())) {
      return base::fail(
          "keys.identity", "4",
          at == 0 ? "The trustees' coefficients cancel: a key is the identity."
                  : "The key of a share of trustee " + std::to_string(at) + " is the identity.");
    }
  }
  return keys;
}

namespace {

// P, which its maker knows the logarithm of, or which nobody does.
base::Result<group::Point> cover_key(const CeremonyContext& context,
                                     const std::optional<CoverPart>& part) {
  if (!part) return proof::no_cover_key();
  const auto held =
      proof::verify(cover_tag(context.manifest_hash), proof::dl(part->key), part->proof);
  if (held) return part->key.point();
  return base::fail("keys.cover", "4",
                    "The cover key's proof of possession: " + held.error().message);
}

}  // namespace

base::Result<LetterKeys> verify_keys(const CeremonyContext& context, const KeysParts& parts,
                                     base::Randomness& randomness, base::Executor& executor) {
  UNDERSIGNED_CHECK(parts.trustees.size() == context.trustees() &&
                    parts.cover.has_value() == context.cover);
  if (auto fault = find_without_possession(context, parts.trustees, randomness, executor)) {
    return std::unexpected(std::move(fault->error));
  }
  const hash::Digest256 transcript = certificate_hash(parts.trustees);
  for (std::uint8_t trustee = 1; trustee <= context.trustees(); ++trustee) {
    UNDERSIGNED_TRY_VOID(
        verify_certificate(context, trustee, transcript, parts.trustees[trustee - 1u].certificate));
  }
  UNDERSIGNED_TRY(std::vector<SlotKeys> derived, derive_keys(context, parts.trustees));
  LetterKeys keys;
  UNDERSIGNED_TRY(keys.cover, cover_key(context, parts.cover));
  keys.threshold = context.threshold;
  keys.sealing = std::move(derived[0].sealing);
  keys.card = derived[0].card;
  keys.draw = derived[0].draw;
  keys.shares.assign(std::make_move_iterator(derived.begin() + 1),
                     std::make_move_iterator(derived.end()));
  return keys;
}

}  // namespace undersigned::ceremony
