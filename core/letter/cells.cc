#include "core/letter/cells.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "core/base/check.h"

namespace undersigned::letter {
namespace {

// A cell in the making: its cohorts' positions, sorted by the bytes of their names.
struct Group {
  std::vector<std::size_t> cohorts;
  std::uint32_t people = 0;
};

class Merger {
 public:
  Merger(std::span<const std::string> names, std::span<const std::uint32_t> people)
      : names_(names) {
    for (std::size_t c = 0; c < names.size(); ++c) {
      if (people[c] != 0) groups_.push_back({{c}, people[c]});
    }
  }

  void merge(std::uint32_t smallest) {
    while (groups_.size() >= 2) {
      const auto smaller = [&](const Group& a, const Group& b) {
        return a.people != b.people ? a.people < b.people : first_name(a) < first_name(b);
      };
      std::nth_element(groups_.begin(), groups_.begin() + 1, groups_.end(), smaller);
      if (groups_[0].people >= smallest) break;
      absorb(groups_[1], groups_[0]);
      std::swap(groups_[0], groups_.back());
      groups_.pop_back();
    }
    std::sort(groups_.begin(), groups_.end(),
              [&](const Group& a, const Group& b) { return first_name(a) < first_name(b); });
  }

  const std::vector<Group>& groups() const { return groups_; }

 private:
  const std::string& first_name(const Group& group) const { return names_[group.cohorts.front()]; }

  void absorb(Group& into, const Group& from) const {
    into.people += from.people;
    into.cohorts.insert(into.cohorts.end(), from.cohorts.begin(), from.cohorts.end());
    std::sort(into.cohorts.begin(), into.cohorts.end(),
              [&](std::size_t a, std::size_t b) { return names_[a] < names_[b]; });
  }

  std::span<const std::string> names_;
  std::vector<Group> groups_;
};

}  // namespace

Cells make_cells(std::span<const std::string> cohorts, std::span<const std::uint32_t> people,
                 std::uint32_t smallest) {
  UNDERSIGNED_CHECK(cohorts.size() == people.size() && cohorts.size() < kNoCell);
  Merger merger(cohorts, people);
  merger.merge(smallest);
  Cells cells;
  cells.of_cohort.assign(cohorts.size(), kNoCell);
  for (const Group& group : merger.groups()) {
    Cell cell;
    cell.people = group.people;
    for (const std::size_t cohort : group.cohorts) {
      cells.of_cohort[cohort] = static_cast<std::uint16_t>(cells.cells.size());
      cell.cohorts.push_back(cohorts[cohort]);
    }
    cells.cells.push_back(std::move(cell));
  }
  return cells;
}

}  // namespace undersigned::letter
