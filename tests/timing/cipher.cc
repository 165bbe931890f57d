#include "core/cipher/chacha20poly1305.h"
#include "tests/timing/timing.h"

namespace undersigned::timing {
namespace {

base::Bytes secret_bytes(std::size_t size) {
  base::Bytes bytes(size, 7);
  mark_secret(bytes.data(), bytes.size());
  return bytes;
}

void seal() {
  for (const std::size_t size : {0u, 1u, 63u, 64u, 200u}) {
    cipher::seal(secret(cipher::Key{1}), cipher::Nonce{2}, base::as_bytes("associated"),
                 secret_bytes(size));
  }
}

// Whether the tag is right becomes public; nothing else does.
void open() {
  for (const std::size_t size : {0u, 1u, 63u, 64u, 200u}) {
    const cipher::Key key{1};
    base::Bytes sealed = cipher::seal(key, cipher::Nonce{2}, {}, base::Bytes(size, 7));
    auto right = cipher::open(secret(key), cipher::Nonce{2}, {}, sealed);
    sealed.back() ^= 1;
    auto wrong = cipher::open(secret(key), cipher::Nonce{2}, {}, sealed);
  }
}

}  // namespace

std::vector<Subject> subjects() { return {{"cipher.seal", seal}, {"cipher.open", open}}; }

}  // namespace undersigned::timing
