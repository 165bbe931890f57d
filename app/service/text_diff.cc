#include "app/service/text_diff.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <span>

namespace undersigned::service {
namespace {

using Lines = std::vector<std::string_view>;

// Cells of the table of lengths: 16 MiB of them at most.
constexpr std::size_t kMaxCells = 8u << 20;

Lines split(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

void append(std::vector<DiffLine>& diff, LineChange change,
            std::span<const std::string_view> lines) {
  for (const std::string_view line : lines) diff.push_back({change, std::string(line)});
}

// What lies between the common beginning and the common end.
void diff_middle(std::span<const std::string_view> before, std::span<const std::string_view> after,
                 std::vector<DiffLine>& diff) {
  const std::size_t n = before.size(), m = after.size();
  if (n == 0 || m == 0 || (n + 1) > kMaxCells / (m + 1)) {
    append(diff, LineChange::kRemoved, before);
    append(diff, LineChange::kAdded, after);
    return;
  }
  // length[i][j]: of the longest common subsequence of before[i…] and after[j…].
  std::vector<std::uint16_t> length((n + 1) * (m + 1));
  const auto at = [&](std::size_t i, std::size_t j) -> std::uint16_t& {
    return length[i * (m + 1) + j];
  };
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t j = m; j-- > 0;) {
      at(i, j) = before[i] == after[j] ? static_cast<std::uint16_t>(at(i + 1, j + 1) + 1)
                                       : std::max(at(i + 1, j), at(i, j + 1));
    }
  }
  std::size_t i = 0, j = 0;
  while (i < n && j < m) {
    if (before[i] == after[j]) {
      append(diff, LineChange::kSame, before.subspan(i, 1));
      ++i;
      ++j;
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      append(diff, LineChange::kRemoved, before.subspan(i++, 1));
    } else {
      append(diff, LineChange::kAdded, after.subspan(j++, 1));
    }
  }
  append(diff, LineChange::kRemoved, before.subspan(i));
  append(diff, LineChange::kAdded, after.subspan(j));
}

// Within a run of changes: what was removed first.
void removed_first(std::vector<DiffLine>& diff) {
  for (auto from = diff.begin(); from != diff.end();) {
    const auto to = std::find_if(from, diff.end(),
                                 [](const DiffLine& d) { return d.change == LineChange::kSame; });
    std::vector<DiffLine> ordered;
    for (const LineChange change : {LineChange::kRemoved, LineChange::kAdded}) {
      std::copy_if(from, to, std::back_inserter(ordered),
                   [&](const DiffLine& d) { return d.change == change; });
    }
    std::ranges::move(ordered, from);
    from = std::find_if(to, diff.end(),
                        [](const DiffLine& d) { return d.change != LineChange::kSame; });
  }
}

}  // namespace

std::vector<DiffLine> diff_lines(std::string_view before_text, std::string_view after_text) {
  const Lines before = split(before_text), after = split(after_text);
  std::size_t head = 0, tail = 0;
  const std::size_t most = std::min(before.size(), after.size());
  while (head < most && before[head] == after[head]) ++head;
  while (tail < most - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) {
    ++tail;
  }
  std::vector<DiffLine> diff;
  append(diff, LineChange::kSame, std::span(before).first(head));
  diff_middle(std::span(before).subspan(head, before.size() - head - tail),
              std::span(after).subspan(head, after.size() - head - tail), diff);
  append(diff, LineChange::kSame, std::span(before).last(tail));
  removed_first(diff);
  return diff;
}

std::string show_diff(const std::vector<DiffLine>& diff, std::size_t around) {
  std::vector<bool> shown(diff.size());
  for (std::size_t i = 0; i < diff.size(); ++i) {
    if (diff[i].change == LineChange::kSame) continue;
    const std::size_t from = i - std::min(i, around), to = std::min(i + around + 1, diff.size());
    for (std::size_t k = from; k < to; ++k) shown[k] = true;
  }
  std::string out;
  for (std::size_t i = 0; i < diff.size(); ++i) {
    if (!shown[i]) {
      if (i == 0 || shown[i - 1]) out += "  …\n";
      continue;
    }
    constexpr const char* kSigns[] = {"  ", "- ", "+ "};
    out += kSigns[static_cast<std::size_t>(diff[i].change)] + diff[i].text + "\n";
  }
  return out;
}

}  // namespace undersigned::service
