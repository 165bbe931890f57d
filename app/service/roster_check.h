// A second look at a list of people before codes are issued: what will be refused, what two rows
// may be one person, which departments look like a slip, and which cells the answers will be shown
// by (docs/protocol.md 5, 12). Nothing is changed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/service/people.h"
#include "core/letter/outcome.h"

namespace undersigned::service {

enum class Weight {
  kRefused,  // `roster issue` will refuse the list
  kLook,     // may be right; worth a look
};

struct Finding {
  Weight weight = Weight::kLook;
  std::string check;               // "roster.name_twice", "roster.name_alike", …
  std::vector<std::size_t> lines;  // of the file, from 1; none where it is about no row
  std::string message;
};

struct CohortSize {
  std::string name;
  std::uint32_t people = 0;
};

struct RosterCheck {
  std::uint32_t people = 0, testifying = 0;
  std::vector<Finding> findings;    // what is refused first
  std::vector<CohortSize> cohorts;  // largest first
  std::vector<letter::Cell> cells;  // as they will be with the list as it is
  std::uint32_t smallest = 0;
  std::uint32_t without_email = 0;

  bool refused() const { return !findings.empty() && findings[0].weight == Weight::kRefused; }
};

// Of each kind of finding the first kMostFindings are told, then how many more there are.
inline constexpr std::size_t kMostFindings = 50;

// `smallest`: the letter's smallest cohort (10…1,000,000). Refuses only what cannot be read at all.
base::Result<RosterCheck> check_roster(base::ByteView csv, std::uint32_t smallest);

// Pairs of different texts that are one slip apart: equal but for accents, capitals, order of words
// and signs, or by one letter more, less or other; digits are never a slip. (i, j), i < j, sorted.
std::vector<std::pair<std::size_t, std::size_t>> find_alike(const std::vector<std::string>& texts);

}  // namespace undersigned::service
