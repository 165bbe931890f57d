// The verifier's second part: entries and epochs (docs/protocol.md 6, 7). Of all entries it holds
// the ciphertexts of the last epoch, which the next one's proofs refer to, or without cover those
// that stand; and the running chunk.
// Internal to core/letter.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/letter/amendment.h"
#include "core/letter/count.h"
#include "core/letter/grammar.h"
#include "core/letter/kept_entries.h"
#include "core/letter/leaf.h"
#include "core/letter/verification.h"
#include "core/proof/entry.h"
#include "core/proof/published.h"

namespace undersigned::letter {

// An amendment before the entries of `epoch`: verified, then done to the roster.
base::Result<AmendmentLeaf> amend_roster(Verification& verification, const Leaf& leaf,
                                         std::uint32_t epoch);

class EpochsVerifier {
 public:
  // Manifest, keys, roster and fingerprint are there, and outlive this; at_once: how many entries
  // wait to be verified together, at least one; ready_bytes: of KeptEntries.
  EpochsVerifier(Verification& verification, std::size_t at_once, std::size_t ready_bytes);

  base::Result<void> add_entry(const Leaf& leaf, const Place& place);
  // An entry of which only the hash is known (section 16): nothing is verified of it.
  base::Result<void> add_withheld();
  // Verifies the entries that are waiting; a refusal is blamed on the first bad one.
  base::Result<void> flush();
  // After flush().
  base::Result<void> end_epoch(const Leaf& leaf, const Place& place);

  // Before the next epoch's entries: a credential has another key, and nothing stands for it.
  base::Result<void> add_amendment(const Leaf& leaf);
  // Whether the draw says that the last complete epoch closes the letter.
  base::Result<void> add_draw(const Leaf& leaf);
  // The last complete epoch may be the closing one, and its draw is not there.
  bool draw_due() const {
    return !closed_ && complete_ > 0 && drawn_ != complete_ && v_.manifest->may_close(complete_);
  }

  std::uint32_t complete() const { return complete_; }  // epochs; once closed, the closing one
  std::uint64_t last_end() const { return last_end_; }
  bool closed() const { return closed_; }
  // Of the last complete epoch, or those that stand after it, in the roster's order; null while the
  // next one is being read.
  const KeptEntries* entries() const { return between_ ? &latest_ : nullptr; }
  void forget_entries();
  std::uint64_t entry_count() const { return entry_count_; }            // of all epochs so far
  std::uint32_t last_entry_count() const { return last_entry_count_; }  // of the last complete one
  // Once closed: no entry stands, so that nothing can be summed (section 10).
  bool nothing_stands() const { return closed_ && !v_.withheld && v_.cells.cells.empty(); }
  // Once closed, and unless the entries are withheld.
  ItemSum sum(const TallyPlace& place) const;
  SumPlace place(const TallyPlace& place) const;

 private:
  base::Result<void> verify_proofs(std::span<const proof::Entry> entries);
  base::Result<std::uint32_t> credential_of(base::ByteView& payload, const Place& place) const;
  void keep(std::span<const proof::Entry> entries);
  void count_entry() {
    ++entry_count_;
    ++epoch_entry_count_;
  }
  void close();
  base::Result<void> check_end(std::uint64_t end) const;
  base::Result<void> check_note(std::string_view note) const;
  void blame_waiting(std::size_t position);

  Verification& v_;
  std::size_t at_once_;
  proof::EntryContext context_;
  const bool cover_;  // every epoch has an entry of everybody
  struct Waiting {
    std::uint32_t credential;
    base::Bytes entry;
  };
  std::vector<Waiting> waiting_;
  std::uint64_t first_leaf_ = 0;       // of the waiting ones
  std::uint32_t next_credential_ = 0;  // the least that the epoch's next entry may be of
  std::uint64_t entry_count_ = 0;
  std::uint32_t epoch_entry_count_ = 0, last_entry_count_ = 0;
  bool between_ = false;      // an epoch is complete and the next not begun
  bool has_entries_ = false;  // some entry was not withheld
  KeptEntries latest_;
  std::vector<EntrySum> sums_;  // a cell each: of the last epoch that may close the letter, or,
                                // once a letter without cover is closed, of what stands
  std::uint32_t complete_ = 0;
  std::uint32_t drawn_ = 0;  // the last epoch whose draw is there
  bool closed_ = false;
  std::uint64_t last_end_ = 0;
};

}  // namespace undersigned::letter
