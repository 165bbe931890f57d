// The fast engine: a design laid out for the kernels, blocks handed to threads, counts gathered.
#include <algorithm>
#include <bit>
#include <memory>

#include "core/base/check.h"
#include "core/rehearsal/engine.h"
#include "core/rehearsal/kernel.h"

namespace undersigned::rehearsal {
namespace {

using kernel::kLanes;
using kernel::Mask;

int bits(std::uint32_t most) { return std::max(1, static_cast<int>(std::bit_width(most))); }

// A design as the kernels read it. What it points to is its own or the design's.
class Layout {
 public:
  Layout(const Design& design, Stream stream) : design_(design) {
    for (const Group& group : design.groups) add_group(group);
    view_ = {.people = design.people(),
             .groups = static_cast<std::uint32_t>(groups_.size()),
             .demands = static_cast<std::uint32_t>(design.demands()),
             .levels = offered(),
             .group = groups_.data(),
             .group_of = design.group_of.data(),
             .first_look = design.first_look.data(),
             .arrow_offsets = nullptr,
             .arrows = nullptr,
             .residual = design.residual,
             .haste = design.haste,
             .haste_end = design.haste_end,
             .ticks = design.ticks,
             .resistance_planes = bits(kNever),
             .pressure_planes = 0,
             .sum_planes = 0,
             .tick_planes = bits(design.ticks),
             .seed = stream.seed,
             .scenario = stream.scenario};
    if (design.mode == Mode::kPublicList) lay_arrows();
    set_planes();
  }
  const kernel::KernelDesign& view() const { return view_; }

 private:
  std::uint32_t offered() const {
    if (!is_sealed(design_.mode)) return 0;
    return design_.mode == Mode::kSealed ? 1 : static_cast<std::uint32_t>(design_.ladder.levels());
  }

  void add_group(const Group& group) {
    kernel::KernelGroup laid{};
    laid.resistance = {group.resistance.entries(), group.resistance.shift()};
    laid.waking = {group.waking.entries(), group.waking.shift()};
    laid.points = group.points.data();
    laid.points_size = static_cast<std::uint32_t>(group.points.size());
    laid.leave = group.leave;
    laid.coupling = group.coupling;
    std::copy(group.destinations.begin(), group.destinations.end(), laid.destinations);
    std::copy(group.demands.begin(), group.demands.end(), laid.demands);
    // Whom a lower level is enough for asks for no more; nobody is unwilling and signs.
    const std::uint32_t pressure = std::uint32_t{design_.residual} + design_.haste_at(0);
    std::uint32_t named = 0, counted = 0;
    for (std::size_t j = 0; j < offered(); ++j) {
      named = std::max<std::uint32_t>(named, group.points_named[j] + pressure);
      counted = std::max<std::uint32_t>(counted, group.points_counted[j] + pressure);
      laid.named[j] = static_cast<std::uint16_t>(std::min<std::uint32_t>(named, kMostValue));
      laid.counted[j] = static_cast<std::uint16_t>(std::min<std::uint32_t>(counted, kMostValue));
    }
    groups_.push_back(laid);
  }

  void lay_arrows() {
    offsets_.push_back(0);
    for (std::uint32_t i = 0; i < design_.people(); ++i) {
      for (const auto& [onlooker, weight] : design_.influence.of(i)) {
        arrows_.push_back({onlooker, weight});
      }
      offsets_.push_back(arrows_.size());
    }
    view_.arrow_offsets = offsets_.data();
    view_.arrows = arrows_.data();
  }

  void set_planes() {
    std::uint32_t resistance = 0, points = 0;
    for (const Group& group : design_.groups) {
      resistance = std::max<std::uint32_t>(resistance, group.resistance.most());
      points = std::max<std::uint32_t>(points, group.points.back());
    }
    const std::uint32_t pressure = view_.arrow_offsets == nullptr ? 0 : design_.influence.most();
    const std::uint32_t most = points + pressure + design_.residual + design_.haste;
    view_.resistance_planes = bits(resistance);
    view_.pressure_planes = pressure == 0 ? 0 : bits(pressure);
    view_.sum_planes = std::max(bits(most), view_.resistance_planes);
  }

