// The drawn closing epoch (docs/protocol.md 7). After each epoch e of the window but the last, any
// t trustees give, with y_draw shared among them,
//
//     H_e = hash_to_group(tag("draw-input", fingerprint, e), "undersigned-v1-draw")
//     D_τ = y_{τ,draw}·H_e,    DLEQ(Y_{τ,draw}, H_e, D_τ), tag("draw", fingerprint, e, τ)
//
// and D = Σ λ_τ·D_τ = y_draw·H_e, the same for every t of them. Epoch e closes the letter if
// SHA-256(D), as a little-endian integer, is a multiple of b − e + 1. Nobody can choose D, and
// fewer than t trustees cannot know it beforehand.
//
// Only a trustee's share is secret here.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/randomness.h"
#include "core/base/result.h"
#include "core/group/point.h"
#include "core/group/scalar.h"
#include "core/group/secret_group.h"
#include "core/hash/sha2.h"

namespace undersigned::letter {

// Which draw: every part's proof binds it.
struct DrawPlace {
  hash::Digest256 fingerprint{};
  std::uint32_t epoch = 0;  // e

  // H_e.
  group::Point input() const;
};

struct DrawPart {
  static constexpr std::size_t kBytes = 1 + 32 + 96;

  std::uint8_t trustee = 0;  // τ, from 1
  group::Point d;            // D_τ
  base::ByteArray<96> proof{};

  // u8 τ ‖ D_τ ‖ proof, as it stands in the leaf.
  base::Bytes encode() const;
  // Refuses "draw.encoding": a wrong length, a point that is not canonical or the identity.
  static base::Result<DrawPart> parse(base::ByteView bytes);
};

// Trustee τ's part with its share y_{τ,draw} (secret); `key` is Y_{τ,draw}.
DrawPart make_draw_part(const group::SecretGroup& ops, base::Randomness& randomness,
                        const DrawPlace& place, std::uint8_t trustee, const group::Point& key,
                        const group::SecretScalar& share);
// Refuses "draw.part", naming the trustee. `key` is the trustee's Y_{τ,draw}.
base::Result<void> verify_draw_part(const DrawPlace& place, const group::Point& key,
                                    const DrawPart& part);

// A draw leaf's payload: u32 e ‖ u8 t ‖ t × part, τ ascending.
struct Draw {
  std::uint32_t epoch = 0;
  std::vector<DrawPart> parts;

  base::Bytes encode() const;
  // Refuses "draw.encoding", "draw.threshold" (another number of parts than t), "draw.trustees"
  // (outside 1…n, twice or not ascending).
  static base::Result<Draw> parse(base::ByteView payload, std::size_t threshold,
                                  std::size_t trustees);
  // D, of verified parts.
  group::Point drawn() const;
};

// Whether the draw D after epoch e of b closes the letter.
bool draw_closes(const group::Point& drawn, std::uint32_t epoch, std::uint32_t epochs);

}  // namespace undersigned::letter
