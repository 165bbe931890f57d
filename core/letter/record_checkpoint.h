// The note that signs a record's tree (docs/protocol.md 8): by the manifest's log, cosigned by the
// manifest's witnesses.
#pragma once

#include <string>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/letter/manifest.h"
#include "core/log/checkpoint.h"

namespace undersigned::letter {

// Whether so many cosignatures must be there as the manifest requires. A record in progress gets
// them some time after each checkpoint; who fetches a leaf does not wait for them.
enum class Cosignatures { kRequired, kWelcome };

// Errors: those of log::open_cosigned. A cosignature that is there is verified in either case.
base::Result<log::Checkpoint> open_checkpoint(const Manifest& manifest, base::ByteView note,
                                              Cosignatures cosignatures);

// The line of the check, of a checkpoint that has all that it must have.
std::string checkpoint_text(const Manifest& manifest, const log::Checkpoint& checkpoint);

}  // namespace undersigned::letter
