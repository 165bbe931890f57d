// What a record's verifier holds of the entries: one ciphertext a credential, that of the last
// epoch, which the next one's proofs refer to, or without cover the one that stands, if one does
// (docs/protocol.md 6, 7). Points that are ready to be reckoned with take
// six times the memory of their encodings, encodings have to be decoded each time: one square root
// a point, a quarter of what it takes to verify an entry. So while all points are few they are held
// ready, and from then on as the record has them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/bytes.h"
#include "core/elgamal/ciphertext.h"
#include "core/proof/published.h"

namespace undersigned::letter {

class KeptEntries {
 public:
  static constexpr std::size_t kMostReadyBytes = std::size_t{64} << 20;

  // For about so many people and exactly so many options; of none of them yet.
  KeptEntries(std::size_t people, std::size_t options,
              std::size_t most_ready_bytes = kMostReadyBytes);

  std::size_t size() const { return size_; }
  // Of credential i ≤ size(): the next one, or another instead of the one that was there; perhaps
  // the identity.
  void set(std::size_t i, const proof::PublishedCiphertext& entry);
  proof::PublishedCiphertext at(std::size_t i) const;
  // The credentials whose entry is one and not the identity, ascending.
  std::vector<std::uint32_t> standing() const;
  // The same of the options first … first + count − 1 alone, without its encoding.
  elgamal::VectorCiphertext part(std::size_t i, std::size_t first, std::size_t count) const;

 private:
  base::ByteView encoded(std::size_t i) const;

  bool held_ready_;
  std::size_t options_;
  std::size_t size_ = 0;
  std::vector<proof::PublishedCiphertext> ready_;
  base::Bytes encoded_;  // 32·(1 + options) bytes each
};

}  // namespace undersigned::letter
