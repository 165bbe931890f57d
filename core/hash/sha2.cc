#include "core/hash/sha2.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "core/base/check.h"
#include "core/base/secret.h"

namespace undersigned::hash {
namespace {

using std::rotr;

// First 32 bits of the fractional parts of the cube roots of the first 64 primes are the upper
// halves of the first 64 constants of SHA-512, so one table serves both (FIPS 180-4, 4.2).
constexpr std::uint64_t kRoundConstants[80] = {
    0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f, 0xe9b5dba58189dbbc,
    0x3956c25bf348b538, 0x59f111f1b605d019, 0x923f82a4af194f9b, 0xab1c5ed5da6d8118,
    0xd807aa98a3030242, 0x12835b0145706fbe, 0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2,
    0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235, 0xc19bf174cf692694,
    0xe49b69c19ef14ad2, 0xefbe4786384f25e3, 0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65,
    0x2de92c6f592b0275, 0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5,
    0x983e5152ee66dfab, 0xa831c66d2db43210, 0xb00327c898fb213f, 0xbf597fc7beef0ee4,
    0xc6e00bf33da88fc2, 0xd5a79147930aa725, 0x06ca6351e003826f, 0x142929670a0e6e70,
    0x27b70a8546d22ffc, 0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed, 0x53380d139d95b3df,
    0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6, 0x92722c851482353b,
    0xa2bfe8a14cf10364, 0xa81a664bbc423001, 0xc24b8b70d0f89791, 0xc76c51a30654be30,
    0xd192e819d6ef5218, 0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8,
    0x19a4c116b8d2d0c8, 0x1e376c085141ab53, 0x2748774cdf8eeb99, 0x34b0bcb5e19b48a8,
    0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb, 0x5b9cca4f7763e373, 0x682e6ff3d6b2b8a3,
    0x748f82ee5defb2fc, 0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec,
    0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915, 0xc67178f2e372532b,
    0xca273eceea26619c, 0xd186b8c721c0c207, 0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178,
    0x06f067aa72176fba, 0x0a637dc5a2c898a6, 0x113f9804bef90dae, 0x1b710b35131c471b,
    0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc, 0x431d67c49c100d4c,
    0x4cc5d4becb3e42b6, 0x597f299cfc657e2a, 0x5fcb6fab3ad6faec, 0x6c44198c4a475817};

// What differs between the two functions: width of a word, number of rounds, and the rotations of
// Σ0, Σ1, σ0, σ1 (the last entry of a σ is a shift).
struct Parameters256 {
  using Word = std::uint32_t;
  static constexpr std::size_t kRounds = 64;
  static constexpr int kBigSigma0[3] = {2, 13, 22};
  static constexpr int kBigSigma1[3] = {6, 11, 25};
  static constexpr int kSmallSigma0[3] = {7, 18, 3};
  static constexpr int kSmallSigma1[3] = {17, 19, 10};
  static Word constant(std::size_t i) { return static_cast<Word>(kRoundConstants[i] >> 32); }
};

struct Parameters512 {
  using Word = std::uint64_t;
  static constexpr std::size_t kRounds = 80;
  static constexpr int kBigSigma0[3] = {28, 34, 39};
  static constexpr int kBigSigma1[3] = {14, 18, 41};
  static constexpr int kSmallSigma0[3] = {1, 8, 7};
  static constexpr int kSmallSigma1[3] = {19, 61, 6};
  static Word constant(std::size_t i) { return kRoundConstants[i]; }
};

template <class Word>
Word big_sigma(Word x, const int (&turns)[3]) {
  return rotr(x, turns[0]) ^ rotr(x, turns[1]) ^ rotr(x, turns[2]);
}

template <class Word>
Word small_sigma(Word x, const int (&turns)[3]) {
  return rotr(x, turns[0]) ^ rotr(x, turns[1]) ^ x >> turns[2];
}

template <class Word>
Word load_big_endian(const std::uint8_t* bytes) {
  Word word = 0;
  for (std::size_t i = 0; i < sizeof(Word); ++i) {
    word |= static_cast<Word>(bytes[i]) << (8 * (sizeof(Word) - 1 - i));
  }
  return word;
}

template <class Word>
void store_big_endian(std::uint8_t* bytes, Word word) {
  for (std::size_t i = 0; i < sizeof(Word); ++i) {
    bytes[i] = static_cast<std::uint8_t>(word >> (8 * (sizeof(Word) - 1 - i)));
  }
}

// One round with the eight working variables where they are: instead of moving a…h along by one,
// the caller turns their names (s[-i mod 8] is a in round i).
template <class P, std::size_t I>
inline void step(typename P::Word (&s)[8], typename P::Word word) {
  using Word = typename P::Word;
  const Word a = s[(0 - I) & 7], b = s[(1 - I) & 7], c = s[(2 - I) & 7];
  const Word e = s[(4 - I) & 7], f = s[(5 - I) & 7], g = s[(6 - I) & 7];
  Word& d = s[(3 - I) & 7];
  Word& h = s[(7 - I) & 7];
  const Word choice = g ^ (e & (f ^ g));
  const Word majority = (a & b) | (c & (a | b));
  const Word t = h + big_sigma(e, P::kBigSigma1) + choice + word;
  d += t;
  h = t + big_sigma(a, P::kBigSigma0) + majority;
}

// W_t of the message schedule in place, for the sixteen rounds from t on: word I takes the value
// σ1(W_{t−2}) + W_{t−7} + σ0(W_{t−15}) + W_{t−16}.
template <class P, std::size_t I>
inline typename P::Word next_word(typename P::Word (&w)[16]) {
  w[I] += small_sigma(w[(I + 14) & 15], P::kSmallSigma1) + w[(I + 9) & 15] +
          small_sigma(w[(I + 1) & 15], P::kSmallSigma0);
  return w[I];
}

template <class P, std::size_t... I>
inline void sixteen_first(typename P::Word (&s)[8], typename P::Word (&w)[16],
                          std::index_sequence<I...>) {
  (step<P, I>(s, P::constant(I) + w[I]), ...);
}

template <class P, std::size_t... I>
inline void sixteen_later(typename P::Word (&s)[8], typename P::Word (&w)[16], std::size_t t,
                          std::index_sequence<I...>) {
  (step<P, I>(s, P::constant(t + I) + next_word<P, I>(w)), ...);
}

template <class P>
void compress_block(typename P::Word (&state)[8], const std::uint8_t* block) {
  using Word = typename P::Word;
  constexpr auto kSixteen = std::make_index_sequence<16>();
  Word w[16];
  for (std::size_t i = 0; i < 16; ++i) w[i] = load_big_endian<Word>(block + i * sizeof(Word));
  Word s[8];
  std::copy(std::begin(state), std::end(state), s);
  sixteen_first<P>(s, w, kSixteen);
  for (std::size_t t = 16; t < P::kRounds; t += 16) sixteen_later<P>(s, w, t, kSixteen);
  for (std::size_t i = 0; i < 8; ++i) state[i] += s[i];
}

// Cuts data into blocks: what does not fill one waits in `buffer`, `length` counts all bytes.
template <std::size_t kBlock, class Compress>
void update_blocks(std::uint8_t (&buffer)[kBlock], std::uint64_t& length, base::ByteView data,
                   Compress compress) {
  const std::size_t waiting = length % kBlock;
  length += data.size();
  if (waiting != 0) {
    const std::size_t count = std::min(kBlock - waiting, data.size());
    std::copy_n(data.begin(), count, buffer + waiting);
    data = data.subspan(count);
    if (waiting + count < kBlock) return;
    compress(buffer);
  }
  for (; data.size() >= kBlock; data = data.subspan(kBlock)) compress(data.data());
  std::copy(data.begin(), data.end(), buffer);
}

// Pads with one bit, zeros and the length in bits (kLengthBytes wide), and compresses the end.
template <std::size_t kLengthBytes, std::size_t kBlock, class Compress>
void pad_blocks(std::uint8_t (&buffer)[kBlock], std::uint64_t length, Compress compress) {
  std::size_t used = length % kBlock;
  buffer[used++] = 0x80;
  if (used > kBlock - kLengthBytes) {
    std::fill(buffer + used, buffer + kBlock, std::uint8_t{0});
    compress(buffer);
    used = 0;
  }
  std::fill(buffer + used, buffer + kBlock, std::uint8_t{0});
  store_big_endian(buffer + kBlock - 8, length << 3);
  if constexpr (kLengthBytes > 8) {
    store_big_endian(buffer + kBlock - 16, length >> 61);
  }
  compress(buffer);
}

template <class Word>
auto digest_of(const Word (&state)[8]) {
  base::ByteArray<8 * sizeof(Word)> digest;
  for (std::size_t i = 0; i < 8; ++i) store_big_endian(digest.data() + i * sizeof(Word), state[i]);
  return digest;
}

}  // namespace

Sha256::Sha256()
    : state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
             0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19},
      buffer_{} {}

