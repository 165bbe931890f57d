// Sealed letters under many ladders at once. Behind a seal who signs and with which level is
// settled by resistance and waking alone, so one draw of the people answers for every ladder that
// is made of the levels of one: the same people, the same settlement, the same outcome as an engine
// gives for that ladder (sealed_test.cc). Nothing here is secret.
#pragma once

#include <span>
#include <vector>

#include "core/base/executor.h"
#include "core/rehearsal/design.h"
#include "core/rehearsal/philox.h"
#include "core/settlement/settlement.h"

namespace undersigned::rehearsal {

class SealedCrowd {
 public:
  // Draws replicas 0 … replicas - 1 of a sealed design, whose ladder has every level that will be
  // asked about; points must not fall with the level.
  SealedCrowd(const Design& design, Stream stream, std::uint32_t replicas,
              base::Executor& executor);

  std::uint32_t replicas() const { return replicas_; }
  // How replica r settles under the ladder of these levels of the design's, from 1 and rising. Each
  // person asks by name for the least level that is enough for them, else (with conditions) counted
  // for the least that is.
  settlement::SignatureOutcome settle(std::uint32_t r, std::span<const int> levels) const;

 private:
  // Of one group in one replica, how many sign by name (counted) if that level were the only one.
  struct Willing {
    settlement::LevelCounts named{}, counted{};
  };
  void draw(const Design& design, Stream stream, std::uint32_t replica);

  settlement::Ladder ladder_;
  std::uint32_t replicas_;
  std::size_t groups_;
  std::vector<Willing> willing_;  // [replica * groups + group]
};

}  // namespace undersigned::rehearsal
