// Altered records: whatever a log, a server, a registrar or trustees who may collude put in place
// of what should be there is refused by the check of that name, at that leaf. Unless an alteration
// says otherwise the log takes part and signs every epoch anew.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/codec.h"
#include "tests/unit/letter_verify/support.h"

namespace undersigned::test {

using Leaves = std::vector<base::Bytes>;

inline const TinyLetter& closed_letter() {
  static const TinyLetter letter = two_epochs(kTooFew, kNamesOpen);
  return letter;
}
inline const TinyLetter& counted_letter() {
  static const TinyLetter letter = TinyLetter(closed_letter()).count();
  return letter;
}
inline const TinyLetter& opened_letter() {
  static const TinyLetter letter = TinyLetter(closed_letter()).finish();
  return letter;
}

struct Alteration {
  const char* name;
  std::function<Leaves()> make;
  const char* line;
  const char* check;
  std::size_t leaf;
};

inline void PrintTo(const Alteration& alteration, std::ostream* out) { *out << alteration.name; }

class AlteredRecord : public testing::TestWithParam<Alteration> {};

inline auto named(const std::vector<Alteration>& list) { return testing::ValuesIn(list); }
inline std::string name_of(const testing::TestParamInfo<Alteration>& info) {
  return info.param.name;
}

inline Leaves signed_again(Leaves leaves) {
  sign_epochs_again(leaves, six_people()->log_key());
  return leaves;
}

// The opened letter with its leaves altered.
inline std::function<Leaves()> altered(std::function<void(Leaves&)> alter) {
  return [alter] {
    Leaves leaves = opened_letter().leaves();
    alter(leaves);
    return signed_again(std::move(leaves));
  };
}

inline std::function<Leaves()> flipped(std::size_t leaf, std::size_t byte) {
  return altered([=](Leaves& leaves) { leaves[leaf][byte] ^= 1; });
}

inline void erase(Leaves& leaves, std::size_t first, std::size_t count = 1) {
  const auto begin = leaves.begin() + static_cast<std::ptrdiff_t>(first);
  leaves.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
}

inline base::Bytes leaf_of(std::uint8_t kind, std::uint16_t part, std::uint16_t parts) {
  return base::Writer().u8(kind).u16(part).u16(parts).u8(1).take();
}

// A letter whose foundation someone changed before it was frozen; `finish` as if nothing were.
inline std::function<Leaves()> founded(std::function<void(TinyFoundation&)> change) {
  return [change] {
    auto foundation = std::make_shared<TinyFoundation>(TinyPlan{});
    change(*foundation);
    TinyLetter letter(foundation);
    letter.holding().epoch(kTooFew).epoch(kNamesOpen).finish();
    return letter.leaves();
  };
}

}  // namespace undersigned::test
