// The tally leaf (docs/protocol.md 10): u16 q ‖ u16 first ‖ u16 o ‖ u16 cell ‖ o × u32 m_k ‖ u8 t ‖
// t × part.
#include <string>

#include "core/base/check.h"
#include "core/base/codec.h"
#include "core/letter/count.h"

namespace undersigned::letter {
namespace {

base::Error encoding_error() {
  return {"tally.encoding", "10", "A tally leaf is shorter or longer than its numbers say."};
}

template <class T>
base::Result<T> named(base::Result<T> read) {
  if (!read) return std::unexpected(encoding_error());
  return read;
}

base::Result<TallyPlace> read_place(base::Reader& in) {
  TallyPlace place;
  for (std::uint16_t* field : {&place.item, &place.first, &place.options, &place.cell}) {
    UNDERSIGNED_TRY(*field, named(in.u16()));
  }
  return place;
}

base::Result<void> check_trustees(std::span<const SumPart> parts, std::size_t trustees) {
  std::uint8_t last = 0;
  for (const SumPart& part : parts) {
    if (part.trustee <= last || part.trustee > trustees) {
      return base::fail("tally.trustees", "10",
                        "Trustee " + std::to_string(part.trustee) +
                            " is not one of the letter's, or comes twice or out of order.");
    }
    last = part.trustee;
  }
  return {};
}

}  // namespace

base::Bytes Tally::encode() const {
  UNDERSIGNED_CHECK(numbers.size() == place.options && parts.size() <= kMaxTrustees);
  base::Writer out;
  out.u16(place.item).u16(place.first).u16(place.options).u16(place.cell);
  for (const std::uint32_t number : numbers) out.u32(number);
  out.u8(static_cast<std::uint8_t>(parts.size()));
  for (const SumPart& part : parts) out.raw(part.encode());
  return out.take();
}

base::Result<Tally> Tally::parse(base::ByteView payload, const TallyPlace& place,
                                 std::size_t threshold, std::size_t trustees) {
  base::Reader in(payload);
  Tally tally;
  UNDERSIGNED_TRY(tally.place, read_place(in));
  if (tally.place != place) {
    return base::fail("tally.order", "12",
                      "This is " + describe(tally.place) + ", " +
                          std::to_string(tally.place.options) + " options; what comes here is " +
                          describe(place) + ", " + std::to_string(place.options) + " options.");
  }
  const std::size_t options = place.options;
  for (std::size_t k = 0; k < options; ++k) {
    UNDERSIGNED_TRY(const std::uint32_t number, named(in.u32()));
    tally.numbers.push_back(number);
  }
  UNDERSIGNED_TRY(const std::uint8_t count, named(in.u8()));
  if (count != threshold) {
    return base::fail("tally.threshold", "10",
                      "The tally has parts of " + std::to_string(count) + " trustees, not of " +
                          std::to_string(threshold) + ".");
  }
  for (std::size_t i = 0; i < threshold; ++i) {
    UNDERSIGNED_TRY(const base::ByteView bytes, named(in.raw(SumPart::size(options))));
    UNDERSIGNED_TRY(SumPart part, SumPart::parse(bytes, options));
    tally.parts.push_back(std::move(part));
  }
  if (in.remaining() != 0) return std::unexpected(encoding_error());
  UNDERSIGNED_TRY_VOID(check_trustees(tally.parts, trustees));
  return tally;
}

}  // namespace undersigned::letter
