// An opening of names as the record holds it (docs/protocol.md 11), written and read leaf by leaf.
//
//     payload = u8 section ‖ u8 τ ‖ u32 first ‖ content
//
//     1 raising    each round's pairs, in the order of the rounds    2 parts, 3 proof   each τ
//     4 cards      of the opened credentials                         5 card parts, 6 card proof
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/executor.h"
#include "core/base/randomness.h"
#include "core/base/result.h"
#include "core/ceremony/keys.h"
#include "core/letter/manifest.h"
#include "core/letter/names.h"
#include "core/letter/outcome.h"
#include "core/letter/roster.h"

namespace undersigned::letter {

enum class OpeningSection : std::uint8_t {
  kRaising = 1,
  kParts = 2,
  kProof = 3,
  kCards = 4,
  kCardParts = 5,
  kCardProof = 6,
};

// Elements of a full leaf.
inline constexpr std::size_t kRaisingChunk = 400;
inline constexpr std::size_t kPartsChunk = 1'024;
inline constexpr std::size_t kCardsChunk = 128;
inline constexpr std::size_t kOpenedCardBytes = 4 + kCardBodyBytes;

// The number of leaves of an opening.
std::size_t opening_leaves(const Opening& opening);
// Gives `sink` each leaf's payload, in order.
void write_opening(const Opening& opening, const std::function<void(base::Bytes payload)>& sink);

// Reads an opening and verifies it as it comes: the payloads in order, each refused with a
// "names.…" check that names trustee and credential. Of the pairs it holds one round's, of the
// trustees' parts one trustee's.
class OpeningVerifier {
 public:
  // What the opening is about. All must outlive the verifier.
  struct Letter {
    const Manifest& manifest;
    const ceremony::LetterKeys& keys;
    const Roster& roster;
  };

  // `pairs`: of these credentials at the close (opening_pairs); names_level: j*; names: W.
  OpeningVerifier(const Letter& letter, const OpeningPlace& place, std::size_t names_level,
                  std::uint32_t names, std::vector<std::uint32_t> credentials,
                  std::vector<OpeningPair> pairs, base::Executor& executor,
                  base::Randomness& randomness);
  ~OpeningVerifier();
  OpeningVerifier(OpeningVerifier&&) noexcept;
  OpeningVerifier& operator=(OpeningVerifier&&) noexcept;

  base::Result<void> add(base::ByteView payload);
  // All that section 11 asks for is there; another payload is refused.
  bool complete() const;
  // Once complete: every opened credential, ascending.
  const std::vector<OpenedName>& names() const;

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace undersigned::letter
