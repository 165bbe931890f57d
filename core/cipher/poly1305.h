// The one-time authenticator Poly1305 (RFC 8439, 2.5), constant time.
//
// The message is cut into blocks of sixteen bytes; block i stands for the number m_i, its bytes
// little-endian with a one after the last. With the key's halves r (some bits cleared) and s,
//     tag = ((m_1·r^n + m_2·r^(n−1) + … + m_n·r) mod (2^130 − 5)) + s mod 2^128.
// Numbers mod 2^130 − 5 are five limbs of 26 bits: products of limbs and their sums fit 64 bits,
// which WebAssembly has, and 2^130 ≡ 5 folds what is above back in.
#pragma once

#include <cstdint>

#include "core/base/bytes.h"

namespace undersigned::cipher {

using Poly1305Key = base::ByteArray<32>;  // r ‖ s, secret, for one message only
using Poly1305Tag = base::ByteArray<16>;

class Poly1305 {
 public:
  explicit Poly1305(const Poly1305Key& key);
  Poly1305(const Poly1305&) = delete;
  Poly1305& operator=(const Poly1305&) = delete;
  ~Poly1305();

  // The blocks of `data`. If its length is not a multiple of sixteen, the last block is short, and
  // nothing may follow.
  void update(base::ByteView data);
  // The same, with zeros up to the next multiple of sixteen.
  void update_padded(base::ByteView data);
  Poly1305Tag finish();  // once

 private:
  void add_block(const base::ByteArray<17>& block);
  std::uint32_t r_[5];
  std::uint32_t h_[5] = {};
  std::uint32_t s_[4];
};

}  // namespace undersigned::cipher
