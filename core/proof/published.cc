#include "core/proof/published.h"

#include <algorithm>

#include "core/base/check.h"

namespace undersigned::proof {

PublishedPoint::PublishedPoint(const group::Point& point) : point_(point), bytes_(point.encode()) {}

base::Result<PublishedPoint> PublishedPoint::parse(base::ByteView bytes) {
  UNDERSIGNED_TRY(const group::Point point, group::Point::parse(bytes));
  group::EncodedPoint encoded;
  std::ranges::copy(bytes, encoded.begin());
  return PublishedPoint(point, encoded);
}

base::Result<PublishedCiphertext> PublishedCiphertext::parse(base::ByteView bytes,
                                                             std::size_t options) {
  if (bytes.size() != group::Point::kSize * (1 + options)) {
    return base::fail("ciphertext.length", "6", "The ciphertext has the wrong length.");
  }
  elgamal::VectorCiphertext points;
  UNDERSIGNED_TRY(points.r, group::Point::parse(bytes.first(group::Point::kSize)));
  points.e.reserve(options);
  for (std::size_t k = 1; k <= options; ++k) {
    const auto encoded = bytes.subspan(group::Point::kSize * k, group::Point::kSize);
    UNDERSIGNED_TRY(const group::Point e, group::Point::parse(encoded));
    points.e.push_back(e);
  }
  return PublishedCiphertext(std::move(points), base::Bytes(bytes.begin(), bytes.end()));
}

PublishedCiphertext PublishedCiphertext::identity(std::size_t options) {
  return {elgamal::VectorCiphertext::identity(options),
          base::Bytes(group::Point::kSize * (1 + options), 0)};
}

PublishedCiphertext PublishedCiphertext::of(elgamal::VectorCiphertext points) {
  base::Bytes bytes;
  bytes.reserve(group::Point::kSize * (1 + points.e.size()));
  const auto append = [&bytes](const group::EncodedPoint& encoded) {
    bytes.insert(bytes.end(), encoded.begin(), encoded.end());
  };
  append(points.r.encode());
  for (const group::EncodedPoint& encoded : group::Point::encode_all(points.e)) append(encoded);
  return {std::move(points), std::move(bytes)};
}

}  // namespace undersigned::proof
