// Verifying leaves and folders, and the letters that the tests share.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/letter/verifier.h"
#include "tests/support/record_folder.h"
#include "tests/support/tiny_letter.h"

namespace undersigned::test {

using letter::LeafKind;

struct Verified {
  std::vector<letter::CheckLine> lines;
  std::optional<letter::Failure> failure;
  std::optional<letter::Outcome> outcome;
};

// Leaf by leaf, as a browser does it.
inline Verified verify_leaves(std::span<const base::Bytes> leaves,
                              std::optional<hash::Digest256> fingerprint = {},
                              letter::VerifierMemory memory = {}) {
  sodium::SeededRandomness randomness({9});
  base::SerialExecutor executor;
  Verified verified;
  letter::RecordVerifier verifier(
      executor, randomness, [&](const letter::CheckLine& line) { verified.lines.push_back(line); },
      fingerprint, memory);
  bool good = true;
  for (const base::Bytes& leaf : leaves) {
    good = verifier.add_leaf(leaf).has_value();
    if (!good) break;
  }
  if (good) {
    if (auto outcome = verifier.finish()) verified.outcome = *std::move(outcome);
  }
  if (verifier.failure() != nullptr) verified.failure = *verifier.failure();
  return verified;
}

inline letter::VerifyReport verify_files(Files files,
                                         std::optional<hash::Digest256> fingerprint = {},
                                         const letter::ValidCallback& valid = {}) {
  sodium::SeededRandomness randomness({9});
  base::SerialExecutor executor;
  MemoryFiles folder(std::move(files));
  return letter::verify_record(folder, fingerprint, executor, randomness, {}, valid);
}

inline std::string show(const std::optional<letter::Failure>& failure) {
  if (!failure) return "no failure";
  return failure->line + " | " + failure->check + " | " + failure->section + " | leaf " +
         (failure->leaf ? std::to_string(*failure->leaf) : "none") + " " + failure->kind + ": " +
         failure->message;
}

// Six people, two of three trustees, levels 2, 3 and 5, two epochs, two questions.
inline std::shared_ptr<const TinyFoundation> six_people() {
  static const auto foundation = std::make_shared<const TinyFoundation>(TinyPlan{});
  return foundation;
}

// Where the leaves of six_people's letters stand: 1 manifest, 4 keys, 4 roster, 3 statements, then
// epochs of 6 entries and a leaf.
inline constexpr std::size_t kManifestLeaf = 0, kKeysLeaf = 1, kRosterLeaf = 5, kStatementLeaf = 9,
                             kFirstEntry = 12, kFirstEpochLeaf = 18, kSecondEntry = 19,
                             kSecondEpochLeaf = 25, kCountLeaf = 26, kOpeningLeaf = 27;

using Choices = std::vector<std::optional<Answers>>;

// Signature options: 1…3 by name at level 1…3, 4…6 counted at level 1…3.
inline TinyLetter two_epochs(const Choices& first, const Choices& second, std::uint8_t seed = 1) {
  TinyLetter letter(six_people(), seed);
  letter.holding().epoch(first).epoch(second);
  return letter;
}

inline constexpr std::nullopt_t kCover = std::nullopt;

// Three by name with conditions that are met, one unmet, one counted, one absent.
inline const Choices kNamesOpen = {Answers{1, 1, 1}, Answers{2, 2, 0}, Answers{2, 0, 2},
                                   Answers{3, 1, 1}, Answers{6, 3, 1}, kCover};
// Nobody by name, three counted.
inline const Choices kCountedOnly = {Answers{4, 1, 0}, Answers{5, 2, 1}, Answers{4, 0, 0},
                                     kCover,           Answers{0, 3, 2}, kCover};
// One by name at level 1: too few.
inline const Choices kTooFew = {Answers{1, 1, 1}, Answers{6, 2, 1}, kCover,
                                kCover,           Answers{0, 3, 1}, kCover};
inline const Choices kAllCover(6, kCover);

}  // namespace undersigned::test
