// Values as the hexadecimal digits that test vectors hold.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/base/encoding.h"
#include "core/base/json.h"
#include "core/group/point.h"
#include "core/group/scalar.h"

namespace undersigned::test {

inline std::string hex(base::ByteView bytes) { return base::to_hex(bytes); }
inline std::string hex(const base::Bytes& bytes) { return base::to_hex(bytes); }
inline std::string hex(const group::Point& point) { return base::to_hex(point.encode()); }
inline std::string hex(const group::Scalar& scalar) { return base::to_hex(scalar.encode()); }

template <class T>
base::Json hex(const std::vector<T>& values) {
  base::Json out = base::Json::array();
  for (const T& value : values) out.push_back(hex(value));
  return out;
}

}  // namespace undersigned::test
