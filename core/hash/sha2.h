// SHA-256 and SHA-512 (FIPS 180-4). SHA-256 makes the record's tree; SHA-512 serves
// expand_message_xmd and Ed25519.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/base/bytes.h"

namespace undersigned::hash {

using Digest256 = base::ByteArray<32>;
using Digest512 = base::ByteArray<64>;

// update() any number of times with the message's parts, then finish() once.
class Sha256 {
 public:
  Sha256();
  Sha256& update(base::ByteView data);
  Digest256 finish();

 private:
  void compress(const std::uint8_t* block);
  std::uint32_t state_[8];
  std::uint8_t buffer_[64];
  std::uint64_t length_ = 0;
};

// The same. Its state is wiped by finish(), since keys are made with it.
class Sha512 {
 public:
  Sha512();
  Sha512& update(base::ByteView data);
  Digest512 finish();

 private:
  void compress(const std::uint8_t* block);
  std::uint64_t state_[8];
  std::uint8_t buffer_[128];
  std::uint64_t length_ = 0;  // bytes
};

Digest256 sha256(base::ByteView data);
Digest512 sha512(base::ByteView data);

// expand_message_xmd of RFC 9380, 5.3.1, with SHA-512: fills `out` (at most 255·64 bytes). `domain`
// is the domain separation tag, 1…255 bytes. The message may be secret: time depends on lengths
// alone, and nothing of it is left behind.
void expand_message_xmd(base::ByteView message, base::ByteView domain, std::span<std::uint8_t> out);

}  // namespace undersigned::hash
