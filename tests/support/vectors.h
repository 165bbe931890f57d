// Reading test vectors: tests/vectors/NAME, hexadecimal fields.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "core/base/bytes.h"
#include "core/base/encoding.h"
#include "core/base/json.h"

namespace undersigned::test {

// The bytes that hexadecimal digits stand for; ends the program on anything else.
inline base::Bytes unhex(std::string_view text) {
  auto bytes = base::from_hex(text, text.size());
  if (!bytes) {
    std::cerr << "not hexadecimal: " << text << "\n";
    std::abort();
  }
  return *std::move(bytes);
}

template <std::size_t N>
base::ByteArray<N> unhex_array(std::string_view text) {
  auto bytes = base::array_from_hex<N>(text);
  if (!bytes) {
    std::cerr << "not " << N << " bytes of hexadecimal: " << text << "\n";
    std::abort();
  }
  return *bytes;
}

inline base::Bytes bytes_of(std::string_view text) {
  const auto view = base::as_bytes(text);
  return {view.begin(), view.end()};
}

// The parsed file tests/vectors/NAME; ends the program if it is not there.
inline base::Json load_vectors(const std::string& name) {
  const std::string path = std::string(UNDERSIGNED_SOURCE_DIR) + "/tests/vectors/" + name;
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  auto json = base::parse_json(base::as_bytes(text), std::size_t{1} << 24);
  if (!json) {
    std::cerr << path << ": " << json.error().message << "\n";
    std::abort();
  }
  return *std::move(json);
}

// A text member of a vector; ends the program if it is missing.
inline std::string field(const base::Json& vector, const char* name) {
  return vector.at(name).get<std::string>();
}

}  // namespace undersigned::test
