// Leaves of the record (docs/protocol.md 8):
//
//     leaf = u8 kind ‖ u16 part ‖ u16 parts ‖ payload        0 ≤ part < parts, at most 65,535 bytes
//
// A sequence is the leaves of one kind with part 0, 1, …, parts − 1, nothing between. What may
// follow what is grammar.h's; what a payload means is each kind's own.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace undersigned::letter {

inline constexpr std::size_t kMaxLeafBytes = 65'535;
inline constexpr std::size_t kLeafHeaderBytes = 5;
inline constexpr std::size_t kMaxPayloadBytes = kMaxLeafBytes - kLeafHeaderBytes;
inline constexpr std::size_t kMaxParts = 65'535;
inline constexpr std::size_t kManifestPartBytes = 65'000;

enum class LeafKind : std::uint8_t {
  kManifest = 1,
  kKeys = 2,
  kRoster = 3,
  kAmendment = 4,
  kEntry = 5,
  kEpoch = 6,
  kDraw = 7,
  kTest = 8,
  kOpening = 9,
  kTally = 10,
  kOffer = 11,
  kStatement = 12,
  kWithdrawal = 13,
  kOutcome = 14,
};

// "manifest", "keys", … as in the table of section 8.
std::string_view name_of(LeafKind kind);

// One leaf, read: `payload` is a view into the leaf's bytes and lives as long as they do.
struct Leaf {
  LeafKind kind = LeafKind::kManifest;
  std::uint16_t part = 0;
  std::uint16_t parts = 1;
  base::ByteView payload;

  // Refuses leaf.size, leaf.header, leaf.kind (not in the table), leaf.part.
  static base::Result<Leaf> parse(base::ByteView bytes);
};

// The bytes of one leaf; aborts if the payload is too long or part ≥ parts.
base::Bytes encode_leaf(LeafKind kind, std::size_t part, std::size_t parts, base::ByteView payload);
// A leaf that is a sequence of its own: entries, epochs, statements, tallies.
inline base::Bytes encode_leaf(LeafKind kind, base::ByteView payload) {
  return encode_leaf(kind, 0, 1, payload);
}
// The leaves of one sequence, a payload each; 1…kMaxParts payloads.
std::vector<base::Bytes> encode_sequence(LeafKind kind, std::span<const base::Bytes> payloads);

// The payloads of a manifest's leaves: parts of 65,000 bytes, the last perhaps shorter.
std::vector<base::Bytes> manifest_payloads(base::ByteView manifest);

// Puts a manifest together again from the leaves that the grammar accepted; refuses
// ("leaf.manifest") a part that is not cut as section 8 says, as soon as it comes.
class ManifestReader {
 public:
  base::Result<void> add(const Leaf& leaf);
  const base::Bytes& bytes() const { return bytes_; }  // all of them once the last part came

 private:
  base::Bytes bytes_;
};

}  // namespace undersigned::letter
