#include "core/hash/sha2.h"
#include "core/hash/transcript.h"
#include "tests/timing/timing.h"

namespace undersigned::timing {
namespace {

base::Bytes secret_bytes(std::size_t size) {
  base::Bytes bytes(size, 7);
  mark_secret(bytes.data(), bytes.size());
  return bytes;
}

// A typed code on its way to a scalar.
void expand_code() {
  for (const std::size_t size : {20u, 52u, 200u}) {
    base::ByteArray<64> out;
    hash::expand_message_xmd(secret_bytes(size), base::as_bytes("undersigned-v1-half"), out);
  }
}

void sha256() {
  for (const std::size_t size : {0u, 55u, 64u, 200u}) hash::sha256(secret_bytes(size));
}

// A key from a transcript over a shared secret.
void squeeze_key() {
  for (const std::size_t size : {32u, 64u, 168u, 400u}) {
    hash::Transcript transcript(hash::SessionTag("card").number(1).id());
    transcript.absorb(secret_bytes(size));
    base::ByteArray<32> key;
    transcript.squeeze(key);
  }
}

}  // namespace

std::vector<Subject> subjects() {
  return {{"hash.expand_message_xmd", expand_code},
          {"hash.sha256", sha256},
          {"hash.transcript", squeeze_key}};
}

}  // namespace undersigned::timing
