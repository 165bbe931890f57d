#include "core/letter/name_commitment.h"

#include "core/hash/transcript.h"

namespace undersigned::letter {

NameCommitment commit_to_name(const hash::Digest256& manifest_hash, std::string_view name,
                              const NameSalt& salt) {
  hash::SessionTag tag("name");
  tag.bytes(manifest_hash).bytes(base::as_bytes(name)).bytes(salt);
  return hash::sha256(tag.tag());
}

}  // namespace undersigned::letter
