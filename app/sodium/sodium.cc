#include "app/sodium/sodium.h"

#include <sodium.h>

#include <utility>

#include "core/base/check.h"

namespace undersigned::sodium {
namespace {

using group::Point;
using group::Scalar;

// A scalar's bytes, wiped when they go.
base::Secret<base::ByteArray<32>> secret_bytes(const Scalar& scalar) {
  base::Secret<base::ByteArray<32>> out;
  base::ByteArray<32> encoded = scalar.encode();
  out.reveal() = encoded;
  base::wipe(encoded.data(), encoded.size());
  return out;
}

// libsodium's result, which is canonical by construction; all zeros is the identity.
Point point_of(base::Secret<group::EncodedPoint>& encoded) {
  const auto point = Point::parse_or_identity(encoded.reveal());
  UNDERSIGNED_CHECK(point.has_value());
  return *point;
}

}  // namespace

void initialise() { UNDERSIGNED_CHECK(sodium_init() >= 0); }

// The return value says only whether the result is the identity, whose encoding has been written
// then as well; looking at it would be a branch on the secret.
Point SodiumGroup::multiply_base(const Scalar& secret) const {
  const auto scalar = secret_bytes(secret);
  base::Secret<group::EncodedPoint> result;
  [[maybe_unused]] const int is_identity =
      crypto_scalarmult_ristretto255_base(result.reveal().data(), scalar.reveal().data());
  return point_of(result);
}

// As above; a Point is valid, so that nothing else can make the call fail.
Point SodiumGroup::multiply(const Scalar& secret, const Point& point) const {
  const auto scalar = secret_bytes(secret);
  const group::EncodedPoint encoded = point.encode();
  base::Secret<group::EncodedPoint> result;
  [[maybe_unused]] const int is_identity = crypto_scalarmult_ristretto255(
      result.reveal().data(), scalar.reveal().data(), encoded.data());
  return point_of(result);
}

void SystemRandomness::fill(std::span<std::uint8_t> out) {
  if (!out.empty()) randombytes_buf(out.data(), out.size());
}

SeededRandomness::SeededRandomness(const base::ByteArray<32>& seed) : seed_(seed) {}

// One stream of ChaCha20 a call, the call's number as nonce.
void SeededRandomness::fill(std::span<std::uint8_t> out) {
  std::uint8_t nonce[crypto_stream_chacha20_NONCEBYTES];
  for (std::size_t i = 0; i < sizeof(nonce); ++i) {
    nonce[i] = static_cast<std::uint8_t>(counter_ >> (8 * i));
  }
  ++counter_;
  if (out.empty()) return;  // its address may be null, which libsodium does not take
  UNDERSIGNED_CHECK(crypto_stream_chacha20(out.data(), out.size(), nonce, seed_.data()) == 0);
}

SigningKey SigningKey::generate(base::Randomness& randomness) {
  base::Secret<base::ByteArray<32>> seed;
  randomness.fill(seed.reveal());
  return SigningKey(std::move(seed));
}

SigningKey::SigningKey(base::Secret<base::ByteArray<32>> seed) : seed_(std::move(seed)) {
  base::Secret<base::ByteArray<crypto_sign_SECRETKEYBYTES>> expanded;
  UNDERSIGNED_CHECK(crypto_sign_seed_keypair(public_key_.data(), expanded.reveal().data(),
                                             seed_.reveal().data()) == 0);
}

group::Signature SigningKey::sign(base::ByteView message) const {
  // libsodium's secret key: the seed, then the public key.
  base::Secret<base::ByteArray<crypto_sign_SECRETKEYBYTES>> expanded;
  for (std::size_t i = 0; i < 32; ++i) {
    expanded.reveal()[i] = seed_.reveal()[i];
    expanded.reveal()[32 + i] = public_key_[i];
  }
  group::Signature signature;
  UNDERSIGNED_CHECK(crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(),
                                         expanded.reveal().data()) == 0);
  return signature;
}

base::Secret<base::ByteArray<32>> stretch_passphrase(std::string_view passphrase,
                                                     const base::ByteArray<16>& salt,
                                                     const PassphraseCost& cost) {
  static_assert(crypto_pwhash_SALTBYTES == 16);
  base::Secret<base::ByteArray<32>> key;
  UNDERSIGNED_CHECK(crypto_pwhash(key.reveal().data(), 32, passphrase.data(), passphrase.size(),
                                  salt.data(), cost.operations, cost.memory_bytes,
                                  crypto_pwhash_ALG_ARGON2ID13) == 0);
  return key;
}

}  // namespace undersigned::sodium
