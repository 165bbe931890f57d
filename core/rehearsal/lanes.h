// Operations on 512 replicas at once, for the build that includes this (kernel_portable.cc,
// kernel_avx512.cc): whole numbers are bit-sliced, plane p of a row holding bit p of 512 numbers,
// so an addition is a ripple of exclusive-ors and ands. Everything here is local to its translation
// unit.
#pragma once

#include "core/rehearsal/kernel.h"
#include "core/rehearsal/philox.h"

#if defined(__AVX512BW__)
#include <immintrin.h>
#endif

namespace undersigned::rehearsal::kernel {
namespace {

using Words = std::uint64_t __attribute__((vector_size(64), may_alias));
using Numbers = std::uint16_t[kLanes];

inline Words load(const Mask& mask) { return *reinterpret_cast<const Words*>(mask.words); }
inline void store(Mask& mask, Words words) { *reinterpret_cast<Words*>(mask.words) = words; }

inline bool any(const Words& w) {
#if defined(__AVX512BW__)
  const auto v = reinterpret_cast<const __m512i&>(w);
  return _mm512_test_epi64_mask(v, v) != 0;
#else
  return (w[0] | w[1] | w[2] | w[3] | w[4] | w[5] | w[6] | w[7]) != 0;
#endif
}

// The lanes whose number has bit `plane`.
inline void take_plane(const Numbers& numbers, int plane, Mask& mask) {
#if defined(__AVX512BW__)
  const __m512i bit = _mm512_set1_epi16(static_cast<short>(1 << plane));
  for (std::size_t i = 0; i < kLanes / 64; ++i) {
    const std::uint64_t low = _mm512_test_epi16_mask(_mm512_load_si512(numbers + 64 * i), bit);
    const std::uint64_t high =
        _mm512_test_epi16_mask(_mm512_load_si512(numbers + 64 * i + 32), bit);
    mask.words[i] = low | high << 32;
  }
#else
  for (std::size_t i = 0; i < kLanes / 64; ++i) {
    std::uint64_t word = 0;
    for (std::size_t b = 0; b < 64; ++b) {
      word |= static_cast<std::uint64_t>((numbers[64 * i + b] >> plane) & 1) << b;
    }
    mask.words[i] = word;
  }
#endif
}

inline void slice(const Numbers& numbers, int planes, Mask* out) {
  for (int p = 0; p < planes; ++p) take_plane(numbers, p, out[p]);
}

// The lanes whose number is below `bound` (0 … 65536).
inline Words below(const Numbers& numbers, std::uint32_t bound) {
  Mask mask{};
  if (bound > 0xffff) return ~load(mask);
#if defined(__AVX512BW__)
  const __m512i most = _mm512_set1_epi16(static_cast<short>(bound));
  for (std::size_t i = 0; i < kLanes / 64; ++i) {
    const std::uint64_t low = _mm512_cmplt_epu16_mask(_mm512_load_si512(numbers + 64 * i), most);
    const std::uint64_t high =
        _mm512_cmplt_epu16_mask(_mm512_load_si512(numbers + 64 * i + 32), most);
    mask.words[i] = low | high << 32;
  }
#else
  for (std::size_t i = 0; i < kLanes / 64; ++i) {
    std::uint64_t word = 0;
    for (std::size_t b = 0; b < 64; ++b) {
      word |= static_cast<std::uint64_t>(numbers[64 * i + b] < bound) << b;
    }
    mask.words[i] = word;
  }
#endif
  return load(mask);
}

// Numbers from planes; T is 16 or 32 bits wide.
template <class T>
void join(const Mask* planes, int count, T* numbers) {
  for (std::size_t lane = 0; lane < kLanes; ++lane) numbers[lane] = 0;
  for (int p = 0; p < count; ++p) {
    for (std::size_t i = 0; i < kLanes / 64; ++i) {
      const std::uint64_t word = planes[p].words[i];
      if (word == 0) continue;
      for (std::size_t b = 0; b < 64; ++b) {
        numbers[64 * i + b] = static_cast<T>(numbers[64 * i + b] | (((word >> b) & 1) << p));
      }
    }
  }
}

// number += 2^from in the lanes of `carry`. The number must have the planes for it.
inline void add(Mask* planes, int from, Words carry) {
  for (Mask* plane = planes + from; any(carry); ++plane) {
    const Words before = load(*plane);
    store(*plane, before ^ carry);
    carry &= before;
  }
}

// The low halves of a lane's two 32-bit factors, multiplied.
inline Words multiply(const Words& a, std::uint32_t b) {
#if defined(__AVX512BW__)
  const __m512i product = _mm512_mul_epu32(reinterpret_cast<const __m512i&>(a),
                                           _mm512_set1_epi64(static_cast<long long>(b)));
  return reinterpret_cast<const Words&>(product);
#else
  return (a & 0xffff'ffffULL) * b;
#endif
}

// philox() for eight replicas: each 64-bit lane holds a 32-bit word, with bits above it that no
// step lets down.
struct Eight {
  Words words[4];
};
inline Eight philox_eight(std::uint32_t draw, std::uint32_t person, std::uint32_t replica,
                          std::uint32_t scenario, std::uint64_t seed) {
  Words c0 = Words{} + draw, c1 = Words{} + person, c3 = Words{} + scenario;
  Words c2 = Words{0, 1, 2, 3, 4, 5, 6, 7} + replica;
  auto k0 = static_cast<std::uint32_t>(seed), k1 = static_cast<std::uint32_t>(seed >> 32);
  for (int round = 0; round < kPhiloxRounds; ++round) {
    const Words left = multiply(c0, kPhiloxM0), right = multiply(c2, kPhiloxM1);
    c0 = (right >> 32) ^ c1 ^ k0;
    c1 = right;
    c2 = (left >> 32) ^ c3 ^ k1;
    c3 = left;
    k0 += kPhiloxW0;
    k1 += kPhiloxW1;
  }
  return {{c0, c1, c2, c3}};
}

inline void store_halves(Words words, std::uint16_t* out) {
#if defined(__AVX512BW__)
  _mm_store_si128(reinterpret_cast<__m128i*>(out),
                  _mm512_cvtepi64_epi16(reinterpret_cast<const __m512i&>(words)));
#else
  for (std::size_t i = 0; i < 8; ++i) out[i] = static_cast<std::uint16_t>(words[i]);
#endif
}

// The first `fields` draws of a block, for all lanes.
inline void draw(const KernelDesign& design, std::uint32_t block, std::uint32_t person,
                 std::uint32_t first, std::size_t fields, Numbers* out) {
  for (std::size_t lane = 0; lane < kLanes; lane += 8) {
    const Eight eight = philox_eight(block, person, first + static_cast<std::uint32_t>(lane),
                                     design.scenario, design.seed);
    for (std::size_t f = 0; f < fields; ++f) {
      store_halves(eight.words[f / 2] >> (f % 2 * 16), out[f] + lane);
    }
  }
}

}  // namespace
}  // namespace undersigned::rehearsal::kernel
