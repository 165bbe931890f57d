// A drill for trustees: a small letter with throw-away keys, made up to its close, so that its
// trustees can rehearse the opening before the day when it counts: with all of them, with as few as
// the letter allows, with some who do not come. Nothing in it is worth keeping.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "app/service/runtime.h"
#include "core/hash/sha2.h"

namespace undersigned::service {

struct DrillPlan {
  std::filesystem::path out;       // becomes the letter's folder; keys lie in out/trustees
  std::vector<std::string> names;  // of the trustees, all different
  std::size_t threshold = 0;       // t
  bool fails = false;              // too few sign: to rehearse what follows a failure
};

struct Drill {
  hash::Digest256 fingerprint{};
  std::vector<std::filesystem::path> keys;  // in the order of the names; without a passphrase
};

// Makes the letter: twelve invented people, of whom nine sign by name, or two if it is to fail;
// closed, nothing opened.
base::Result<Drill> make_drill(const DrillPlan& plan, const Runtime& runtime);

// What each trustee did, in turn, until nothing was left or nobody could go on.
struct DrillRun {
  std::vector<std::string> steps;  // "Trustee One: gave its part of …"
  std::vector<std::string> faults;
  std::string waiting;  // for whom; empty if it opened
  bool complete = false;
};
// Plays the opening with the trustees at these places of the list (from 0), and no others.
base::Result<DrillRun> play_drill(const DrillPlan& plan, const Drill& drill,
                                  const std::vector<std::size_t>& present, const Runtime& runtime);

}  // namespace undersigned::service