  const Design& design_;
  std::vector<kernel::KernelGroup> groups_;
  std::vector<std::size_t> offsets_;
  std::vector<kernel::Arrow> arrows_;
  kernel::KernelDesign view_{};
};

// One block's arrays.
class Workspace {
 public:
  explicit Workspace(const kernel::KernelDesign& d)
      : masks_(masks(d)),
        ticks_(std::size_t{2} * d.people),
        touched_(d.people),
        curve_(std::size_t{d.ticks} * kLanes),
        rows_(kernel::kRows * kLanes) {
    Mask* next = masks_.data();
    const auto take = [&](std::size_t count) { return std::exchange(next, next + count); };
    const auto planes = [](int count) { return static_cast<std::size_t>(count); };
    const std::size_t n = d.people;
    block_ = {.resistance = take(n * planes(d.resistance_planes)),
              .pressure = take(n * planes(d.pressure_planes)),
              .wakes = take(n * planes(d.tick_planes)),
              .awake = take(n),
              .has_signed = take(n),
              .fresh = take(n),
              .in_haste = take(n),
              .leave = take(n),
              .demands = take(n * 8),
              .points = take(d.groups * planes(d.sum_planes)),
              .counters = take(kernel::kRows * kernel::kCountPlanes),
              .wakes_first = ticks_.data(),
              .wakes_last = ticks_.data() + n,
              .touched = touched_.data(),
              .curve = curve_.data(),
              .rows = rows_.data()};
  }
  const kernel::Block& block() const { return block_; }
  std::uint32_t row(std::size_t row, std::size_t lane) const { return rows_[row * kLanes + lane]; }

 private:
  static std::size_t masks(const kernel::KernelDesign& d) {
    const int each = d.resistance_planes + d.pressure_planes + d.tick_planes + 5 + 8;
    return std::size_t{d.people} * static_cast<std::size_t>(each) +
           std::size_t{d.groups} * static_cast<std::size_t>(d.sum_planes) +
           kernel::kRows * kernel::kCountPlanes;
  }

