// Slow references: RFC 6962's and RFC 9162's definitions written down as they stand, recursively,
// and the record's files straight from the definition of a tile.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/encoding.h"
#include "core/hash/sha2.h"
#include "core/log/merkle.h"
#include "core/log/tile.h"

namespace undersigned::log::reference {

using base::Bytes;
using Hashes = std::vector<Hash>;
using Files = std::map<std::string, Bytes>;

inline Hash sha256_of(std::uint8_t prefix, base::ByteView data) {
  Bytes bytes{prefix};
  bytes.insert(bytes.end(), data.begin(), data.end());
  return hash::sha256(bytes);
}

inline Hash parent(const Hash& left, const Hash& right) {
  Bytes both(left.begin(), left.end());
  both.insert(both.end(), right.begin(), right.end());
  return sha256_of(0x01, both);
}

inline std::size_t split(std::size_t n) {
  std::size_t k = 1;
  while (2 * k < n) k *= 2;
  return k;
}

// MTH, over leaf hashes.
inline Hash root(std::span<const Hash> leaves) {
  if (leaves.empty()) return hash::sha256({});
  if (leaves.size() == 1) return leaves[0];
  const std::size_t k = split(leaves.size());
  return parent(root(leaves.first(k)), root(leaves.subspan(k)));
}

// PATH(m, D) of RFC 9162, 2.1.3.1.
inline Hashes path(std::size_t m, std::span<const Hash> d) {
  if (d.size() == 1) return {};
  const std::size_t k = split(d.size());
  Hashes proof = m < k ? path(m, d.first(k)) : path(m - k, d.subspan(k));
  proof.push_back(m < k ? root(d.subspan(k)) : root(d.first(k)));
  return proof;
}

// SUBPROOF(m, D, b) of RFC 9162, 2.1.4.1.
inline Hashes subproof(std::size_t m, std::span<const Hash> d, bool b) {
  if (m == d.size()) return b ? Hashes{} : Hashes{root(d)};
  const std::size_t k = split(d.size());
  Hashes proof = m <= k ? subproof(m, d.first(k), b) : subproof(m - k, d.subspan(k), false);
  proof.push_back(m <= k ? root(d.subspan(k)) : root(d.first(k)));
  return proof;
}

// On which sides the siblings of a path stand, from the leaf up: what a verifier of (m, n) computes
// depends on these alone.
inline std::string sides(std::size_t m, std::size_t n) {
  if (n == 1) return "";
  const std::size_t k = split(n);
  return m < k ? sides(m, k) + "R" : sides(m - k, n - k) + "L";
}

// The same of a consistency proof; "=" where the earlier tree's root itself is the start.
inline std::string consistency_sides(std::size_t m, std::size_t n, bool b = true) {
  if (m == n) return b ? "=" : "+";
  const std::size_t k = split(n);
  return m <= k ? consistency_sides(m, k, b) + "R" : consistency_sides(m - k, n - k, false) + "L";
}

// Leaf i of the tests' trees: lengths 0 … 16, all different from i = 1 on.
inline Bytes leaf(std::uint64_t i) {
  Bytes bytes(i % 13);
  for (std::size_t at = 0; at < bytes.size(); ++at) bytes[at] = static_cast<std::uint8_t>(i + at);
  for (std::uint64_t rest = i; rest > 0; rest >>= 8)
    bytes.push_back(static_cast<std::uint8_t>(rest));
  return bytes;
}

inline Hashes leaf_hashes(std::uint64_t size) {
  Hashes hashes;
  for (std::uint64_t i = 0; i < size; ++i) hashes.push_back(sha256_of(0x00, leaf(i)));
  return hashes;
}

// N and .p/W as C2SP's tlog-tiles says them.
inline std::string tile_name(std::uint64_t n, std::uint64_t width) {
  std::string name;
  for (bool last = true; last || n > 0; n /= 1000, last = false) {
    std::string group = std::to_string(n % 1000);
    group.insert(0, 3 - group.size(), '0');
    name = last ? group : "x" + group + "/" + name;
  }
  return width == 256 ? name : name + ".p/" + std::to_string(width);
}

// All files of the record of the first leaves, but its checkpoint.
inline Files files(std::span<const Hash> hashes) {
  Files files;
  for (std::uint64_t unit = 1, level = 0; hashes.size() / unit > 0; unit *= 256, ++level) {
    const std::uint64_t count = hashes.size() / unit;
    for (std::uint64_t i = 0; i < count; ++i) {
      const std::string name =
          tile_name(i / 256, std::min<std::uint64_t>(256, count - i / 256 * 256));
      const Hash hash = root(hashes.subspan(i * unit, unit));
      Bytes& tile = files["tile/" + std::to_string(level) + "/" + name];
      tile.insert(tile.end(), hash.begin(), hash.end());
      if (level > 0) continue;
      const Bytes entry = leaf(i);
      Bytes& bundle = files["tile/entries/" + name];
      bundle.push_back(static_cast<std::uint8_t>(entry.size() / 256));
      bundle.push_back(static_cast<std::uint8_t>(entry.size() % 256));
      bundle.insert(bundle.end(), entry.begin(), entry.end());
    }
  }
  return files;
}

// Files in memory, as the core reads them.
inline FileReader reader(const Files& files) {
  return [&files](const std::string& path, std::size_t max_bytes) -> base::Result<Bytes> {
    const auto file = files.find(path);
    if (file == files.end()) return base::fail("files.missing", "8", "There is no " + path + ".");
    if (file->second.size() > max_bytes)
      return base::fail("files.size", "8", path + " is too long.");
    return file->second;
  };
}

// Leaves and roots that the test suites of RFC 6962's implementations share
// (certificate-transparency and transparency-dev/merkle); recomputed for this test from the
// definition.
inline const std::vector<std::string> kPublishedLeaves = {"",
                                                          "00",
                                                          "10",
                                                          "2021",
                                                          "3031",
                                                          "40414243",
                                                          "5051525354555657",
                                                          "606162636465666768696a6b6c6d6e6f"};
inline const std::vector<std::string> kPublishedRoots = {
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

}  // namespace undersigned::log::reference
