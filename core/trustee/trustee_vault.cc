#include "core/trustee/trustee_vault.h"

namespace undersigned::trustee {
namespace {
constexpr std::size_t kMaxStateBytes = 1u << 20;

base::Result<base::SecretBytes> secret_field(base::Reader& reader) {
  UNDERSIGNED_TRY(const base::ByteView view, reader.var32(kMaxStateBytes));
  return base::SecretBytes(base::Bytes(view.begin(), view.end()));
}
}  // namespace

TrusteeVault TrusteeVault::generate(base::Randomness& randomness) {
  TrusteeVault vault;
  vault.decryption = group::SecretScalar(group::Scalar::random_nonzero(randomness));
  return vault;
}

base::Result<TrusteeVault> TrusteeVault::parse(base::ByteView bytes) {
  base::Reader reader(bytes);
  TrusteeVault vault;
  UNDERSIGNED_TRY(const base::ByteView decryption, reader.raw(32));
  UNDERSIGNED_TRY(const group::Scalar x, group::Scalar::parse(decryption));
  vault.decryption = group::SecretScalar(x);
  UNDERSIGNED_TRY(vault.manifest_hash, reader.array<32>());
  UNDERSIGNED_TRY(vault.ceremony, secret_field(reader));
  UNDERSIGNED_TRY(vault.shares, secret_field(reader));
  UNDERSIGNED_TRY(vault.verified_size, reader.u64());
  UNDERSIGNED_TRY(vault.verified_root, reader.array<32>());
  UNDERSIGNED_TRY(const std::uint16_t count, reader.u16());
  for (std::uint16_t i = 0; i < count; ++i) {
    UNDERSIGNED_TRY(const std::string input, reader.text16(200));
    UNDERSIGNED_TRY(vault.contributions[input], reader.array<32>());
  }
  UNDERSIGNED_TRY_VOID(reader.finish());
  return vault;
}

void TrusteeVault::erase(const hash::Digest256& fingerprint) {
  decryption = group::SecretScalar();
  ceremony = base::SecretBytes();
  shares = base::SecretBytes();
  contributions.insert_or_assign(std::string(kErasureTopic), fingerprint);
}

base::SecretBytes TrusteeVault::encode() const {
  const auto x = decryption.reveal().encode();
  base::Writer writer(32 + 32 + 8 + ceremony.reveal().size() + shares.reveal().size() + 42 +
                      240 * contributions.size());
  writer.raw(x).raw(manifest_hash).var32(ceremony.reveal()).var32(shares.reveal());
  writer.u64(verified_size)
      .raw(verified_root)
      .u16(static_cast<std::uint16_t>(contributions.size()));
  for (const auto& [input, digest] : contributions) writer.text16(input).raw(digest);
  return base::SecretBytes(writer.take());
}

}  // namespace undersigned::trustee
