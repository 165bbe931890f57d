#include "core/letter/share.h"

#include "core/base/check.h"
#include "core/letter/manifest.h"

namespace undersigned::letter {
namespace {

constexpr std::size_t kMaxFraction = 6;
constexpr std::uint64_t kMillion = 1'000'000;

std::unexpected<base::Error> refuse() {
  return base::fail("share.percent", "3",
                    "A share is a number above 0 and at most 100, as 50, 33.3 or 66.67%.");
}

}  // namespace

base::Result<std::uint32_t> share_of(std::string_view percent, std::uint32_t people) {
  UNDERSIGNED_CHECK(people >= 1 && people <= kMaxPeople);
  if (percent.ends_with('%')) percent.remove_suffix(1);
  const std::size_t point = percent.find('.');
  const std::string_view whole = percent.substr(0, point);
  const std::string_view fraction =
      point == percent.npos ? std::string_view("0") : percent.substr(point + 1);
  if (whole.empty() || whole.size() > 3 || fraction.empty() || fraction.size() > kMaxFraction) {
    return refuse();
  }
  std::uint64_t millionths = 0;  // of a percent
  std::size_t digits = 0;
  for (const std::string_view part : {whole, fraction}) {
    for (const char c : part) {
      if (c < '0' || c > '9') return refuse();
      millionths = 10 * millionths + static_cast<std::uint64_t>(c - '0');
    }
    digits = part.size();
  }
  for (; digits < kMaxFraction; ++digits) millionths *= 10;
  if (millionths == 0 || millionths > 100 * kMillion) return refuse();
  // ⌈people · millionths / 10⁸⌉; the product is below 2^47.
  return static_cast<std::uint32_t>((people * millionths + 100 * kMillion - 1) / (100 * kMillion));
}

}  // namespace undersigned::letter