void Sha256::compress(const std::uint8_t* block) { compress_block<Parameters256>(state_, block); }

Sha256& Sha256::update(base::ByteView data) {
  update_blocks(buffer_, length_, data, [this](const std::uint8_t* block) { compress(block); });
  return *this;
}

Digest256 Sha256::finish() {
  pad_blocks<8>(buffer_, length_, [this](const std::uint8_t* block) { compress(block); });
  return digest_of(state_);
}

Sha512::Sha512()
    : state_{0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
             0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179},
      buffer_{} {}

void Sha512::compress(const std::uint8_t* block) { compress_block<Parameters512>(state_, block); }

Sha512& Sha512::update(base::ByteView data) {
  update_blocks(buffer_, length_, data, [this](const std::uint8_t* block) { compress(block); });
  return *this;
}

Digest512 Sha512::finish() {
  pad_blocks<16>(buffer_, length_, [this](const std::uint8_t* block) { compress(block); });
  const Digest512 digest = digest_of(state_);
  // What goes through SHA-512 may be secret: a typed code becomes a scalar by expand_message_xmd.
  base::wipe(buffer_, sizeof buffer_);
  base::wipe(state_, sizeof state_);
  return digest;
}

Digest256 sha256(base::ByteView data) { return Sha256().update(data).finish(); }

