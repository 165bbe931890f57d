#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "core/base/check.h"
#include "core/proof/entry_equations.h"

namespace undersigned::proof {
namespace {

// Points of one batch, about: enough for Pippenger to gain, few enough to stay in the cache and to
// be shared among threads.
constexpr std::size_t kPointsOfBatch = 16384;

base::Result<void> check_options(const EntryContext& context, const EntryPlace& place,
                                 const Entry& entry) {
  UNDERSIGNED_CHECK(place.previous->options() == context.shape().options());
  UNDERSIGNED_CHECK(!place.credential->point().is_identity());
  if (entry.options() == context.shape().options()) return {};
  return base::fail("entry.length", "6", "The entry has another number of options.");
}

// All rows and all columns of f of a ranking have one sum.
base::Result<void> check_sums(const EntryContext& context, const Entry& entry) {
  if (context.shape().sums_agree(entry.f())) return {};
  return base::fail("entry.proof.ranking", "6",
                    "The sums of f over the rows and columns of a ranking differ: the proof does "
                    "not show a full ranking or none.");
}

EntryHandles share_entry(PointSum& sum, const EntryPlace& place, const Entry& entry) {
  EntryHandles handles;
  handles.credential = sum.share(place.credential->point());
  handles.previous = share_sealed(sum, *place.previous);
  handles.sealed = share_sealed(sum, entry.sealed());
  handles.commitments = sum.share_all(entry.commitments());
  return handles;
}

// The entries of one batch; those that refer to the same object share its points.
class BatchOfEntries {
 public:
  BatchOfEntries(const EntryContext& context, const BatchSeed& seed, Range range)
      : context_(context), batch_(seed, range), context_handles_(batch_.sum(), context) {}

  void add(const PlacedEntry& placed, const EntryChallenges& challenges) {
    PointSum& sum = batch_.sum();
    const Entry& entry = *placed.entry;
    const EntryHandles handles{
        handle_of(placed.place.credential,
                  [&] { return sum.share(placed.place.credential->point()); }),
        handle_of(placed.place.previous, [&] { return share_sealed(sum, *placed.place.previous); }),
        handle_of(&entry.sealed(), [&] { return share_sealed(sum, entry.sealed()); }),
        sum.share_all(entry.commitments())};
    const EntryTerms terms(context_, entry, challenges, context_handles_, handles);
    for (const NamedEquation& equation : kEntryEquation) {
      equation.add(sum, terms, batch_.next_weight());
    }
  }

  bool holds() const { return batch_.holds(); }

 private:
  template <class Share>
  PointSum::Handle handle_of(const void* object, Share share) {
    const auto found = known_.find(object);
    if (found != known_.end()) return found->second;
    return known_.emplace(object, share()).first->second;
  }

  const EntryContext& context_;
  EquationBatch batch_;
  ContextHandles context_handles_;
  std::unordered_map<const void*, PointSum::Handle> known_;
};

// The positions of the entries batch by batch: all entries of a credential are in one batch, where
// the epochs share points, and within a batch the given order holds.
struct Plan {
  std::vector<std::size_t> order;
  std::vector<Range> batches;  // of positions in `order`
};

Plan plan_batches(std::span<const PlacedEntry> entries, std::size_t options) {
  Plan plan;
  plan.order.resize(entries.size());
  std::iota(plan.order.begin(), plan.order.end(), std::size_t{0});
  std::ranges::sort(plan.order, {},
                    [&](std::size_t i) { return std::pair(entries[i].place.index, i); });
  // Own points, and those of the previous entry where they are not another's own.
  const std::size_t points_of_entry = (1 + options) + Entry::kCommitments + 1 + (1 + options);
  const std::size_t size = std::max<std::size_t>(1, kPointsOfBatch / points_of_entry);
  plan.batches = cut(entries.size(), size);
  for (const Range& batch : plan.batches) {
    std::sort(plan.order.begin() + static_cast<std::ptrdiff_t>(batch.first),
              plan.order.begin() + static_cast<std::ptrdiff_t>(batch.last));
  }
  return plan;
}

}  // namespace

base::Result<void> verify_entry(const EntryContext& context, const EntryPlace& place,
                                const Entry& entry) {
  UNDERSIGNED_TRY_VOID(check_options(context, place, entry));
  UNDERSIGNED_TRY_VOID(check_sums(context, entry));
  const EntryChallenges challenges = entry_challenges(context, place, entry);
  for (const NamedEquation& equation : kEntryEquation) {
    PointSum sum;
    const ContextHandles context_handles(sum, context);
    const EntryHandles handles = share_entry(sum, place, entry);
    equation.add(sum, EntryTerms(context, entry, challenges, context_handles, handles),
                 group::Scalar::one());
    if (!sum.is_zero_vartime()) return base::fail(equation.check, "6", equation.message);
  }
  return {};
}

std::optional<Failure> verify_entries(const EntryContext& context,
                                      std::span<const PlacedEntry> entries,
                                      base::Randomness& randomness, base::Executor& executor) {
  const Plan plan = plan_batches(entries, context.shape().options());
  std::vector<EntryChallenges> challenges(entries.size());
  executor.run(plan.batches.size(), [&](std::size_t batch) {
    for (std::size_t j = plan.batches[batch].first; j < plan.batches[batch].last; ++j) {
      const PlacedEntry& placed = entries[plan.order[j]];
      challenges[plan.order[j]] = entry_challenges(context, placed.place, *placed.entry);
    }
  });
  const BatchSeed seed(randomness);
  const auto holds = [&](Range range) {
    BatchOfEntries batch(context, seed, range);
    for (std::size_t j = range.first; j < range.last; ++j) {
      const PlacedEntry& placed = entries[plan.order[j]];
      if (!check_options(context, placed.place, *placed.entry) ||
          !check_sums(context, *placed.entry)) {
        return false;
      }
      batch.add(placed, challenges[plan.order[j]]);
    }
    return batch.holds();
  };
  std::optional<std::size_t> first;
  for (const auto& failure : first_failures(plan.batches, holds, executor)) {
    if (failure && (!first || plan.order[*failure] < *first)) first = plan.order[*failure];
  }
  if (!first) return std::nullopt;
  auto outcome = verify_entry(context, entries[*first].place, *entries[*first].entry);
  UNDERSIGNED_CHECK(!outcome);  // a good entry never makes its batch fail
  return Failure{*first, std::move(outcome).error()};
}

}  // namespace undersigned::proof