  std::vector<Mask> masks_;
  std::vector<std::uint16_t> ticks_;
  std::vector<std::uint8_t> touched_;
  std::vector<std::uint32_t> curve_;
  std::vector<std::uint32_t> rows_;
  kernel::Block block_{};
};

// Differences of [0], [1], …, which count those from a destination on.
std::array<std::uint32_t, kDestinations> apart(std::uint32_t all, const Workspace& from,
                                               std::size_t row, std::size_t lane) {
  std::array<std::uint32_t, kDestinations> counts{};
  for (std::size_t d = 0; d < kDestinations; ++d) {
    const std::uint32_t next = d + 1 < kDestinations ? from.row(row + d, lane) : 0;
    counts[d] = std::exchange(all, next) - next;
  }
  return counts;
}

Sums gather(const Design& design, const kernel::KernelDesign& view, const Workspace& from,
            std::size_t lane) {
  Sums sums;
  sums.signers = from.row(kernel::kSigners, lane);
  sums.sincere = from.row(kernel::kSincere, lane);
  sums.hasty = from.row(kernel::kHasty, lane);
  sums.leave = from.row(kernel::kLeave, lane);
  sums.leave_signers = from.row(kernel::kLeaveSigners, lane);
  sums.prefer = apart(design.people(), from, kernel::kPreferFrom, lane);
  sums.go = apart(sums.leave, from, kernel::kGoFrom, lane);
  for (std::size_t k = 0; k < design.demands(); ++k) {
    sums.demands[k] = from.row(kernel::kDemands + k, lane);
    sums.demands_signers[k] = from.row(kernel::kDemandsSigners + k, lane);
  }
  if (view.levels == 0) sums.levels.named[0] = sums.signers;
  std::uint32_t named = 0, counted = 0;
  for (std::size_t j = 0; j < view.levels; ++j) {
    const std::uint32_t n = from.row(kernel::kNamed + j, lane);
    const std::uint32_t c = from.row(kernel::kCounted + j, lane);
    sums.levels.named[j] = n - std::exchange(named, n);
    sums.levels.counted[j] = c - std::exchange(counted, c);
  }
  return sums;
}

void run_block(const kernel::KernelDesign& view, std::uint32_t first, const Workspace& workspace,
               Path path) {
#if defined(UNDERSIGNED_REHEARSAL_AVX512)
  if (path == Path::kAvx512) return kernel::run_avx512(view, first, workspace.block());
#endif
  UNDERSIGNED_CHECK(path == Path::kPortable);
  kernel::run_portable(view, first, workspace.block());
}

void run_blocks(const Design& design, Stream stream, std::uint32_t first, base::Executor& executor,
                Path path, Replicas& run) {
  const Layout layout(design, stream);
  const std::size_t replicas = run.outcomes.size();
  executor.run((replicas + kLanes - 1) / kLanes, [&](std::size_t number) {
    const std::size_t done = number * kLanes;
    const std::size_t lanes = std::min(kLanes, replicas - done);
    const Workspace workspace(layout.view());
    const std::uint32_t block = first + static_cast<std::uint32_t>(done);
    run_block(layout.view(), block, workspace, path);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const Sums sums = gather(design, layout.view(), workspace, lane);
      run.outcomes[done + lane] =
          finish(design, stream, block + static_cast<std::uint32_t>(lane), sums,
                 {workspace.block().curve + lane, kLanes, design.ticks});
    }
    for (std::size_t tick = 0; tick < design.ticks; ++tick) {
      std::copy_n(workspace.block().curve + tick * kLanes, lanes,
                  run.curves.begin() + static_cast<std::ptrdiff_t>(tick * replicas + done));
    }
  });
}

// More people than a block's counters hold: nothing is gained by replicas side by side either, as
// each of them is larger than the caches.
void run_singly(const Design& design, Stream stream, std::uint32_t first, base::Executor& executor,
                Replicas& run) {
  const std::size_t replicas = run.outcomes.size();
  executor.run(replicas, [&](std::size_t r) {
    const History history = rehearse_plainly(design, stream, first + static_cast<std::uint32_t>(r));
    run.outcomes[r] = history.outcome;
    for (std::size_t tick = 0; tick < design.ticks; ++tick) {
      run.curves[tick * replicas + r] = history.curve[tick];
    }
  });
}

}  // namespace

void Replicas::append(const Design& design, const Replicas& more) {
  const std::size_t old = outcomes.size(), fresh = more.outcomes.size();
  outcomes.insert(outcomes.end(), more.outcomes.begin(), more.outcomes.end());
  std::vector<std::uint32_t> joined;
  joined.reserve(curves.size() + more.curves.size());
  for (std::size_t tick = 0; tick < design.ticks; ++tick) {
    const auto row = [&](const std::vector<std::uint32_t>& of, std::size_t width) {
      const auto start = of.begin() + static_cast<std::ptrdiff_t>(tick * width);
      joined.insert(joined.end(), start, start + static_cast<std::ptrdiff_t>(width));
    };
    row(curves, old);
    row(more.curves, fresh);
  }
  curves = std::move(joined);
}

bool can_run(Path path) {
  if (path == Path::kPortable) return true;
#if defined(UNDERSIGNED_REHEARSAL_AVX512)
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
#else
  return false;
#endif
}

Path best_path() { return can_run(Path::kAvx512) ? Path::kAvx512 : Path::kPortable; }

Replicas rehearse(const Design& design, Stream stream, std::uint32_t first, std::uint32_t replicas,
                  base::Executor& executor, Path path) {
  UNDERSIGNED_CHECK(can_run(path));
  Replicas run;
  run.outcomes.resize(replicas);
  run.curves.resize(std::size_t{design.ticks} * replicas);
  if (design.people() > kMostBlockPeople) {
    run_singly(design, stream, first, executor, run);
  } else {
    run_blocks(design, stream, first, executor, path, run);
  }
  return run;
}

}  // namespace undersigned::rehearsal
