#include "core/ceremony/dealer.h"

#include <span>
#include <string>

#include "core/base/check.h"
#include "core/base/codec.h"
#include "core/base/declassify.h"
#include "core/ceremony/keys.h"
#include "core/ceremony/secret_codec.h"
#include "core/proof/linear.h"

namespace undersigned::ceremony {
namespace {

// Every key encrypts one message only (docs/protocol.md 4).
constexpr cipher::Nonce kZeroNonce{};

// f(x) for f(z) = Σ_j a_j·z^j. Constant time in the coefficients.
group::SecretScalar evaluate(std::span<const group::SecretScalar> coefficients, std::uint8_t x) {
  const group::Scalar at = group::Scalar::from_u64(x);
  group::SecretScalar sum = coefficients.back().clone();
  for (std::size_t j = coefficients.size() - 1; j-- > 0;) {
    sum.reveal() = sum.reveal() * at + coefficients[j].reveal();
  }
  return sum;
}

// A, and the proof of possession of its constants.
Dealing deal(const group::SecretGroup& ops, const CeremonyContext& context, std::uint8_t trustee,
             const DealerSecrets& secrets, base::Randomness& randomness) {
  Dealing dealing;
  dealing.coefficients.reserve(secrets.coefficients.size());
  for (const group::SecretScalar& a : secrets.coefficients) {
    const group::Point point = ops.multiply_base(a.reveal());
    base::publish(point);
    dealing.coefficients.emplace_back(point);
  }
  std::vector<group::SecretScalar> witness;
  witness.reserve(context.slots());
  for (std::size_t k = 0; k < context.slots(); ++k) {
    witness.push_back(secrets.coefficients[k * context.threshold].clone());
  }
  dealing.proof =
      proof::prove(ops, possession_tag(context, trustee, dealing.encoded_coefficients()),
                   proof::possession(dealing.constants(context)), witness, randomness);
  return dealing;
}

}  // namespace

DealerSecrets DealerSecrets::draw(const CeremonyContext& context, base::Randomness& randomness) {
  DealerSecrets secrets;
  const std::size_t count = context.slots() * context.threshold;
  secrets.coefficients.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    secrets.coefficients.emplace_back(group::Scalar::random_nonzero(randomness));
  }
  secrets.ephemeral = group::SecretScalar(group::Scalar::random_nonzero(randomness));
  return secrets;
}

std::vector<group::SecretScalar> DealerSecrets::shares_for(const CeremonyContext& context,
                                                           std::uint8_t recipient) const {
  UNDERSIGNED_CHECK(coefficients.size() == context.slots() * context.threshold);
  std::vector<group::SecretScalar> shares;
  shares.reserve(context.slots());
  for (std::size_t k = 0; k < context.slots(); ++k) {
    const auto slot = std::span(coefficients).subspan(k * context.threshold, context.threshold);
    shares.push_back(evaluate(slot, recipient));
  }
  return shares;
}

base::Bytes disclose(const group::SecretGroup& ops, const CeremonyContext& context,
                     std::uint8_t trustee, const DealerSecrets& secrets,
                     base::Randomness& randomness) {
  const Dealing dealing = deal(ops, context, trustee, secrets, randomness);
  const group::Point e = ops.multiply_base(secrets.ephemeral.reveal());
  base::publish(e);
  const proof::PublishedPoint ephemeral(e);
  base::Writer writer;
  writer.raw(dealing.encoded_coefficients()).raw(dealing.proof).raw(ephemeral.bytes());
  writer.raw(proof::prove(ops, ephemeral_tag(context, trustee), proof::dl(ephemeral),
                          std::span(&secrets.ephemeral, 1), randomness));
  for (std::uint8_t recipient = 1; recipient <= context.trustees(); ++recipient) {
    if (recipient == trustee) continue;
    const base::Secret secret(
        ops.multiply(secrets.ephemeral.reveal(), context.encryption_key(recipient).point()));
    writer.raw(seal_shares(context, trustee, recipient,
                           share_key(context, trustee, recipient, ephemeral, secret.reveal()),
                           secrets.shares_for(context, recipient)));
  }
  return writer.take();
}

base::Secret<cipher::Key> share_key(const CeremonyContext& context, std::uint8_t dealer,
                                    std::uint8_t recipient, const proof::PublishedPoint& ephemeral,
                                    const group::Point& secret) {
  const base::Secret encoded(secret.encode());
  hash::Transcript transcript(share_tag(context, dealer, recipient).id());
  transcript.absorb(ephemeral.bytes());
  transcript.absorb(context.encryption_key(recipient).bytes());
  transcript.absorb(encoded.reveal());
  base::Secret<cipher::Key> key;
  transcript.squeeze(key.reveal());
  transcript.wipe();
  return key;
}

base::Bytes seal_shares(const CeremonyContext& context, std::uint8_t dealer, std::uint8_t recipient,
                        const base::Secret<cipher::Key>& key,
                        std::span<const group::SecretScalar> shares) {
  const base::SecretBytes plain = append_secrets({}, shares);
  return cipher::seal(key.reveal(), kZeroNonce, share_tag(context, dealer, recipient).tag(),
                      plain.reveal());
}

base::Result<std::vector<group::SecretScalar>> open_shares(const CeremonyContext& context,
                                                           std::uint8_t dealer,
                                                           std::uint8_t recipient,
                                                           const base::Secret<cipher::Key>& key,
                                                           base::ByteView box) {
  const auto refuse = [&](const std::string& why) {
    return base::fail("ceremony.box", "4",
                      "The box from trustee " + std::to_string(dealer) + " to trustee " +
                          std::to_string(recipient) + ": " + why);
  };
  auto opened =
      cipher::open(key.reveal(), kZeroNonce, share_tag(context, dealer, recipient).tag(), box);
  if (!opened) return refuse(opened.error().message);
  const base::SecretBytes plain(*std::move(opened));
  base::Reader reader(plain.reveal());
  auto shares = read_secrets(reader, context.slots());
  if (!shares) return refuse(shares.error().message);
  if (const auto finished = reader.finish(); !finished) return refuse(finished.error().message);
  return shares;
}

}  // namespace undersigned::ceremony
