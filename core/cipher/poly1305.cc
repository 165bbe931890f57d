#include "core/cipher/poly1305.h"

#include <algorithm>

#include "core/base/secret.h"

namespace undersigned::cipher {
namespace {

constexpr std::size_t kBlock = 16;
constexpr std::uint32_t kLimb = (1u << 26) - 1;

std::uint32_t load(const std::uint8_t* bytes) {
  return static_cast<std::uint32_t>(bytes[0]) | static_cast<std::uint32_t>(bytes[1]) << 8 |
         static_cast<std::uint32_t>(bytes[2]) << 16 | static_cast<std::uint32_t>(bytes[3]) << 24;
}

}  // namespace

Poly1305::Poly1305(const Poly1305Key& key) {
  // Clamped: the upper four bits of bytes 3, 7, 11, 15 and the lower two of 4, 8, 12 are cleared;
  // here already cut into limbs, limb i beginning at bit 26·i, which is bit 2·i of byte 3·i.
  r_[0] = load(&key[0]) & 0x3ffffff;
  r_[1] = load(&key[3]) >> 2 & 0x3ffff03;
  r_[2] = load(&key[6]) >> 4 & 0x3ffc0ff;
  r_[3] = load(&key[9]) >> 6 & 0x3f03fff;
  r_[4] = load(&key[12]) >> 8 & 0x00fffff;
  for (std::size_t i = 0; i < 4; ++i) s_[i] = load(&key[16 + 4 * i]);
}

Poly1305::~Poly1305() {
  base::wipe(r_, sizeof r_);
  base::wipe(h_, sizeof h_);
  base::wipe(s_, sizeof s_);
}

// h ← (h + block)·r. On entry limbs of h are below 2^27, those of h + block below 2^28; five
// products with 5·r below 2^29 then sum to less than 2^60.
void Poly1305::add_block(const base::ByteArray<17>& block) {
  std::uint64_t h[5];
  for (std::size_t i = 0; i < 4; ++i) {
    h[i] = std::uint64_t{h_[i]} + (load(&block[3 * i]) >> (2 * i) & kLimb);
  }
  h[4] =
      std::uint64_t{h_[4]} + (load(&block[12]) >> 8 | static_cast<std::uint32_t>(block[16]) << 24);
  std::uint64_t product[5];
  for (std::size_t k = 0; k < 5; ++k) {
    product[k] = 0;
    for (std::size_t i = 0; i < 5; ++i) {
      // Limb i times limb k − i; below zero it is limb k − i + 5, which weighs 2^130 ≡ 5 more.
      product[k] += h[i] * (i <= k ? r_[k - i] : std::uint64_t{5} * r_[k + 5 - i]);
    }
  }
  std::uint64_t carry = 0;
  for (std::size_t k = 0; k < 5; ++k) {
    product[k] += carry;
    carry = product[k] >> 26;
    h_[k] = static_cast<std::uint32_t>(product[k]) & kLimb;
  }
  // carry < 2^35: folded in as 5·carry, its upper part goes on to the next limb.
  const std::uint64_t folded = h_[0] + 5 * carry;
  h_[0] = static_cast<std::uint32_t>(folded) & kLimb;
  h_[1] += static_cast<std::uint32_t>(folded >> 26);
}

void Poly1305::update(base::ByteView data) {
  base::ByteArray<17> block;
  while (!data.empty()) {
    const std::size_t count = std::min(kBlock, data.size());
    block.fill(0);
    std::copy_n(data.begin(), count, block.begin());
    block[count] = 1;
    add_block(block);
    data = data.subspan(count);
  }
  base::wipe(block.data(), block.size());
}

void Poly1305::update_padded(base::ByteView data) {
  const std::size_t whole = data.size() - data.size() % kBlock;
  update(data.first(whole));
  if (whole == data.size()) return;
  base::ByteArray<kBlock> last{};
  std::copy(data.begin() + static_cast<std::ptrdiff_t>(whole), data.end(), last.begin());
  update(last);
  base::wipe(last.data(), last.size());
}

Poly1305Tag Poly1305::finish() {
  // Twice around with the carries: all limbs are then below 2^26 and h < 2^130.
  std::uint32_t carry = 0;
  for (int turn = 0; turn < 2; ++turn) {
    for (std::uint32_t& limb : h_) {
      limb += carry;
      carry = limb >> 26;
      limb &= kLimb;
    }
    carry *= 5;
  }
  h_[0] += carry;
  // g = h + 5 − 2^130 is h − (2^130 − 5); it is taken if it is not negative.
  std::uint32_t g[5];
  carry = 5;
  for (std::size_t i = 0; i < 5; ++i) {
    g[i] = h_[i] + carry;
    carry = g[i] >> 26;
    g[i] &= kLimb;
  }
  const std::uint32_t take = 0u - carry;
  for (std::size_t i = 0; i < 5; ++i) h_[i] = (h_[i] & ~take) | (g[i] & take);
  const std::uint32_t words[4] = {h_[0] | h_[1] << 26, h_[1] >> 6 | h_[2] << 20,
                                  h_[2] >> 12 | h_[3] << 14, h_[3] >> 18 | h_[4] << 8};
  Poly1305Tag tag;
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    sum = (sum >> 32) + words[i] + s_[i];
    for (std::size_t j = 0; j < 4; ++j) tag[4 * i + j] = static_cast<std::uint8_t>(sum >> (8 * j));
  }
  return tag;
}

}  // namespace undersigned::cipher
