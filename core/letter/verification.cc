#include "core/letter/verification.h"

#include <array>
#include <utility>

namespace undersigned::letter {
namespace {

// Name and section of each Check, in its order.
constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kChecks{{
    {"files", "8"},
    {"checkpoint", "8"},
    {"manifest", "3"},
    {"keys", "4"},
    {"roster", "5"},
    {"holding", "5"},
    {"fingerprint", "5"},
    {"epochs", "7"},
    {"entries", "6"},
    {"count", "10"},
    {"settlement", "9"},
    {"names", "11"},
    {"cells", "12"},
    {"tallies", "12"},
    {"beside", "15"},
    {"state", "13"},
}};

}  // namespace

std::string_view name_of(Check check) { return kChecks[static_cast<std::size_t>(check)].first; }

CheckLine passed(Check check, std::string detail) {
  const auto& [name, section] = kChecks[static_cast<std::size_t>(check)];
  return {std::string(name), std::string(section), true, std::move(detail)};
}

CheckLine unchecked(Check check, std::string detail) {
  CheckLine line = passed(check, std::move(detail));
  line.ok = false;
  line.withheld = true;
  return line;
}

CheckLine failed(const Failure& failure) {
  std::string where;
  if (failure.leaf) {
    where = "leaf " + std::to_string(*failure.leaf);
    if (!failure.kind.empty()) where += " (" + failure.kind + ")";
    where += ": ";
  }
  return {failure.line, failure.section, false,
          where + failure.message + " [" + failure.check + "]", false};
}

std::string counted(std::uint64_t number, std::string_view singular, std::string_view plural) {
  return std::to_string(number) + " " + std::string(number == 1 ? singular : plural);
}

Failure failure_at(const Blame& blame, const base::Error& error) {
  const auto& [name, section] = kChecks[static_cast<std::size_t>(blame.check)];
  return {
      std::string(name), error.check, error.section.empty() ? std::string(section) : error.section,
      blame.leaf,        blame.kind,  error.message};
}

}  // namespace undersigned::letter
