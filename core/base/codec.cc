#include "core/base/codec.h"

#include "core/base/check.h"
#include "core/base/text.h"

namespace undersigned::base {
namespace {

template <class Integer>
void append_little_endian(Bytes& out, Integer value) {
  for (std::size_t i = 0; i < sizeof(Integer); ++i) {
    out.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> (8 * i)));
  }
}

template <class Integer>
Integer from_little_endian(ByteView bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < sizeof(Integer); ++i) {
    value |= static_cast<std::uint64_t>(bytes[i]) << (8 * i);
  }
  return static_cast<Integer>(value);
}

std::unexpected<Error> too_long(std::size_t length, std::size_t max_length) {
  return fail("codec.length", "2",
              "A field says it has " + std::to_string(length) + " bytes; at most " +
                  std::to_string(max_length) + " are allowed.");
}

}  // namespace

Writer& Writer::u8(std::uint8_t value) {
  out_.push_back(value);
  return *this;
}

Writer& Writer::u16(std::uint16_t value) {
  append_little_endian(out_, value);
  return *this;
}

Writer& Writer::u32(std::uint32_t value) {
  append_little_endian(out_, value);
  return *this;
}

Writer& Writer::u64(std::uint64_t value) {
  append_little_endian(out_, value);
  return *this;
}

Writer& Writer::raw(ByteView bytes) {
  out_.insert(out_.end(), bytes.begin(), bytes.end());
  return *this;
}

Writer& Writer::var16(ByteView bytes) {
  UNDERSIGNED_CHECK(bytes.size() <= 0xffff);
  return u16(static_cast<std::uint16_t>(bytes.size())).raw(bytes);
}

Writer& Writer::var32(ByteView bytes) {
  UNDERSIGNED_CHECK(bytes.size() <= 0xffffffff);
  return u32(static_cast<std::uint32_t>(bytes.size())).raw(bytes);
}

Result<std::uint8_t> Reader::u8() {
  UNDERSIGNED_TRY(ByteView bytes, raw(1));
  return bytes[0];
}

Result<std::uint16_t> Reader::u16() {
  UNDERSIGNED_TRY(ByteView bytes, raw(2));
  return from_little_endian<std::uint16_t>(bytes);
}

Result<std::uint32_t> Reader::u32() {
  UNDERSIGNED_TRY(ByteView bytes, raw(4));
  return from_little_endian<std::uint32_t>(bytes);
}

Result<std::uint64_t> Reader::u64() {
  UNDERSIGNED_TRY(ByteView bytes, raw(8));
  return from_little_endian<std::uint64_t>(bytes);
}

Result<ByteView> Reader::raw(std::size_t length) {
  if (length > rest_.size()) {
    return fail("codec.truncated", "2",
                "The encoding ends early: " + std::to_string(length) + " bytes are expected, " +
                    std::to_string(rest_.size()) + " are left.");
  }
  const ByteView out = rest_.first(length);
  rest_ = rest_.subspan(length);
  return out;
}

Result<ByteView> Reader::var16(std::size_t max_length) {
  UNDERSIGNED_TRY(const std::size_t length, u16());
  if (length > max_length) return too_long(length, max_length);
  return raw(length);
}

Result<ByteView> Reader::var32(std::size_t max_length) {
  UNDERSIGNED_TRY(const std::size_t length, u32());
  if (length > max_length) return too_long(length, max_length);
  return raw(length);
}

Result<std::string> Reader::text16(std::size_t max_length) {
  UNDERSIGNED_TRY(const ByteView bytes, var16(max_length));
  UNDERSIGNED_TRY_VOID(check_text(as_text(bytes), TextKind::kLine, "text"));
  return std::string(as_text(bytes));
}

Result<void> Reader::finish() const {
  if (rest_.empty()) return {};
  return fail("codec.trailing", "2",
              "The encoding has " + std::to_string(rest_.size()) + " bytes after its end.");
}

}  // namespace undersigned::base
