#include "core/letter/verify_tallies.h"

#include <string>

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

std::string place_name(std::uint16_t item, std::uint16_t cell) {
  return "item " + std::to_string(item) + ", " +
         (cell == kAllCells ? std::string("everybody") : "cell " + std::to_string(cell));
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

}  // namespace

base::Result<Tally> TalliesVerifier::verify(const Leaf& leaf, std::uint16_t item,
                                            std::uint16_t cell) const {
  UNDERSIGNED_TRY(const auto stated, Tally::peek(leaf.payload));
  if (stated != std::pair{item, cell}) {
    return base::fail("tally.order", "12",
                      "This tally is of " + place_name(stated.first, stated.second) +
                          "; what comes here is that of " + place_name(item, cell) + ".");
  }
  const Item& of = v_.manifest->items[item - std::size_t{1}];
  UNDERSIGNED_TRY(Tally tally,
                  Tally::parse(leaf.payload, of.options, v_.keys->threshold, v_.keys->trustees()));
  const ItemSum sum = epochs_.sum(of, cell);
  for (const SumPart& part : tally.parts) {
    const auto keys =
        of_item(std::span<const group::Point>(v_.keys->shares_of(part.trustee).sealing), of);
    UNDERSIGNED_TRY_VOID(verify_sum_part(epochs_.place(item, cell), sum, keys, part));
  }
  UNDERSIGNED_TRY_VOID(check_numbers(sum, tally));
  return tally;
}

base::Result<void> TalliesVerifier::add_signature(const Leaf& leaf) {
  UNDERSIGNED_TRY(const Tally tally, verify(leaf, 1, kAllCells));
  const LoudCount count(v_.manifest->ladder(), tally.numbers);
  count_ = count.numbers();
  std::string numbers;
  for (const std::uint32_t number : tally.numbers) {
    numbers += (numbers.empty() ? "" : ", ") + std::to_string(number);
  }
  v_.pass(Check::kCount, "by name and counted, level by level: " + numbers);
  settlement_ = count.settle();
  v_.pass(Check::kSettlement, settlement_text(*settlement_));
  return {};
}

std::size_t TalliesVerifier::total() const {
  return (v_.manifest->items.size() - 1) * v_.cells.cells.size();
}

std::uint16_t TalliesVerifier::next_item() const {
  return static_cast<std::uint16_t>(2 + done_ / v_.cells.cells.size());
}

std::uint16_t TalliesVerifier::next_cell() const {
  return v_.cells.number(done_ % v_.cells.cells.size());
}

base::Result<void> TalliesVerifier::add_choice(const Leaf& leaf) {
  const std::uint16_t item = next_item();
  UNDERSIGNED_TRY(Tally tally, verify(leaf, item, next_cell()));
  if (choices_.empty() || choices_.back().item + std::size_t{1} != item) {
    choices_.push_back({item - std::size_t{1}, {}});
  }
  choices_.back().counts.push_back(std::move(tally.numbers));
  ++done_;
  return {};
}

}  // namespace undersigned::letter
