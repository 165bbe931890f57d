// A record read leaf by leaf, as it comes over the network (docs/protocol.md 13): the same verifier
// as undersigned-verify, fed by a page that shows how far it is and may stop at any time.
#pragma once

#include <optional>
#include <vector>

#include "core/base/executor.h"
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/letter/record_checkpoint.h"
#include "core/letter/verifier.h"
#include "core/log/checkpoint.h"
#include "wasm/host.h"

namespace undersigned::wasm {

class Reader {
 public:
  // Few enough that a page can show progress and stop; many enough for batches.
  static constexpr std::size_t kEntriesAtOnce = 256;

  explicit Reader(std::optional<hash::Digest256> fingerprint);
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  // All leaves of a bundle (log/tile.h), or one leaf.
  base::Result<void> add_bundle(base::ByteView bundle, int width);
  base::Result<void> add_leaf(base::ByteView leaf);
  // For a signer's page, which does not read the entries: RecordVerifier::amend.
  base::Result<void> amend(base::ByteView leaf, std::uint32_t epoch);
  // The checkpoint that the server shows: signed by the manifest's log key.
  base::Result<log::Checkpoint> open_checkpoint(base::ByteView note,
                                                letter::Cosignatures cosignatures) const;
  // That of the record that was read: over exactly these leaves, cosigned as the manifest requires.
  base::Result<void> check_checkpoint(base::ByteView note);
  // The result (docs/guides/result.md).
  base::Result<base::Json> finish();

  // {"leaves", "epochs", "next", "lines"}: where it stands, and the lines since the last call.
  base::Json progress();
  // Progress with "failure" {"line", "check", "section", "leaf", "kind", "message"}.
  base::Json failure(const base::Error& error);

  const letter::RecordVerifier& record() const { return verifier_; }

 private:
  base::Json take_lines();

  HostRandomness randomness_;
  base::SerialExecutor executor_;
  std::vector<letter::CheckLine> lines_;
  letter::RecordVerifier verifier_;
};

}  // namespace undersigned::wasm
