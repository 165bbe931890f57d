#include "core/letter/draw.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/base/check.h"
#include "core/base/codec.h"
#include "core/ceremony/shares.h"
#include "core/hash/transcript.h"
#include "core/proof/linear.h"

namespace undersigned::letter {
namespace {

hash::SessionTag draw_tag(const DrawPlace& place, std::uint8_t trustee) {
  return hash::SessionTag("draw").bytes(place.fingerprint).number(place.epoch).number(trustee);
}

base::Error encoding_error() {
  return {"draw.encoding", "7", "A draw leaf is shorter or longer than its trustees make it."};
}

}  // namespace

group::Point DrawPlace::input() const {
  hash::SessionTag tag("draw-input");
  return group::hash_to_group(tag.bytes(fingerprint).number(epoch).tag(),
                              base::as_bytes("undersigned-v1-draw"));
}

base::Bytes DrawPart::encode() const {
  return base::Writer().u8(trustee).raw(d.encode()).raw(proof).take();
}

base::Result<DrawPart> DrawPart::parse(base::ByteView bytes) {
  if (bytes.size() != kBytes) return std::unexpected(encoding_error());
  DrawPart part;
  part.trustee = bytes[0];
  auto point = group::Point::parse(bytes.subspan(1, 32));
  if (!point) {
    return base::fail(
        "draw.encoding", "7",
        "D of trustee " + std::to_string(part.trustee) + ": " + point.error().message);
  }
  part.d = *point;
  std::ranges::copy(bytes.last(part.proof.size()), part.proof.begin());
  return part;
}

DrawPart make_draw_part(const group::SecretGroup& ops, base::Randomness& randomness,
                        const DrawPlace& place, std::uint8_t trustee, const group::Point& key,
                        const group::SecretScalar& share) {
  const group::Point input = place.input();
  DrawPart part;
  part.trustee = trustee;
  part.d = ops.multiply(share.reveal(), input);
  const std::array witness = {share.clone()};
  const base::Bytes bytes = proof::prove(ops, draw_tag(place, trustee),
                                         proof::dleq(key, input, part.d), witness, randomness);
  UNDERSIGNED_CHECK(bytes.size() == part.proof.size());
  std::ranges::copy(bytes, part.proof.begin());
  return part;
}

base::Result<void> verify_draw_part(const DrawPlace& place, const group::Point& key,
                                    const DrawPart& part) {
  const auto verified = proof::verify(draw_tag(place, part.trustee),
                                      proof::dleq(key, place.input(), part.d), part.proof);
  if (verified) return {};
  return base::fail("draw.part", "7",
                    "The part of trustee " + std::to_string(part.trustee) +
                        " is not its share of this draw: " + verified.error().message);
}

base::Bytes Draw::encode() const {
  base::Writer out;
  out.u32(epoch).u8(static_cast<std::uint8_t>(parts.size()));
  for (const DrawPart& part : parts) out.raw(part.encode());
  return out.take();
}

base::Result<Draw> Draw::parse(base::ByteView payload, std::size_t threshold,
                               std::size_t trustees) {
  constexpr std::size_t kHead = 5;
  if (payload.size() < kHead) return std::unexpected(encoding_error());
  base::Reader in(payload);
  Draw draw;
  UNDERSIGNED_TRY(draw.epoch, in.u32());
  UNDERSIGNED_TRY(const std::uint8_t count, in.u8());
  if (count != threshold) {
    return base::fail("draw.threshold", "7",
                      "The draw has parts of " + std::to_string(count) + " trustees, not of " +
                          std::to_string(threshold) + ".");
  }
  if (in.remaining() != count * DrawPart::kBytes) return std::unexpected(encoding_error());
  std::uint8_t last = 0;
  for (std::size_t i = 0; i < count; ++i) {
    UNDERSIGNED_TRY(const base::ByteView bytes, in.raw(DrawPart::kBytes));
    UNDERSIGNED_TRY(const DrawPart part, DrawPart::parse(bytes));
    if (part.trustee <= last || part.trustee > trustees) {
      return base::fail("draw.trustees", "7",
                        "Trustee " + std::to_string(part.trustee) +
                            " is not one of the letter's, or comes twice or out of order.");
    }
    last = part.trustee;
    draw.parts.push_back(part);
  }
  return draw;
}

group::Point Draw::drawn() const {
  std::vector<std::uint8_t> trustees;
  std::vector<group::Point> d;
  for (const DrawPart& part : parts) {
    trustees.push_back(part.trustee);
    d.push_back(part.d);
  }
  return ceremony::combine_vartime(ceremony::lagrange_at_zero(trustees), d);
}

bool draw_closes(const group::Point& drawn, std::uint32_t epoch, std::uint32_t epochs) {
  UNDERSIGNED_CHECK(epoch >= 1 && epoch <= epochs);
  const std::uint32_t modulus = epochs - epoch + 1;
  const hash::Digest256 digest = hash::sha256(drawn.encode());
  std::uint32_t rest = 0;
  for (std::size_t i = digest.size(); i-- > 0;) rest = (rest * 256 + digest[i]) % modulus;
  return rest == 0;
}

}  // namespace undersigned::letter
