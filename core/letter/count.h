// The count (docs/protocol.md 10): what the sums of all entries say, opened by any t trustees.
//
// The mathematics. Sums of ciphertexts are ciphertexts of sums: with R_Σ = Σ R_i and
// E_Σ,k = Σ E_i,k over the summed credentials, E_Σ,k = m_k·B + y_k·R_Σ, m_k being how many chose
// option k. Trustee τ gives D_τ,k = y_τ,k·R_Σ and proves that its logarithm is that of its share's
// key Y_τ,k. For t trustees y_k = Σ λ_τ·y_τ,k, so m_k·B = E_Σ,k − Σ λ_τ·D_τ,k, and m_k is small.
//
// Settlement never looks at numbers: it asks a Count *is S ≥ T?*. LoudCount answers from opened
// sums; a quiet test would answer without opening them.
//
// Only a trustee's shares are secret here.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/randomness.h"
#include "core/base/result.h"
#include "core/elgamal/ciphertext.h"
#include "core/group/point.h"
#include "core/group/secret_group.h"
#include "core/hash/sha2.h"
#include "core/letter/cells.h"
#include "core/letter/manifest.h"
#include "core/letter/outcome.h"
#include "core/letter/tally_plan.h"
#include "core/settlement/settlement.h"

namespace undersigned::letter {

// What a sum is of. Every part's proof binds it:
// tag("sum", fingerprint, epoch, q, first, cell, τ).
struct SumPlace {
  hash::Digest256 fingerprint{};
  std::uint32_t epoch = 0;  // the closing epoch
  TallyPlace tally;
};

// R_Σ and E_Σ,k of the coded options that a tally is of, over `people` credentials.
struct ItemSum {
  group::Point r;
  std::vector<group::Point> e;
  std::uint32_t people = 0;
};

// The running sum of entries over all M options.
class EntrySum {
 public:
  explicit EntrySum(std::size_t options) : total_(elgamal::VectorCiphertext::identity(options)) {}
  void add(const elgamal::VectorCiphertext& entry) { add(entry, 1); }
  void add(const EntrySum& other) { add(other.total_, other.people_); }
  ItemSum of(const Manifest& manifest, const TallyPlace& place) const;

 private:
  void add(const elgamal::VectorCiphertext& entries, std::uint32_t people);

  elgamal::VectorCiphertext total_;
  std::uint32_t people_ = 0;
};

// The points or shares of the coded options that a tally is of, out of those of all M.
template <class T>
std::span<const T> of_tally(std::span<const T> per_option, const Manifest& manifest,
                            const TallyPlace& place) {
  return per_option.subspan(manifest.items[place.item - std::size_t{1}].first_option + place.first,
                            place.options);
}

// One trustee's contribution to one sum.
struct SumPart {
  std::uint8_t trustee = 0;     // τ, from 1
  std::vector<group::Point> d;  // D_τ,k, an option each
  base::Bytes proof;            // 96·o bytes

  // u8 τ ‖ o × D_τ,k ‖ proof: as it stands in a tally leaf, 1 + 128·o bytes.
  static std::size_t size(std::size_t options) { return 1 + 128 * options; }
  base::Bytes encode() const;
  // Refuses ("count.encoding") a wrong length, points that are not canonical or the identity; what
  // the trustee's number means is the caller's to check.
  static base::Result<SumPart> parse(base::ByteView bytes, std::size_t options);
};

// Trustee τ's part: shares are its y_τ,k of the tally's options (secret), keys their Y_τ,k. Refuses
// ("count.sum") a sum R_Σ that is the identity, under which nothing can be proved.
base::Result<SumPart> make_sum_part(const group::SecretGroup& ops, base::Randomness& randomness,
                                    const SumPlace& place, const ItemSum& sum, std::uint8_t trustee,
                                    std::span<const group::Point> keys,
                                    std::span<const group::SecretScalar> shares);

// Refuses ("count.part", naming the trustee) a part that is not y_τ,k·R_Σ for every option, and
// ("count.sum") the identity. `keys` are the trustee's Y_τ,k of the tally's options.
base::Result<void> verify_sum_part(const SumPlace& place, const ItemSum& sum,
                                   std::span<const group::Point> keys, const SumPart& part);

// m_k·B for each option, from verified parts of exactly t distinct trustees; other numbers of parts
// than the threshold give other points.
std::vector<group::Point> combine_parts(const ItemSum& sum, std::span<const SumPart> parts);

// The numbers themselves, by baby-step giant-step. Refuses ("count.number") what is not within
// 0…people: verified parts of verified entries never give that.
base::Result<std::vector<std::uint32_t>> count_parts(const ItemSum& sum,
                                                     std::span<const SumPart> parts);

// A tally leaf's payload: u16 q ‖ u16 first ‖ u16 o ‖ u16 cell ‖ o × u32 m_k ‖ u8 t ‖ t × part.
struct Tally {
  TallyPlace place;
  std::vector<std::uint32_t> numbers;  // m_k
  std::vector<SumPart> parts;          // t of them, τ ascending

  base::Bytes encode() const;
  // Refuses a tally of anything else than `place` ("tally.order"), any other number of parts
  // ("tally.threshold"), trustees outside 1…n, twice or not ascending ("tally.trustees"), and
  // "tally.encoding".
  static base::Result<Tally> parse(base::ByteView payload, const TallyPlace& place,
                                   std::size_t threshold, std::size_t trustees);
};

// Answers of section 9: is S ≥ T?
class Count {
 public:
  virtual ~Count() = default;
  virtual base::Result<bool> at_least(const settlement::SignatureQuestion& question) const = 0;
};

// Settlement as the questions' answers have it. Errors: those of `count`.
base::Result<settlement::SignatureLevels> settle(const settlement::Ladder& ladder,
                                                 const Count& count);

// The loud count: the opened numbers of the signature item.
class LoudCount final : public Count {
 public:
  // `numbers` in the order of the item's options: by name for each level, then counted for each.
  LoudCount(const settlement::Ladder& ladder, std::span<const std::uint32_t> numbers);

  base::Result<bool> at_least(const settlement::SignatureQuestion& question) const override;
  const SignatureCount& numbers() const { return numbers_; }
  // Settlement with W and the number of signatures.
  SettledSignature settle() const;

 private:
  std::uint64_t up_to(std::span<const std::uint32_t> numbers, int level) const;

  settlement::Ladder ladder_;
  SignatureCount numbers_;
};

}  // namespace undersigned::letter
