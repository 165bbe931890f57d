// That one leaf is in the tree that a checkpoint signs, from hash tiles that the page fetches
// (docs/protocol.md 8): how a signer sees that the entry before, or their own, is the record's.
#pragma once

#include <map>
#include <string>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/log/checkpoint.h"

namespace undersigned::wasm {

class Tree {
 public:
  // The caller has verified the checkpoint.
  explicit Tree(const log::Checkpoint& checkpoint) : checkpoint_(checkpoint) {}

  const log::Checkpoint& checkpoint() const { return checkpoint_; }
  void put(std::string path, base::Bytes bytes) { files_[std::move(path)] = std::move(bytes); }
  // "tree.file", the message being its path, if a tile is needed that was not put yet; else errors
  // of log::prove_inclusion and log::verify_inclusion.
  base::Result<void> check(std::uint64_t index, base::ByteView leaf) const;

 private:
  log::Checkpoint checkpoint_;
  std::map<std::string, base::Bytes> files_;
};

}  // namespace undersigned::wasm
