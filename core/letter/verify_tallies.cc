#include "core/letter/verify_tallies.h"

#include <string>

#include "core/base/check.h"
#include "core/group/multiscalar.h"

namespace undersigned::letter {
namespace {

// m_k·B = E_Σ,k − Σ λ_τ·D_τ,k for every stated m_k.
base::Result<void> check_numbers(const ItemSum& sum, const Tally& tally) {
  const std::vector<group::Point> messages = combine_parts(sum, tally.parts);
  for (std::size_t k = 0; k < messages.size(); ++k) {
    const std::uint32_t number = tally.numbers[k];
    if (number > sum.people ||
        group::multiply_base_vartime(group::Scalar::from_u64(number)) != messages[k]) {
      return base::fail("tally.number", "10",
                        "The number stated for option " + std::to_string(k + 1) + ", " +
                            std::to_string(number) + ", is not what the trustees' parts open.");
    }
  }
  return {};
}

// Without the entries the numbers are the trustees' word. Nobody chose two options of an item.
base::Result<void> check_stated(const Tally& tally, std::uint64_t people) {
  std::uint64_t all = 0;
  for (const std::uint32_t number : tally.numbers) all += number;
  if (all <= people) return {};
  return base::fail("tally.number", "10", "The tally states more people than the letter has.");
}

std::string settlement_text(const SettledSignature& settled) {
  if (settled.signatures == 0) return "no level of the ladder holds: the letter does not open";
  const std::string names = settled.names_level == 0
                                ? "no names open"
                                : counted(settled.names, "name opens", "names open") +
                                      " at level " + std::to_string(settled.names_level);
  return names + ", " + counted(settled.signatures, "signature", "signatures") + " at level " +
         std::to_string(settled.counted_level);
}

std::string ladder_text(const Manifest& manifest, const LadderTally& tally) {
  const Item& item = manifest.items[tally.item];
  const std::string id = "; " + item.id + ": ";
  if (tally.level == 0) return id + "no level holds";
  return id + "level " + std::to_string(tally.level) + " holds with " +
         std::to_string(tally.people) +
         (tally.opposed ? ", opposed " + std::to_string(*tally.opposed) : "");
}

}  // namespace

std::string tallies_text(const Manifest& manifest, const TallyPlan& plan) {
  std::string text = counted(plan.done(), "tally", "tallies") + (plan.next() ? " so far" : "");
  for (const LadderTally& demand : plan.items().demands) text += ladder_text(manifest, demand);
  for (const LadderTally& pledge : plan.items().pledges) text += ladder_text(manifest, pledge);
  return text;
}

base::Result<Tally> TalliesVerifier::verify(const Leaf& leaf, const TallyPlace& place) const {
  UNDERSIGNED_TRY(Tally tally,
                  Tally::parse(leaf.payload, place, v_.keys->threshold, v_.keys->trustees()));
  if (v_.withheld) {
    UNDERSIGNED_TRY_VOID(check_stated(tally, v_.roster->size()));
    return tally;
  }
  const ItemSum sum = epochs_.sum(place);
  for (const SumPart& part : tally.parts) {
    const auto& keys = v_.keys->shares_of(part.trustee).sealing;
    UNDERSIGNED_TRY_VOID(
        verify_sum_part(epochs_.place(place), sum,
                        of_tally(std::span<const group::Point>(keys), *v_.manifest, place), part));
  }
  UNDERSIGNED_TRY_VOID(check_numbers(sum, tally));
  return tally;
}

base::Result<void> TalliesVerifier::add_signature(const Leaf& leaf) {
  UNDERSIGNED_TRY(const Tally tally, verify(leaf, first_tally(*v_.manifest, 1, kAllCells)));
  std::string numbers;
  for (const std::uint32_t number : tally.numbers) {
    numbers += (numbers.empty() ? "" : ", ") + std::to_string(number);
  }
  settle(tally.numbers, "by name and counted, level by level: " + numbers +
                            (v_.withheld ? ", as the trustees state" : ""));
  return {};
}

void TalliesVerifier::settle_nothing() {
  settle(std::vector<std::uint32_t>(v_.manifest->signature_item().options),
         "no entry stands: every number is 0");
}

void TalliesVerifier::settle(std::span<const std::uint32_t> numbers, const std::string& detail) {
  const LoudCount count(v_.manifest->ladder(), numbers);
  count_ = count.numbers();
  v_.pass_entries(Check::kCount, detail);
  settlement_ = count.settle();
  v_.pass_entries(Check::kSettlement, settlement_text(*settlement_));
}

base::Result<void> TalliesVerifier::add_item(const Leaf& leaf) {
  const auto place = plan_.next();
  UNDERSIGNED_CHECK(place.has_value());
  UNDERSIGNED_TRY(const Tally tally, verify(leaf, *place));
  plan_.take(tally.numbers);
  return {};
}

}  // namespace undersigned::letter
