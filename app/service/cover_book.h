// Cover entries of the open epoch, made ahead of its end (docs/protocol.md 7).
//
// A cover entry re-encrypts the entry of the epoch before, so it can be made as soon as an epoch
// opens. A server makes one for every credential, whoever will have submitted by the end: then an
// epoch ends at once, and neither how long its end takes nor how busy the machine is says how many
// took part.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "app/service/letter_folder.h"
#include "app/service/record_view.h"
#include "app/service/runtime.h"
#include "core/group/scalar.h"

namespace undersigned::service {

class CoverBook {
 public:
  // For the open epoch of a letter in its folder; nothing if the letter has no cover.
  static base::Result<std::optional<CoverBook>> open(const LetterFolder& folder,
                                                     const RecordView& view);
  // For the epoch after the last complete one of the record. `cover` is p, secret.
  CoverBook(const RecordView& view, group::SecretScalar cover);

  std::uint32_t epoch() const { return epoch_; }
  // Whether there is one for every credential.
  bool complete() const { return made_ == entries_.size(); }
  // The view's record has an amendment of this credential: what was made for it is worth nothing.
  void forget(std::uint32_t credential);
  // The epoch has them: they are needed no more.
  void forget_all();
  // Makes the next `count` of those that are missing, on all threads. The view is at the book's
  // epoch.
  void make(const RecordView& view, std::size_t count, const Runtime& runtime);
  // Makes those of these credentials, each named once, that are missing.
  void make(const RecordView& view, std::span<const std::uint32_t> credentials,
            const Runtime& runtime);
  // The entry of a credential, which has been made.
  const base::Bytes& entry(std::uint32_t index) const;

 private:
  std::uint32_t epoch_;
  group::SecretScalar cover_;
  std::vector<base::Bytes> entries_;  // empty: not made
  std::size_t made_ = 0;
  std::uint32_t next_ = 0;  // no gap before it
};

// p, from keys/cover.key. Secret.
base::Result<group::SecretScalar> load_cover_secret(const LetterFolder& folder);

}  // namespace undersigned::service
