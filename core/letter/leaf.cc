#include "core/letter/leaf.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/base/check.h"
#include "core/base/codec.h"
#include "core/letter/manifest.h"

namespace undersigned::letter {
namespace {

constexpr std::array<std::string_view, 14> kNames = {
    "manifest", "keys",    "roster", "amendment", "entry",     "epoch",      "draw",
    "test",     "opening", "tally",  "offer",     "statement", "withdrawal", "outcome"};

}  // namespace

std::string_view name_of(LeafKind kind) {
  const auto number = static_cast<std::size_t>(kind);
  UNDERSIGNED_CHECK(number >= 1 && number <= kNames.size());
  return kNames[number - 1];
}

base::Result<Leaf> Leaf::parse(base::ByteView bytes) {
  if (bytes.size() > kMaxLeafBytes) {
    return base::fail("leaf.size", "8", "A leaf is longer than 65,535 bytes.");
  }
  if (bytes.size() < kLeafHeaderBytes) {
    return base::fail("leaf.header", "8", "A leaf ends within its header of 5 bytes.");
  }
  base::Reader reader(bytes);
  UNDERSIGNED_TRY(const std::uint8_t kind, reader.u8());
  if (kind < 1 || kind > kNames.size()) {
    return base::fail("leaf.kind", "8", "There is no leaf of kind " + std::to_string(kind) + ".");
  }
  Leaf leaf;
  leaf.kind = static_cast<LeafKind>(kind);
  UNDERSIGNED_TRY(leaf.part, reader.u16());
  UNDERSIGNED_TRY(leaf.parts, reader.u16());
  if (leaf.part >= leaf.parts) {
    return base::fail("leaf.part", "8",
                      "A leaf says that it is part " + std::to_string(leaf.part) + " of " +
                          std::to_string(leaf.parts) + ", counted from 0.");
  }
  leaf.payload = bytes.subspan(kLeafHeaderBytes);
  return leaf;
}

base::Bytes encode_leaf(LeafKind kind, std::size_t part, std::size_t parts,
                        base::ByteView payload) {
  UNDERSIGNED_CHECK(part < parts && parts <= kMaxParts && payload.size() <= kMaxPayloadBytes);
  base::Writer writer;
  writer.u8(static_cast<std::uint8_t>(kind));
  writer.u16(static_cast<std::uint16_t>(part)).u16(static_cast<std::uint16_t>(parts));
  writer.raw(payload);
  return writer.take();
}

std::vector<base::Bytes> encode_sequence(LeafKind kind, std::span<const base::Bytes> payloads) {
  std::vector<base::Bytes> leaves;
  leaves.reserve(payloads.size());
  for (const base::Bytes& payload : payloads) {
    leaves.push_back(encode_leaf(kind, leaves.size(), payloads.size(), payload));
  }
  return leaves;
}

std::vector<base::Bytes> manifest_payloads(base::ByteView manifest) {
  std::vector<base::Bytes> payloads;
  for (std::size_t from = 0; from < manifest.size(); from += kManifestPartBytes) {
    const auto part = manifest.subspan(from, std::min(kManifestPartBytes, manifest.size() - from));
    payloads.emplace_back(part.begin(), part.end());
  }
  return payloads;
}

base::Result<void> ManifestReader::add(const Leaf& leaf) {
  const std::size_t size = leaf.payload.size();
  const bool last = leaf.part + 1 == leaf.parts;
  if (size == 0 || size > kManifestPartBytes || (!last && size != kManifestPartBytes)) {
    return base::fail("leaf.manifest", "8",
                      "The manifest is cut into parts of 65,000 bytes, the last perhaps shorter; "
                      "part " +
                          std::to_string(leaf.part) + " of " + std::to_string(leaf.parts) +
                          " has " + std::to_string(size) + " bytes.");
  }
  if (bytes_.size() + size > kMaxManifestBytes) {
    return base::fail("leaf.manifest", "3", "The manifest is longer than 262,144 bytes.");
  }
  bytes_.insert(bytes_.end(), leaf.payload.begin(), leaf.payload.end());
  return {};
}

}  // namespace undersigned::letter
