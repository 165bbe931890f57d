#include "core/base/collate.h"

namespace undersigned::base {
namespace {

// The plain letter of U+00C0…U+017F, one each; × and ÷ stay signs.
constexpr std::string_view kPlain =
    "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo/ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
constexpr unsigned kFirst = 0xc0, kLast = 0x17f;
static_assert(kPlain.size() == kLast - kFirst + 1);

}  // namespace

std::string collation_key(std::string_view name) {
  std::string key;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto lead = static_cast<unsigned char>(name[i]);
    if (lead >= 'A' && lead <= 'Z') {
      key += static_cast<char>(lead - 'A' + 'a');
      continue;
    }
    const bool two_bytes = lead >= 0xc3 && lead <= 0xc5 && i + 1 < name.size();
    const unsigned code =
        two_bytes ? (lead & 0x1fu) << 6 | (static_cast<unsigned char>(name[i + 1]) & 0x3fu) : 0;
    if (code >= kFirst && code <= kLast) {
      key += kPlain[code - kFirst];
      ++i;
    } else {
      key += name[i];
    }
  }
  return key;
}

}  // namespace undersigned::base
