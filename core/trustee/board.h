// A letter's board: the record's leaves, the messages between the parties, the sealed cards. Where
// it lies is its maker's business: a database, a server far away, a page's memory. What is read
// from it is verified by whoever reads it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace undersigned::trustee {

// What the parties to a letter read and write together: the record's leaves, the messages between
// them, the sealed cards. Trustees work on one that lies elsewhere (app/http) as on their own.
class Board {
 public:
  virtual ~Board() = default;

  // --- the record's leaves ---
  virtual base::Result<std::uint64_t> leaf_count() const = 0;
  // Calls visit(index, bytes) for leaves from `first` on, in order, until it returns false. visit
  // must not call this board.
  virtual base::Result<void> visit_leaves(
      std::uint64_t first,
      const std::function<bool(std::uint64_t, base::ByteView)>& visit) const = 0;

  // --- messages between the parties: ceremony, opening ---
  // Written once: the same bytes again are fine, other bytes are refused ("store.message").
  virtual base::Result<void> put_message(std::string_view topic, std::uint32_t author,
                                         base::ByteView message) = 0;
  virtual base::Result<std::optional<base::Bytes>> message(std::string_view topic,
                                                           std::uint32_t author) const = 0;
  // Authors that have written under this topic, in the order they did.
  virtual base::Result<std::vector<std::uint32_t>> authors(std::string_view topic) const = 0;

  // --- card bodies, by credential ---
  virtual base::Result<std::vector<base::Bytes>> cards() const = 0;
};

}  // namespace undersigned::trustee
