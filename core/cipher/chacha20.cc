#include "core/cipher/chacha20.h"

#include <algorithm>
#include <bit>

#include "core/base/check.h"
#include "core/base/secret.h"

namespace undersigned::cipher {
namespace {

constexpr std::size_t kBlock = 64;

std::uint32_t load(const std::uint8_t* bytes) {
  return static_cast<std::uint32_t>(bytes[0]) | static_cast<std::uint32_t>(bytes[1]) << 8 |
         static_cast<std::uint32_t>(bytes[2]) << 16 | static_cast<std::uint32_t>(bytes[3]) << 24;
}

inline void quarter_round(std::uint32_t& a, std::uint32_t& b, std::uint32_t& c, std::uint32_t& d) {
  a += b;
  d = std::rotl(d ^ a, 16);
  c += d;
  b = std::rotl(b ^ c, 12);
  a += b;
  d = std::rotl(d ^ a, 8);
  c += d;
  b = std::rotl(b ^ c, 7);
}

void make_block(const std::uint32_t (&state)[16], std::uint32_t (&out)[16]) {
  std::copy(std::begin(state), std::end(state), out);
  for (int i = 0; i < 10; ++i) {
    quarter_round(out[0], out[4], out[8], out[12]);
    quarter_round(out[1], out[5], out[9], out[13]);
    quarter_round(out[2], out[6], out[10], out[14]);
    quarter_round(out[3], out[7], out[11], out[15]);
    quarter_round(out[0], out[5], out[10], out[15]);
    quarter_round(out[1], out[6], out[11], out[12]);
    quarter_round(out[2], out[7], out[8], out[13]);
    quarter_round(out[3], out[4], out[9], out[14]);
  }
  for (std::size_t i = 0; i < 16; ++i) out[i] += state[i];
}

}  // namespace

void chacha20_xor(const base::ByteArray<32>& key, const base::ByteArray<12>& nonce,
                  std::uint32_t counter, std::span<std::uint8_t> data) {
  const std::uint64_t blocks = (static_cast<std::uint64_t>(data.size()) + kBlock - 1) / kBlock;
  UNDERSIGNED_CHECK(counter + blocks <= std::uint64_t{1} << 32);
  // "expand 32-byte k", then key, number of the block, nonce.
  std::uint32_t state[16] = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};
  for (std::size_t i = 0; i < 8; ++i) state[4 + i] = load(&key[4 * i]);
  state[12] = counter;
  for (std::size_t i = 0; i < 3; ++i) state[13 + i] = load(&nonce[4 * i]);
  std::uint32_t stream[16];
  for (; !data.empty(); data = data.subspan(std::min(kBlock, data.size()))) {
    make_block(state, stream);
    ++state[12];
    for (std::size_t i = 0; i < std::min(kBlock, data.size()); ++i) {
      data[i] ^= static_cast<std::uint8_t>(stream[i / 4] >> (8 * (i % 4)));
    }
  }
  base::wipe(state, sizeof state);
  base::wipe(stream, sizeof stream);
}

}  // namespace undersigned::cipher
