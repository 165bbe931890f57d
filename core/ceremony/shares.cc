#include "core/ceremony/shares.h"

#include <algorithm>
#include <bit>

#include "core/base/check.h"
#include "core/base/codec.h"
#include "core/ceremony/secret_codec.h"
#include "core/group/multiscalar.h"

namespace undersigned::ceremony {
namespace {

// m·P by doubling and adding: m has at most five bits here, so no table pays, and Horner's rule
// with it takes less than half of sum_vartime's time (tests/bench).
group::Point small_multiple_vartime(std::uint8_t m, const group::Point& point) {
  group::Point sum;
  for (int bit = std::bit_width(m); bit-- > 0;) {
    sum = sum.twice();
    if (((m >> bit) & 1) != 0) sum += point;
  }
  return sum;
}

}  // namespace

group::Point evaluate_vartime(std::span<const group::Point> coefficients, std::uint8_t x) {
  UNDERSIGNED_CHECK(!coefficients.empty());
  if (x == 0) return coefficients.front();
  group::Point sum = coefficients.back();
  for (std::size_t j = coefficients.size() - 1; j-- > 0;) {
    sum = small_multiple_vartime(x, sum) + coefficients[j];
  }
  return sum;
}

std::vector<group::Scalar> lagrange_at_zero(std::span<const std::uint8_t> trustees) {
  std::vector<group::Scalar> lambda;
  lambda.reserve(trustees.size());
  for (const std::uint8_t tau : trustees) {
    UNDERSIGNED_CHECK(tau != 0 && std::ranges::count(trustees, tau) == 1);
    group::Scalar numerator = group::Scalar::one();
    group::Scalar denominator = group::Scalar::one();
    for (const std::uint8_t sigma : trustees) {
      if (sigma == tau) continue;
      numerator *= group::Scalar::from_u64(sigma);
      denominator *= group::Scalar::from_u64(sigma) - group::Scalar::from_u64(tau);
    }
    lambda.push_back(numerator * denominator.invert());
  }
  return lambda;
}

group::Point combine_vartime(std::span<const group::Scalar> lambda,
                             std::span<const group::Point> parts) {
  UNDERSIGNED_CHECK(lambda.size() == parts.size());
  return group::sum_vartime(lambda, parts);
}

TrusteeShares::TrusteeShares(const hash::Digest256& manifest_hash, std::uint8_t trustee,
                             std::vector<group::SecretScalar> shares)
    : manifest_hash_(manifest_hash), trustee_(trustee), shares_(std::move(shares)) {
  UNDERSIGNED_CHECK(trustee_ >= 1 && trustee_ <= kMaxTrustees);
  UNDERSIGNED_CHECK(shares_.size() >= 3 && shares_.size() <= kMaxOptions + 2);
}

std::span<const group::SecretScalar> TrusteeShares::sealing() const {
  return std::span(shares_).first(shares_.size() - 2);
}

const group::SecretScalar& TrusteeShares::card() const { return shares_[shares_.size() - 2]; }

const group::SecretScalar& TrusteeShares::draw() const { return shares_[shares_.size() - 1]; }

base::SecretBytes TrusteeShares::encode() const {
  base::Writer head;
  head.raw(manifest_hash_).u8(trustee_).u16(static_cast<std::uint16_t>(sealing().size()));
  return append_secrets(head.bytes(), shares_);
}

base::Result<TrusteeShares> TrusteeShares::parse(base::ByteView bytes) {
  base::Reader reader(bytes);
  UNDERSIGNED_TRY(const auto manifest_hash, reader.array<32>());
  UNDERSIGNED_TRY(const std::uint8_t trustee, reader.u8());
  UNDERSIGNED_TRY(const std::size_t options, reader.u16());
  if (trustee < 1 || trustee > kMaxTrustees || options < 1 || options > kMaxOptions) {
    return base::fail("shares.range", "4",
                      "The shares are of no possible trustee or number of options.");
  }
  UNDERSIGNED_TRY(std::vector<group::SecretScalar> shares, read_secrets(reader, options + 2));
  UNDERSIGNED_TRY_VOID(reader.finish());
  return TrusteeShares(manifest_hash, trustee, std::move(shares));
}

}  // namespace undersigned::ceremony
