#include "core/ceremony/secret_codec.h"

namespace undersigned::ceremony {

base::SecretBytes append_secrets(base::ByteView head,
                                 std::span<const group::SecretScalar> secrets) {
  base::Bytes bytes;
  bytes.reserve(head.size() + group::Scalar::kSize * secrets.size());
  bytes.assign(head.begin(), head.end());
  for (const group::SecretScalar& secret : secrets) {
    const base::Secret encoded(secret.reveal().encode());
    bytes.insert(bytes.end(), encoded.reveal().begin(), encoded.reveal().end());
  }
  return base::SecretBytes(std::move(bytes));
}

base::Result<std::vector<group::SecretScalar>> read_secrets(base::Reader& reader,
                                                            std::size_t count) {
  std::vector<group::SecretScalar> secrets;
  secrets.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    UNDERSIGNED_TRY(const base::ByteView bytes, reader.raw(group::Scalar::kSize));
    auto scalar = group::Scalar::parse(bytes);
    if (!scalar) return std::unexpected(std::move(scalar).error());
    secrets.emplace_back(*scalar);
    base::wipe(&*scalar, sizeof(group::Scalar));
  }
  return secrets;
}

}  // namespace undersigned::ceremony
