// The manifest (docs/protocol.md 3): everything about a letter that is fixed before anyone is asked to
// sign. Kept as the exact bytes it was; all else is read from them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/group/ed25519.h"
#include "core/group/point.h"
#include "core/hash/sha2.h"
#include "core/settlement/ladder.h"

namespace undersigned::letter {

inline constexpr std::size_t kMaxManifestBytes = 262'144;
inline constexpr std::size_t kMaxOptions = 128;      // M
inline constexpr std::size_t kMaxTrustees = 16;      // n
inline constexpr std::size_t kMaxThreshold = 12;     // t
inline constexpr std::uint32_t kMaxPeople = 1'000'000;  // N
inline constexpr std::size_t kMaxNameBytes = 120;

enum class ItemKind { kSignature, kChoice };

// One question of the letter. Its coded options are first_option … first_option + options − 1 of the
// letter's 1…M (stored 0-based).
struct Item {
  std::string id;
  ItemKind kind = ItemKind::kChoice;
  settlement::Ladder ladder;         // kSignature
  std::string question;              // kChoice
  std::vector<std::string> answers;  // kChoice
  std::size_t first_option = 0;
  std::size_t options = 0;
};

struct Author {
  std::string name, role, stake;
  group::SigningPublicKey key;
};
struct Party {
  std::string name;
  group::SigningPublicKey key;
};
struct Trustee {
  std::string name;
  group::SigningPublicKey signing_key;
  group::Point encryption_key;  // X_τ
};

struct Schedule {
  std::int64_t start = 0;             // Unix seconds
  std::int64_t earliest_opening = 0;  // Unix seconds
  std::uint32_t epoch_seconds = 0;
  std::uint32_t epochs = 0;  // b, the closing epoch
};

class Manifest {
 public:
  // Refuses with the path of what is wrong ("manifest.…").
  static base::Result<Manifest> parse(base::ByteView bytes);

  const base::Bytes& bytes() const { return bytes_; }
  const hash::Digest256& hash() const { return hash_; }  // the manifest hash

  std::string language, title, addressee, body;
  std::vector<Author> authors;
  std::uint32_t roster_size = 0;  // N
  std::vector<Item> items;
  std::size_t options = 0;  // M
  Schedule schedule;
  std::uint32_t smallest_cohort = 0;
  std::size_t threshold = 0;  // t
  std::vector<Trustee> trustees;
  std::vector<Party> issuers;
  Party registrar;
  std::string log_origin;
  group::SigningPublicKey log_key;
  std::uint32_t objection_seconds = 0;
  std::string bundle_sha256;  // "" for none

  const Item& signature_item() const { return items.front(); }
  // Coded options of each item, in order: the shape that proofs absorb (section 6).
  std::vector<std::uint32_t> shape() const;

 private:
  base::Bytes bytes_;
  hash::Digest256 hash_{};
};

}  // namespace undersigned::letter
