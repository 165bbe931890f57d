// What the fast engine's two builds share: a design as plain arrays, and the arrays of one block of
// 512 replicas. Only plain data: a function of the library that both builds instantiate would be
// linked once, perhaps from the build for another processor. Nothing here is secret.
#pragma once

#include <cstddef>
#include <cstdint>

namespace undersigned::rehearsal::kernel {

inline constexpr std::size_t kLanes = 512;
inline constexpr int kCountPlanes = 16;

// One bit for each of 512 replicas.
struct alignas(64) Mask {
  std::uint64_t words[8];
};

struct Table {
  const std::uint16_t* entries;
  int shift;
};

struct KernelGroup {
  Table resistance, waking;
  const std::uint16_t* points;
  std::uint32_t points_size;
  std::uint32_t leave, coupling;
  std::uint32_t destinations[3];
  std::uint32_t demands[8];
  // Greatest resistance of those who sign with a level ≤ j + 1; rising.
  std::uint16_t named[16], counted[16];
};

struct Arrow {
  std::uint32_t onlooker;
  std::uint16_t weight;
};

struct KernelDesign {
  std::uint32_t people, groups, demands, levels;  // levels: 0 unless sealed
  const KernelGroup* group;
  const std::uint16_t* group_of;
  const std::uint16_t* first_look;
  const std::size_t* arrow_offsets;  // null: nobody sees names
  const Arrow* arrows;
  std::uint32_t residual, haste, haste_end, ticks;
  // Numbers of bits: a resistance, a pressure, the sum that is compared, a tick.
  int resistance_planes, pressure_planes, sum_planes, tick_planes;
  std::uint64_t seed;
  std::uint32_t scenario;
};

// Rows of Block::rows, one number for each replica.
enum Row : std::size_t {
  kSigners,
  kSincere,
  kHasty,
  kLeave,
  kLeaveSigners,
  kPreferFrom,                     // destination ≥ 1, 2, 3
  kGoFrom = kPreferFrom + 3,       // the same of those who would leave
  kDemands = kGoFrom + 3,          // 8
  kDemandsSigners = kDemands + 8,  // 8
  kNamed = kDemandsSigners + 8,    // 16: by name with level ≤ 1, 2, …
  kCounted = kNamed + 16,          // 16
  kRows = kCounted + 16,
};

// Caller's arrays for one block; `people` entries a row unless said otherwise.
struct Block {
  Mask* resistance;  // resistance_planes each
  Mask* pressure;    // pressure_planes each, zero at first
  Mask* wakes;       // tick_planes each
  Mask* awake;
  Mask* has_signed;
  Mask* fresh;
  Mask* in_haste;
  Mask* leave;
  Mask* demands;   // 8 each
  Mask* points;    // sum_planes for each group
  Mask* counters;  // kCountPlanes for each of kRows
  std::uint16_t* wakes_first;
  std::uint16_t* wakes_last;
  std::uint8_t* touched;
  std::uint32_t* curve;  // ticks · kLanes
  std::uint32_t* rows;   // kRows · kLanes
};

// Runs replicas first … first + 511. All arrays but those named are written before they are read.
void run_portable(const KernelDesign& design, std::uint32_t first, const Block& block);
// The same, for processors with AVX-512 F, BW, DQ and VL. Not there on other machines' builds.
void run_avx512(const KernelDesign& design, std::uint32_t first, const Block& block);

}  // namespace undersigned::rehearsal::kernel
