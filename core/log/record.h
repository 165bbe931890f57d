// Reading a record's files (docs/protocol.md 8, 13): the leaves in order, with every file compared
// to what the leaves make of it, and hashes for proofs out of tiles. The files themselves are an
// argument: a folder, a map in a browser's memory, an HTTP client.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/log/merkle.h"
#include "core/log/proof.h"
#include "core/log/tile.h"

namespace undersigned::log {

// Whether the record has this file.
using FileFinder = std::function<bool(const std::string& path)>;

// A bundle of the record, read. A leaf that is withheld (section 16) has no bytes here; the hash
// tile has its hash, which is authentic once the tree over it is compared with its root.
struct Bundle {
  base::Bytes bytes;
  std::vector<base::ByteView> leaves;  // views into bytes; empty: withheld
  std::vector<Hash> hashes;            // of all leaves, if any is withheld; else empty

  bool withheld(std::size_t i) const { return !hashes.empty() && leaves[i].empty(); }
  Hash hash(std::size_t i) const { return withheld(i) ? hashes[i] : leaf_hash(leaves[i]); }
};
// The bundle at `index` of the tree of `size` leaves: from tile/kept if the record has it there,
// else from tile/entries. Errors: those of `read`; files.bundle, also for a bundle under tile/kept
// that withholds nothing; files.tile (section 8).
base::Result<Bundle> read_bundle(std::uint64_t size, std::uint64_t index, const FileReader& read,
                                 const FileFinder& has);

// Takes the next leaf, without bytes if it is withheld. `before` is the tree of the leaves before
// it, so before.size() is its index. The leaf's bytes are valid during the call.
using LeafVisitor = std::function<base::Result<void>(const Frontier& before, base::ByteView leaf)>;

// Reads every bundle of the tree of `size` leaves as read_bundle does, gives every leaf to `visit`,
// recomputes every
// hash tile, full and partial, compares it byte by byte, and compares the root. (Bundles need no
// comparison: parse_bundle takes one encoding only.) Together with check_record_path for every file
// that lies there, the record is then exactly what `size` and `root` demand. What `visit` is given
// is authentic only once this function has returned without an error. Errors: the first of those of
// `read`, of `visit`, and files.bundle, files.tile (which names the file and the first leaf that
// differs), tree.root (section 8).
base::Result<void> read_record(std::uint64_t size, const Hash& root, const FileReader& read,
                               const FileFinder& has, const LeafVisitor& visit);

// Hashes for proofs about the tree of `size` leaves, each from one tile; `read` may keep tiles in
// memory. What is read is not authenticated: a proof made of it is, by its verification.
SubtreeHashes subtrees_from_tiles(std::uint64_t size, FileReader read);

}  // namespace undersigned::log
