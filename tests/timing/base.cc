#include <algorithm>

#include "core/base/bytes.h"
#include "core/base/code.h"
#include "core/base/declassify.h"
#include "core/base/secret.h"
#include "tests/timing/timing.h"

namespace undersigned::timing {
namespace {

void compare_equal() {
  const auto a = secret(base::ByteArray<32>{1});
  const auto b = secret(base::ByteArray<32>{1});
  base::declassify(base::equal_constant_time(a, b));
}

void compare_different() {
  const auto a = secret(base::ByteArray<33>{1});
  const auto b = secret(base::ByteArray<33>{2});
  base::declassify(base::equal_constant_time(a, b));
}

void move_and_wipe() {
  base::Secret<base::ByteArray<32>> a(secret(base::ByteArray<32>{1}));
  base::Secret<base::ByteArray<32>> b(std::move(a));
  a = std::move(b);
}

// A code is written and read back; that it is a code is published.
void type_code() {
  base::CanonicalCode code;
  std::fill(code.reveal().begin(), code.reveal().end(), std::uint8_t{'7'});
  mark_secret(code.reveal().data(), code.reveal().size());
  const base::CodeText text = base::format_code(code);
  (void)base::parse_code({text.reveal().data(), text.reveal().size()});
}

}  // namespace

std::vector<Subject> subjects() {
  return {{"base.equal_constant_time.equal", compare_equal},
          {"base.equal_constant_time.different", compare_different},
          {"base.secret", move_and_wipe},
          {"base.code", type_code}};
}

}  // namespace undersigned::timing
