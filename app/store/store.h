// Where a letter lives. One interface, one contract test (tests/unit/store); memory for tests and
// demonstrations, SQLite for everything else.
//
// Durability: a call that returned success survives kill −9 and power loss (memory: the process).
// Atomicity: each call happens whole or not at all. Consistency: leaves are append-only and
// numbered without gaps; messages are written once and never change. Many threads may use
// one Store; of two processes on one folder the second is refused.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/trustee/board.h"

namespace undersigned::store {

// An accepted entry waiting for its epoch to end (docs/protocol.md 7).
struct Submission {
  std::uint32_t epoch = 0;
  std::uint32_t index = 0;  // credential
  base::Bytes entry;
};

enum class Accepted {
  kNew,
  kRepeated
};  // kRepeated: equal to an earlier one of its epoch, ignored

// Where a message lies.
struct MessagePlace {
  std::string topic;
  std::uint32_t author = 0;
};

using Board = trustee::Board;

class Store : public Board {
 public:
  // Appends `count` leaves or none, of which make(i) gives the one at place i: each is asked for
  // once, in their order, so that nobody has to hold them all. `make` must not use the store.
  // Refuses ("store.size") unless leaf_count() is `expected`.
  virtual base::Result<void> append_leaves(std::uint64_t expected, std::size_t count,
                                           const std::function<base::Bytes(std::size_t)>& make) = 0;
  base::Result<void> append_leaves(std::uint64_t expected, std::span<const base::Bytes> leaves) {
    return append_leaves(expected, leaves.size(), [&](std::size_t i) { return leaves[i]; });
  }
  // An amendment and the card body of its credential, in place of the one before, both or neither;
  // refuses as append_leaves does, and a credential without a card ("store.card").
  virtual base::Result<void> append_amendment(std::uint64_t expected, base::ByteView leaf,
                                              std::uint32_t credential, base::ByteView card) = 0;

  // --- submissions ---
  // All or none, in their order.
  virtual base::Result<std::vector<Accepted>> add_submissions(
      std::span<const Submission> submissions) = 0;
  // The last accepted entry of each credential in this epoch, by index.
  virtual base::Result<std::vector<Submission>> last_submissions(std::uint32_t epoch) const = 0;

  // All messages, in the order they came.
  virtual base::Result<std::vector<MessagePlace>> messages() const = 0;

  // Replaces the whole set of card bodies.
  virtual base::Result<void> put_cards(std::span<const base::Bytes> bodies) = 0;
};

// For tests and for demonstrations that leave nothing behind.
std::unique_ptr<Store> open_memory();

enum class Open { kCreate, kExisting };
// The file's folder must exist. kCreate refuses a file that is there, kExisting one that is not or
// is of a newer format ("store.format"); a locked file is refused with "store.busy".
base::Result<std::unique_ptr<Store>> open_sqlite(const std::string& path, Open how);

}  // namespace undersigned::store
