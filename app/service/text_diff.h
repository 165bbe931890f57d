// What changed from one text to another, line by line, for a person to read: the longest common
// subsequence of lines. Texts that differ too much for that are shown as one removed and one added.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace undersigned::service {

enum class LineChange { kSame, kRemoved, kAdded };

struct DiffLine {
  LineChange change = LineChange::kSame;
  std::string text;

  friend bool operator==(const DiffLine&, const DiffLine&) = default;
};

// In the order of reading; where lines were replaced, the removed ones stand before the added ones.
// Lines end at line feeds; a last one without is a line as well.
std::vector<DiffLine> diff_lines(std::string_view before, std::string_view after);

// "  ", "- " or "+ " before each line; of unchanged lines those within `around` of a change, with
// "…" for the rest.
std::string show_diff(const std::vector<DiffLine>& diff, std::size_t around);

}  // namespace undersigned::service