Digest512 sha512(base::ByteView data) { return Sha512().update(data).finish(); }

void expand_message_xmd(base::ByteView message, base::ByteView domain,
                        std::span<std::uint8_t> out) {
  constexpr std::size_t kOutput = 64;
  constexpr std::uint8_t kZeroBlock[128] = {};
  UNDERSIGNED_CHECK(!domain.empty() && domain.size() <= 255);
  UNDERSIGNED_CHECK(out.size() <= 255 * kOutput);
  const std::uint8_t domain_length[1] = {static_cast<std::uint8_t>(domain.size())};
  const std::uint8_t length[3] = {static_cast<std::uint8_t>(out.size() >> 8),
                                  static_cast<std::uint8_t>(out.size()), 0};
  // b_0 = H(zero block ‖ message ‖ length ‖ 0 ‖ domain′)
  Digest512 first = Sha512()
                        .update(kZeroBlock)
                        .update(message)
                        .update(length)
                        .update(domain)
                        .update(domain_length)
                        .finish();
  // b_1 = H(b_0 ‖ 1 ‖ domain′), b_i = H((b_0 ⊕ b_{i−1}) ‖ i ‖ domain′)
  Digest512 block{};
  for (std::size_t i = 1; (i - 1) * kOutput < out.size(); ++i) {
    for (std::size_t j = 0; j < kOutput; ++j) block[j] ^= first[j];
    const std::uint8_t index[1] = {static_cast<std::uint8_t>(i)};
    block = Sha512().update(block).update(index).update(domain).update(domain_length).finish();
    const auto rest = out.subspan((i - 1) * kOutput);
    std::copy_n(block.begin(), std::min(kOutput, rest.size()), rest.begin());
  }
  base::wipe(first.data(), first.size());
  base::wipe(block.data(), block.size());
}

}  // namespace undersigned::hash
