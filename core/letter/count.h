// The count (docs/protocol.md 10): what the sums of all entries say, opened by any t trustees.
//
// The mathematics. Sums of ciphertexts are ciphertexts of sums: with R_Σ = Σ R_i and E_Σ,k = Σ
// E_i,k over the summed credentials, E_Σ,k = m_k·B + y_k·R_Σ, m_k being how many chose option k.
// Trustee τ gives D_τ,k = y_τ,k·R_Σ and proves that its logarithm is that of its share's key Y_τ,k;
// for a set of t trustees y_k = Σ λ_τ·y_τ,k, so m_k·B = E_Σ,k − Σ λ_τ·D_τ,k, and m_k is small.
//
// Settlement never looks at numbers: it asks a Count *is S ≥ T?*. LoudCount answers from opened
// sums; a quiet test answers without opening them.
#pragma once

#include <array>
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
#include "core/letter/manifest.h"
#include "core/letter/outcome.h"
#include "core/settlement/settlement.h"

namespace undersigned::letter {

// What a sum is of. Every part's proof binds it: tag("sum", fingerprint, epoch, q, cell, τ).
struct SumPlace {
  hash::Digest256 fingerprint{};
  std::uint32_t epoch = 0;         // the closing epoch
  std::uint16_t item = 0;          // q, from 1
  std::uint16_t cell = kAllCells;  // section 12
};

// R_Σ and E_Σ,k of the coded options of one item, over `people` credentials.
struct ItemSum {
  group::Point r;
  std::vector<group::Point> e;
  std::uint32_t people = 0;
};

// The running sum of entries over all M options.
class EntrySum {
 public:
  explicit EntrySum(std::size_t options) : total_(elgamal::VectorCiphertext::identity(options)) {}
  void add(const elgamal::VectorCiphertext& entry);
  ItemSum of(const Item& item) const;

 private:
  elgamal::VectorCiphertext total_;
  std::uint32_t people_ = 0;
};

// One trustee's contribution to one sum.
struct SumPart {
  std::uint8_t trustee = 0;     // τ, from 1
  std::vector<group::Point> d;  // D_τ,k, an option each
  base::Bytes proof;            // 96 bytes an option
};

// Trustee τ's part: shares are its y_τ,k of the item's options (secret), keys their Y_τ,k. Refuses
// ("count.sum") a sum that is the identity, under which nothing can be proved.
base::Result<SumPart> make_sum_part(const group::SecretGroup& ops, base::Randomness& randomness,
                                    const SumPlace& place, const ItemSum& sum, std::uint8_t trustee,
                                    std::span<const group::Point> keys,
                                    std::span<const group::SecretScalar> shares);

// Refuses ("count.part", naming the trustee) a part that is not y_τ,k·R_Σ for every option.
base::Result<void> verify_sum_part(const SumPlace& place, const ItemSum& sum,
                                   std::span<const group::Point> keys, const SumPart& part);

// m_k·B for each option, from exactly t verified parts of distinct trustees, ascending.
base::Result<std::vector<group::Point>> combine_parts(const ItemSum& sum,
                                                      std::span<const SumPart> parts);

// The numbers themselves, found by baby-step giant-step. Refuses ("count.number") what is not in
// 0…people; no verified parts of verified entries give that.
base::Result<std::vector<std::uint32_t>> count_parts(const ItemSum& sum,
                                                     std::span<const SumPart> parts);

// A tally leaf's payload (section 10).
struct Tally {
  std::uint16_t item = 0;  // q, from 1
  std::uint16_t cell = kAllCells;
  std::vector<std::uint32_t> numbers;  // m_k
  std::vector<SumPart> parts;          // t of them, τ ascending

  base::Bytes encode() const;
  // Refuses ("tally.…") any other form: options other than `options`, parts other than `threshold`,
  // trustees outside 1…n or not ascending.
  static base::Result<Tally> parse(base::ByteView payload, std::size_t options,
                                   std::size_t threshold, std::size_t trustees);
};

// Answers of section 9: is S ≥ T?
class Count {
 public:
  virtual ~Count() = default;
  virtual base::Result<bool> at_least(const settlement::SignatureQuestion& question) const = 0;
};

// The loud count: the opened numbers of the signature item, in the order of its options.
class LoudCount final : public Count {
 public:
  // `numbers` has 2 × levels elements: by name for each level, then counted for each level.
  LoudCount(const settlement::Ladder& ladder, std::span<const std::uint32_t> numbers);
  base::Result<bool> at_least(const settlement::SignatureQuestion& question) const override;
  const SignatureCount& numbers() const { return count_; }
  // Numbers by name, and counted, with level ≤ `level`.
  std::uint64_t named_up_to(int level) const;
  std::uint64_t counted_up_to(int level) const;
  // Settlement with W and the number of signatures.
  SettledSignature settle() const;

 private:
  settlement::Ladder ladder_;
  SignatureCount count_;
};

}  // namespace undersigned::letter
