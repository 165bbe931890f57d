// base::Reader: the first byte of each step says what to read; what was read, written again, is
// what was there.
#include <algorithm>

#include "core/base/codec.h"
#include "tests/fuzz/fuzz.h"

namespace undersigned {
namespace {

constexpr std::size_t kMaxLength = 64;

template <class T>
bool same(base::Result<T> value, base::Writer& writer, base::Writer& (base::Writer::*write)(T)) {
  if (!value) return false;
  (writer.*write)(*value);
  return true;
}

bool same_view(const base::Result<base::ByteView>& value, base::Writer& writer,
               base::Writer& (base::Writer::*write)(base::ByteView)) {
  if (!value) return false;
  UNDERSIGNED_CHECK(value->size() <= kMaxLength);
  (writer.*write)(*value);
  return true;
}

bool same_text(const base::Result<std::string>& value, base::Writer& writer) {
  if (!value) return false;
  UNDERSIGNED_CHECK(value->size() <= kMaxLength);
  writer.text16(*value);
  return true;
}

// Reads one field of the kind that `what` says and writes it again; false if it was refused.
bool step(std::uint8_t what, base::Reader& reader, base::Writer& writer) {
  switch (what % 8) {
    case 0:
      return same(reader.u8(), writer, &base::Writer::u8);
    case 1:
      return same(reader.u16(), writer, &base::Writer::u16);
    case 2:
      return same(reader.u32(), writer, &base::Writer::u32);
    case 3:
      return same(reader.u64(), writer, &base::Writer::u64);
    case 4:
      return same_view(reader.var16(kMaxLength), writer, &base::Writer::var16);
    case 5:
      return same_view(reader.var32(kMaxLength), writer, &base::Writer::var32);
    case 6:
      return same_text(reader.text16(kMaxLength), writer);
    default:
      return same_view(reader.raw(what / 8), writer, &base::Writer::raw);
  }
}

}  // namespace

void fuzz(base::ByteView input) {
  base::Reader reader(input);
  base::Writer writer;
  while (true) {
    const auto what = reader.u8();
    if (!what) break;
    writer.u8(*what);
    const std::size_t before = input.size() - reader.remaining();
    if (!step(*what, reader, writer)) return;
    const std::size_t after = input.size() - reader.remaining();
    UNDERSIGNED_CHECK(before <= after && after <= input.size());
  }
  UNDERSIGNED_CHECK(reader.finish().has_value());
  UNDERSIGNED_CHECK(std::ranges::equal(writer.bytes(), input));
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
