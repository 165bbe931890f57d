// The one byte codec of the project: fixed-width little-endian integers, fixed byte strings, and
// byte strings with a bounded length prefix (docs/protocol.md 2). Reader never reads past its view
// and checks a length before anything is allocated.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace undersigned::base {

class Writer {
 public:
  Writer() = default;
  // With room for so many bytes: what is secret must not be left behind by a growing buffer.
  explicit Writer(std::size_t capacity) { out_.reserve(capacity); }

  Writer& u8(std::uint8_t value);
  Writer& u16(std::uint16_t value);  // two bytes, little-endian
  Writer& u32(std::uint32_t value);  // four
  Writer& u64(std::uint64_t value);  // eight
  Writer& raw(ByteView bytes);       // as they are
  Writer& var16(ByteView bytes);     // u16 length, then bytes; aborts over 65,535
  Writer& var32(ByteView bytes);     // u32 length, then bytes (SerializeVarLenString)
  Writer& text16(std::string_view text) { return var16(as_bytes(text)); }

  std::size_t size() const { return out_.size(); }
  const Bytes& bytes() const { return out_; }
  Bytes take() { return std::move(out_); }

 private:
  Bytes out_;
};

// Each read refuses "codec.truncated" where bytes are missing; those with a bound "codec.length"
// where the prefix says more, before it looks for the bytes. Views point into what the reader was
// given.
class Reader {
 public:
  explicit Reader(ByteView bytes) : rest_(bytes) {}

  Result<std::uint8_t> u8();
  Result<std::uint16_t> u16();
  Result<std::uint32_t> u32();
  Result<std::uint64_t> u64();
  Result<ByteView> raw(std::size_t length);
  Result<ByteView> var16(std::size_t max_length);
  Result<ByteView> var32(std::size_t max_length);
  // At most max_length bytes that pass check_text (text.h) as a line.
  Result<std::string> text16(std::size_t max_length);
  template <std::size_t N>
  Result<ByteArray<N>> array() {
    UNDERSIGNED_TRY(ByteView view, raw(N));
    ByteArray<N> out;
    for (std::size_t i = 0; i < N; ++i) out[i] = view[i];
    return out;
  }

  std::size_t remaining() const { return rest_.size(); }
  // Refuses ("codec.trailing") bytes after the end: an encoding has exactly one form.
  Result<void> finish() const;

 private:
  ByteView rest_;
};

}  // namespace undersigned::base
