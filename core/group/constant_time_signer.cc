#include "core/group/constant_time_signer.h"

#include <algorithm>

#include "core/base/declassify.h"
#include "core/group/constant_time_group.h"
#include "core/hash/sha2.h"

namespace undersigned::group {
namespace {

const ConstantTimeGroup kOps;

// What is about to leave, as a point of the curve: B is the base point of both groups, so s·B has
// the coordinates that Ed25519 encodes.
base::ByteArray<32> published_multiple(const Scalar& secret) {
  const Point point = kOps.multiply_base(secret);
  base::ByteArray<32> bytes = encode_ed25519(point.coordinates());
  base::publish(bytes);
  return bytes;
}

}  // namespace

ConstantTimeSigner::ConstantTimeSigner(base::Secret<base::ByteArray<32>> seed)
    : seed_(std::move(seed)) {
  base::Secret<hash::Digest512> expanded(hash::sha512(seed_.reveal()));
  base::Secret<base::ByteArray<32>> clamped;
  std::copy_n(expanded.reveal().begin(), 32, clamped.reveal().begin());
  clamped.reveal()[0] &= 0xf8;
  clamped.reveal()[31] = static_cast<std::uint8_t>((clamped.reveal()[31] & 0x7f) | 0x40);
  key_ = SecretScalar(Scalar::reduce(clamped.reveal()));
  std::copy_n(expanded.reveal().begin() + 32, 32, prefix_.reveal().begin());
  public_key_ = published_multiple(key_.reveal());
}

Signature ConstantTimeSigner::sign(base::ByteView message) const {
  const base::Secret<hash::Digest512> digest(
      hash::Sha512().update(prefix_.reveal()).update(message).finish());
  const SecretScalar nonce(Scalar::reduce(digest.reveal()));
  const base::ByteArray<32> r = published_multiple(nonce.reveal());
  const Scalar challenge =
      Scalar::reduce(hash::Sha512().update(r).update(public_key_).update(message).finish());
  const base::ByteArray<32> s = (nonce.reveal() + challenge * key_.reveal()).encode();
  Signature signature;
  std::ranges::copy(r, signature.begin());
  std::ranges::copy(s, signature.begin() + 32);
  base::publish(signature);
  return signature;
}

}  // namespace undersigned::group
