// A name that the roster commits to in place of publishing it (docs/protocol.md 5). A salt is
// private to the registrar and to whose name it is for until the card with it opens.
#pragma once

#include <string_view>

#include "core/base/bytes.h"
#include "core/hash/sha2.h"

namespace undersigned::letter {

using NameSalt = base::ByteArray<32>;  // uniform, fresh for each name
using NameCommitment = hash::Digest256;

// SHA-256(tag("name", manifest hash, name, salt)).
NameCommitment commit_to_name(const hash::Digest256& manifest_hash, std::string_view name,
                              const NameSalt& salt);

}  // namespace undersigned::letter
