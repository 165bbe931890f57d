// The manifest (docs/protocol.md 3): everything about a letter that is fixed before anyone is asked
// to sign. Kept as the exact bytes it was; all else is read from them. Nothing in it is secret.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/group/ed25519.h"
#include "core/group/point.h"
#include "core/hash/sha2.h"
#include "core/log/note.h"
#include "core/proof/entry_shape.h"
#include "core/settlement/ladder.h"

namespace undersigned::letter {

inline constexpr std::uint32_t kFormatDraft = 3;  // of this version's format, until it is final
inline constexpr std::size_t kMaxManifestBytes = 262'144;
inline constexpr std::size_t kMaxItems = 64;
inline constexpr std::size_t kMaxOptions = 128;   // M
inline constexpr std::size_t kMaxTrustees = 16;   // n
inline constexpr std::size_t kMaxThreshold = 12;  // t
inline constexpr std::size_t kMaxIssuers = 2;
inline constexpr std::uint32_t kMaxEpochs = 64;                            // b
inline constexpr std::size_t kMaxWitnesses = log::kMaxNoteSignatures - 1;  // beside the log
inline constexpr std::uint32_t kMaxPeople = 1'000'000;                     // N
inline constexpr std::size_t kMaxNameBytes = 120;

inline constexpr std::size_t kMaxRanked = 11;  // d, the answers of a ranking: d² ≤ M

enum class ItemKind { kSignature, kDemand, kPledge, kChoice, kRanking };
// "signature", "demand", … as manifests write them.
std::string_view name_of(ItemKind kind);

// When those who pledged are free of their word: as soon as `at_least` of these demands are met, or
// at `expires`.
struct Release {
  std::vector<std::string> demands;  // ids; at_least is 0 exactly if there are none
  std::uint32_t at_least = 0;
  std::optional<std::int64_t> expires;  // Unix seconds; there if no demand is

  friend bool operator==(const Release&, const Release&) = default;
};

// One question of the letter. Its coded options are k = first_option + 1 … first_option + options
// of the letter's 1…M (first_option counts from 0), a matrix of rows (docs/protocol.md 6).
struct Item {
  std::string id;
  ItemKind kind = ItemKind::kChoice;
  std::optional<settlement::Ladder> ladder;  // exactly of a signature, demand or pledge
  std::string text;                          // what is demanded or pledged, exactly
  Release release;                           // of a pledge
  std::string question;                      // of a choice or ranking
  std::vector<std::string> answers;          // of a choice or ranking
  std::size_t first_option = 0;
  std::size_t options = 0;
  std::size_t first_row = 0;

  // Its options as rows and columns: a ranking is a square, all others are one row.
  proof::ItemShape shape() const;
  std::size_t rows() const { return shape().rows; }
  // b of its ladder; 0 without one.
  std::size_t levels() const { return ladder ? static_cast<std::size_t>(ladder->levels()) : 0; }

  friend bool operator==(const Item&, const Item&) = default;
};

struct Author {
  std::string name, role, stake;
  group::SigningPublicKey key{};

  friend bool operator==(const Author&, const Author&) = default;
};
struct Party {
  std::string name;
  group::SigningPublicKey key{};

  friend bool operator==(const Party&, const Party&) = default;
};
struct Trustee {
  std::string name;
  group::SigningPublicKey signing_key{};
  group::Point encryption_key;  // X_τ

  friend bool operator==(const Trustee&, const Trustee&) = default;
};

struct Schedule {
  std::int64_t start = 0;             // Unix seconds
  std::int64_t earliest_opening = 0;  // Unix seconds
  std::uint32_t epoch_seconds = 0;
  std::uint32_t epochs = 0;  // b, the last that may be the closing epoch
  std::uint32_t window = 1;  // w: the closing epoch is drawn among the last w; 1: it is b

  friend bool operator==(const Schedule&, const Schedule&) = default;
};

// Whether whoever sends nothing in an epoch gets an entry all the same (docs/protocol.md 7).
enum class Cover : std::uint8_t {
  kAll,   // everybody has one entry an epoch: nobody sees who took part
  kNone,  // only who sent one has an entry: participation is public
};
// What the roster says of those who may sign (docs/protocol.md 5).
enum class NameList : std::uint8_t {
  kPublished,  // their names
  kCommitted,  // a commitment to each name, which opens with the name
};

// What a manifest says, apart from the bytes that say it. A draft of a letter is one of these
// (manifest_writer.h freezes it into bytes); only a Manifest is known to be valid.
struct ManifestFields {
  std::string language, title, addressee, body;
  std::vector<Author> authors;
  std::uint32_t roster_size = 0;  // N
  std::vector<Item> items;
  std::size_t options = 0;  // M
  Schedule schedule;
  Cover cover = Cover::kAll;
  NameList names = NameList::kPublished;
  std::uint32_t smallest_cohort = 0;
  std::size_t threshold = 0;  // t
  std::vector<Trustee> trustees;
  std::vector<Party> issuers;
  Party registrar;
  std::string log_origin;
  group::SigningPublicKey log_key;
  std::vector<log::VerifierKey> witnesses;  // who may cosign checkpoints
  std::size_t witnesses_required = 0;       // how many must
  std::uint32_t objection_seconds = 0;
  std::string bundle_sha256;  // "" for none

  friend bool operator==(const ManifestFields&, const ManifestFields&) = default;
};

class Manifest : public ManifestFields {
 public:
  // Refuses anything that section 3 does not allow. Every message names the path of what is wrong
  // ("manifest.items[2].answers") and what to do; every check's name begins with "manifest.".
  static base::Result<Manifest> parse(base::ByteView bytes);

  const base::Bytes& bytes() const { return bytes_; }
  const hash::Digest256& hash() const { return hash_; }  // the manifest hash

  const Item& signature_item() const { return items.front(); }
  const settlement::Ladder& ladder() const { return *items.front().ladder; }  // of the signature
  // The end of epoch e = 1…b by plan, start + e·epoch_seconds, in Unix seconds.
  std::int64_t epoch_end(std::uint32_t epoch) const {
    return schedule.start + static_cast<std::int64_t>(epoch) * schedule.epoch_seconds;
  }
  // Whether epoch e may be the closing one: it is in the window.
  bool may_close(std::uint32_t epoch) const {
    return epoch <= schedule.epochs && epoch + schedule.window > schedule.epochs;
  }
  // Whether an entry of epoch e refers to the one before, or to the identity (section 6).
  bool refers_back(std::uint32_t epoch) const { return cover == Cover::kAll && epoch > 1; }
  // The end of the first epoch that may be the closing one, by plan; Unix seconds.
  std::int64_t earliest_close() const { return epoch_end(schedule.epochs - schedule.window + 1); }
  // The items' options as proofs see them (section 6).
  proof::EntryShape shape() const;

 private:
  base::Bytes bytes_;
  hash::Digest256 hash_{};
};

// "all", "none"; "published", "committed": as manifests and drafts write them.
inline constexpr std::array<std::string_view, 2> kCoverNames = {"all", "none"};
inline constexpr std::array<std::string_view, 2> kNameListNames = {"published", "committed"};

// Fills in first_option, options and first_row of each item from its kind, ladder and answers;
// returns M.
std::size_t number_options(std::vector<Item>& items);

}  // namespace undersigned::letter
