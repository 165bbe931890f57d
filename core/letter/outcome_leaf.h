// What became of a letter's demands (docs/protocol.md 15): statements by its authors, dated, with
// evidence. The last of an item stands; those before are its history.
//
//     payload = u16 number ‖ u16 length ‖ content ‖ signature
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/group/ed25519.h"
#include "core/group/signer.h"
#include "core/hash/sha2.h"
#include "core/letter/manifest.h"

namespace undersigned::letter {

enum class Fate : std::uint8_t { kMet = 1, kPartly = 2, kRefused = 3, kReplaced = 4, kPending = 5 };

inline constexpr std::size_t kMaxItemIdBytes = 40;
inline constexpr std::size_t kMaxOutcomeText = 2'000;
inline constexpr std::size_t kMaxEvidence = 8;
inline constexpr std::size_t kMaxEvidenceBytes = 400;

struct OutcomeLeaf {
  std::uint16_t number = 0;  // from 1, in the order of the record
  std::uint8_t author = 0;   // of the manifest, from 1
  std::string item;          // id of an item; that of the signature: the letter as a whole
  Fate fate = Fate::kPending;
  std::uint64_t date = 0;             // Unix seconds
  std::string text;                   // 0…2,000 bytes
  std::vector<std::string> evidence;  // 0…8 of 1…400 bytes
  group::Signature signature{};

  base::Bytes encode() const;  // the payload
  // Refuses "outcome.encoding" and "outcome.evidence" (none, of what is not pending).
  static base::Result<OutcomeLeaf> parse(base::ByteView payload);
  // `before`: how many outcomes came before it. Refuses "outcome.number", "outcome.item",
  // "outcome.author", "outcome.signature".
  base::Result<void> verify(const Manifest& manifest, const hash::Digest256& fingerprint,
                            std::size_t before) const;
  void sign(const hash::Digest256& fingerprint, const group::Signer& author_key);

 private:
  base::Bytes content() const;
  base::Bytes message(const hash::Digest256& fingerprint) const;
};

// Whether something can become of it: not of an answer to a question.
bool has_fate(const Item& item);
// "met", "partly", "refused", "replaced", "pending".
std::string_view name_of(Fate fate);

}  // namespace undersigned::letter
