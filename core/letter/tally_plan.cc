#include "core/letter/tally_plan.h"

#include <algorithm>
#include <string>

#include "core/base/check.h"
#include "core/settlement/settlement.h"

namespace undersigned::letter {
namespace {

std::uint16_t small(std::size_t number) { return static_cast<std::uint16_t>(number); }

}  // namespace

TallyPlace first_tally(const Manifest& manifest, std::uint16_t item, std::uint16_t cell) {
  const Item& of = manifest.items[item - std::size_t{1}];
  return {item, 0, small(of.kind == ItemKind::kDemand ? of.levels() : of.options), cell};
}

TallyPlace opposed_tally(const Manifest& manifest, std::uint16_t item) {
  const Item& of = manifest.items[item - std::size_t{1}];
  UNDERSIGNED_CHECK(of.kind == ItemKind::kDemand);
  return {item, small(of.levels()), 1, kAllCells};
}

std::string describe(const TallyPlace& place) {
  return "the tally of item " + std::to_string(place.item) +
         (place.first > 0 ? ", those opposed" : "") +
         (place.cell == kAllCells ? "" : ", cell " + std::to_string(place.cell));
}

void TallyPlan::append_steps(std::size_t item, std::size_t step,
                             std::vector<TallyPlace>& out) const {
  const Item& of = manifest_.items[item];
  const std::uint16_t q = small(item + 1);
  if (of.kind == ItemKind::kChoice) {
    for (; step < cells_.cells.size(); ++step) {
      out.push_back(first_tally(manifest_, q, cells_.number(step)));
    }
  } else if (step == 0) {
    out.push_back(first_tally(manifest_, q, kAllCells));
  } else {
    out.push_back(opposed_tally(manifest_, q));  // take() is here only if the demand settled
  }
}

std::vector<TallyPlace> TallyPlan::due() const {
  std::vector<TallyPlace> places;
  for (std::size_t item = item_; item < manifest_.items.size(); ++item) {
    append_steps(item, item == item_ ? step_ : 0, places);
  }
  return places;
}

std::optional<TallyPlace> TallyPlan::next() const {
  if (item_ == manifest_.items.size()) return std::nullopt;
  std::vector<TallyPlace> places;
  append_steps(item_, step_, places);
  return places.front();
}

void TallyPlan::take_levels(std::span<const std::uint32_t> numbers) {
  settlement::LevelCounts counts{};
  std::ranges::copy(numbers, counts.begin());
  const int level = settlement::settle_ladder(*item().ladder, counts);
  LadderTally tally{
      item_, {numbers.begin(), numbers.end()}, static_cast<std::size_t>(level), 0, {}};
  for (int j = 0; j < level; ++j) tally.people += numbers[static_cast<std::size_t>(j)];
  (item().kind == ItemKind::kDemand ? items_.demands : items_.pledges).push_back(std::move(tally));
}

void TallyPlan::take(std::span<const std::uint32_t> numbers) {
  const std::vector<std::uint32_t> list(numbers.begin(), numbers.end());
  std::size_t steps = 1;
  switch (item().kind) {
    case ItemKind::kDemand:
      if (step_ == 0) {
        take_levels(numbers);
      } else {
        items_.demands.back().opposed = numbers.front();
      }
      steps = items_.demands.back().level > 0 ? 2 : 1;
      break;
    case ItemKind::kPledge:
      take_levels(numbers);
      break;
    case ItemKind::kChoice:
      if (step_ == 0) items_.choices.push_back({item_, {}});
      items_.choices.back().counts.push_back(list);
      steps = cells_.cells.size();
      break;
    case ItemKind::kRanking:
      items_.rankings.push_back({item_, {}});
      for (std::size_t i = 0; i < item().rows(); ++i) {
        const auto row = list.begin() + static_cast<std::ptrdiff_t>(i * item().rows());
        items_.rankings.back().counts.emplace_back(
            row, row + static_cast<std::ptrdiff_t>(item().rows()));
      }
      break;
    case ItemKind::kSignature:
      UNDERSIGNED_CHECK(false);  // the first item, and no other
  }
  ++done_;
  if (++step_ < steps) return;
  step_ = 0;
  ++item_;
}

}  // namespace undersigned::letter
