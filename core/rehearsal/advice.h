// Advice on quorum and ladder of a sealed letter: regions that hold over scenarios, with their
// reasons and the range in which they hold; never a best point.
//
// The mathematics. Candidates are the ladders of one to three levels out of kQuorumGrid. In a
// scenario a ladder is sound if the letter opens in four of five rehearsals or more, and its mean
// published share is within a twentieth of the most that any candidate publishes there. Advised are
// all ladders, of the fewest levels that do, that are sound in nearly as many scenarios (less a
// twentieth) as any; what is told of them are the ranges of their levels. A quorum without
// conditions is advised where it opens as often in nine of ten scenarios. Pressed signatures count
// for nothing: behind a seal there is no list to press with, and a signer of a sealed letter with
// conditions gets at least what they asked for. Nothing here is secret.
#pragma once

#include <optional>

#include "core/rehearsal/notebook.h"
#include "core/rehearsal/scenario.h"

namespace undersigned::rehearsal {

// Levels tried, in hundredths of the staff.
inline constexpr std::array<int, 16> kQuorumGrid = {5,  10, 15, 20, 25, 30, 35, 40,
                                                    45, 50, 55, 60, 70, 80, 90, 95};

struct Quorum {
  double share = 0;               // of staff
  std::array<double, 3> opens{};  // over scenarios, 10 %, 50 %, 90 %: the chance that it opens
};
struct LadderAdvice {
  std::size_t levels = 0;  // 0: no ladder is sound often enough to be advised
  // Of the advised ladders, level by level: the least and the greatest, as shares of staff.
  std::vector<std::array<double, 2>> ranges;
  std::size_t ladders = 0;  // how many are advised
  double sound = 0;         // in what share of the scenarios they are, on the mean
  // In what share of the scenarios the single level is that does well in most; where several do,
  // the one of them that publishes most.
  double single_sound = 0;
  // Published share over scenarios (10 %, 50 %, 90 %): of the advised ladders on the mean; and what
  // is gained over that single level.
  std::array<double, 3> published{}, gain{};
};
// Where advice fails: the parameter whose values differ most between the scenarios in which most
// advised ladders are sound and the others, and the value half-way.
struct Limit {
  std::string parameter;
  double value = 0;
  bool fails_below = false;
  double scenarios = 0;  // share of scenarios in which it fails
};
struct Advice {
  std::vector<Quorum> quorums;            // sealed, without conditions, by kQuorumGrid
  double quorum_from = 0, quorum_to = 0;  // of those that open reliably; 0, 0: none
  LadderAdvice ladder;                    // sealed, with conditions
  std::optional<Limit> limit;
};

// From complete scenarios within the ranges, at least one. `like` says what else holds (pressure,
// offer, wait).
base::Result<Advice> advise(const std::vector<Scenario>& scenarios, const Variant& like,
                            std::uint32_t replicas, base::Executor& executor);

// 10 %, 50 % and 90 % of the values; not empty.
std::array<double, 3> spread(std::vector<double> values);

}  // namespace undersigned::rehearsal
