// Public points together with their canonical encodings. Transcripts absorb bytes and equations
// need points; encoding a point costs as much as decoding it, so what was read from the record
// keeps the bytes that it came from.
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/elgamal/ciphertext.h"
#include "core/group/point.h"

namespace undersigned::proof {

class PublishedPoint {
 public:
  // Encodes the point: one inverse square root.
  PublishedPoint(const group::Point& point);  // NOLINT: points pass for published ones
  // Canonical and not the identity (docs/protocol.md 2); errors as of group::Point::parse.
  static base::Result<PublishedPoint> parse(base::ByteView bytes);

  const group::Point& point() const { return point_; }
  const group::EncodedPoint& bytes() const { return bytes_; }

 private:
  PublishedPoint(const group::Point& point, const group::EncodedPoint& bytes)
      : point_(point), bytes_(bytes) {}
  group::Point point_;
  group::EncodedPoint bytes_;
};

// (R, E_1 … E_M) and its encoding R ‖ E_1 ‖ … ‖ E_M: what the record keeps of a credential from one
// epoch to the next (docs/protocol.md 6).
class PublishedCiphertext {
 public:
  // 32·(1 + options) bytes, every point canonical and not the identity; errors as of
  // group::Point::parse, and "ciphertext.length".
  static base::Result<PublishedCiphertext> parse(base::ByteView bytes, std::size_t options);
  // Epoch 0: the identity everywhere, encoded as zeros.
  static PublishedCiphertext identity(std::size_t options);
  static PublishedCiphertext of(elgamal::VectorCiphertext points);
  // Of points that the caller has just decoded from these bytes.
  static PublishedCiphertext parsed(elgamal::VectorCiphertext points, base::ByteView bytes) {
    return {std::move(points), base::Bytes(bytes.begin(), bytes.end())};
  }

  const elgamal::VectorCiphertext& points() const { return points_; }
  base::ByteView bytes() const { return bytes_; }
  std::size_t options() const { return points_.e.size(); }

 private:
  PublishedCiphertext(elgamal::VectorCiphertext points, base::Bytes bytes)
      : points_(std::move(points)), bytes_(std::move(bytes)) {}
  elgamal::VectorCiphertext points_;
  base::Bytes bytes_;
};

}  // namespace undersigned::proof
