#include "core/proof/generators.h"

#include <string_view>

#include "core/base/check.h"
#include "core/base/codec.h"

namespace undersigned::proof {
namespace {

// hash_to_group(letter ‖ u32 number, "undersigned-v1-generators")
group::Point generator(std::string_view letter, std::size_t number) {
  base::Writer message;
  message.raw(base::as_bytes(letter)).u32(static_cast<std::uint32_t>(number));
  return group::hash_to_group(message.bytes(), base::as_bytes("undersigned-v1-generators"));
}

}  // namespace

group::Point no_cover_key() { return generator("O", 0); }

Generators::Generators(std::size_t options, std::size_t items) : options_(options), items_(items) {
  UNDERSIGNED_CHECK(options >= 1 && options <= kMaxOptions && items >= 1 && items <= kMaxItems);
  points_.reserve(2 * options + items + 1);
  for (std::size_t k = 1; k <= options; ++k) points_.push_back(generator("G", k));
  for (std::size_t k = 1; k <= options; ++k) points_.push_back(generator("H", k));
  for (std::size_t q = 1; q <= items; ++q) points_.push_back(generator("I", q));
  points_.push_back(generator("K", 0));
}

}  // namespace undersigned::proof
