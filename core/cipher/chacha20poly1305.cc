#include "core/cipher/chacha20poly1305.h"

#include "core/base/codec.h"
#include "core/base/declassify.h"
#include "core/base/secret.h"
#include "core/cipher/chacha20.h"
#include "core/cipher/poly1305.h"

namespace undersigned::cipher {
namespace {

// The authenticator's key is the first half of block 0 of the stream; the message begins at
// block 1.
Poly1305Tag tag_of(const Key& key, const Nonce& nonce, base::ByteView associated,
                   base::ByteView masked) {
  base::Secret<Poly1305Key> one_time;
  chacha20_xor(key, nonce, 0, one_time.reveal());
  Poly1305 authenticator(one_time.reveal());
  authenticator.update_padded(associated);
  authenticator.update_padded(masked);
  base::Writer lengths;
  lengths.u64(associated.size()).u64(masked.size());
  authenticator.update(lengths.bytes());
  return authenticator.finish();
}

}  // namespace

base::Bytes seal(const Key& key, const Nonce& nonce, base::ByteView associated,
                 base::ByteView plain) {
  base::Bytes out;
  out.reserve(plain.size() + kTagSize);
  out.assign(plain.begin(), plain.end());
  chacha20_xor(key, nonce, 1, out);
  const Poly1305Tag tag = tag_of(key, nonce, associated, out);
  out.insert(out.end(), tag.begin(), tag.end());
  return out;
}

base::Result<base::Bytes> open(const Key& key, const Nonce& nonce, base::ByteView associated,
                               base::ByteView sealed) {
  if (sealed.size() < kTagSize) {
    return base::fail("cipher.tag", "2", "The encrypted text is shorter than its tag.");
  }
  const base::ByteView masked = sealed.first(sealed.size() - kTagSize);
  const Poly1305Tag expected = tag_of(key, nonce, associated, masked);
  if (!base::declassify(base::equal_constant_time(expected, sealed.last(kTagSize)))) {
    return base::fail(
        "cipher.tag", "2",
        "The encrypted text was not made with this key for this place, or was changed.");
  }
  base::Bytes plain(masked.begin(), masked.end());
  chacha20_xor(key, nonce, 1, plain);
  return plain;
}

}  // namespace undersigned::cipher
