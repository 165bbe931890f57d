#include "core/letter/option_text.h"

#include "core/base/check.h"

namespace undersigned::letter {
namespace {

constexpr std::string_view kByName = "by-name", kCounted = "counted", kStand = "stand",
                           kOppose = "oppose", kWill = "will";

std::string condition(std::string_view word, const Item& item, std::size_t level) {
  return std::string(word) + ">=" + std::to_string(item.ladder->threshold(static_cast<int>(level)));
}

std::string id_and(const Item& item, std::string_view answer) {
  return item.id + "=" + std::string(answer);
}

// The answer of that exact text, or of that number; an answer called "2" is found by its text.
std::optional<std::uint32_t> choice_of(const Item& item, std::string_view answer) {
  for (std::size_t i = 0; i < item.answers.size(); ++i) {
    if (item.answers[i] == answer) return static_cast<std::uint32_t>(i + 1);
  }
  for (std::size_t i = 0; i < item.answers.size(); ++i) {
    if (std::to_string(i + 1) == answer) return static_cast<std::uint32_t>(i + 1);
  }
  return std::nullopt;
}

// "2>1>3": every answer's number once.
std::optional<std::vector<std::uint32_t>> ranking_of(const Item& item, std::string_view answer) {
  std::vector<std::uint32_t> places(item.answers.size());
  for (std::uint32_t place = 1; place <= places.size(); ++place) {
    const std::size_t end = answer.find('>');
    const bool last = place == places.size();
    if ((end == answer.npos) != last) return std::nullopt;
    const std::string_view number = answer.substr(0, end);
    std::size_t i = 0;
    while (i < places.size() && std::to_string(i + 1) != number) ++i;
    if (i == places.size() || places[i] != 0) return std::nullopt;
    places[i] = place;
    if (!last) answer.remove_prefix(end + 1);
  }
  return places;
}

}  // namespace

std::string option_name(const Item& item, std::size_t option) {
  UNDERSIGNED_CHECK(option >= 1 && option <= item.options && item.kind != ItemKind::kRanking);
  const std::size_t levels = item.levels();
  switch (item.kind) {
    case ItemKind::kSignature:
      return option <= levels ? condition(kByName, item, option)
                              : condition(kCounted, item, option - levels);
    case ItemKind::kDemand:
      return option <= levels ? condition(kStand, item, option) : std::string(kOppose);
    case ItemKind::kPledge:
      return condition(kWill, item, option);
    default:
      return item.answers[option - 1];
  }
}

std::string option_text(const Item& item, std::size_t option) {
  if (item.kind == ItemKind::kChoice) {
    UNDERSIGNED_CHECK(option >= 1 && option <= item.options);
    return id_and(item, std::to_string(option));
  }
  const std::string name = option_name(item, option);
  return item.kind == ItemKind::kSignature ? name : id_and(item, name);
}

std::string ranking_text(const Item& item, std::span<const std::uint32_t> places) {
  UNDERSIGNED_CHECK(item.kind == ItemKind::kRanking && places.size() == item.answers.size());
  std::string order;
  for (std::uint32_t place = 1; place <= places.size(); ++place) {
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (places[i] == place) order += (order.empty() ? "" : ">") + std::to_string(i + 1);
    }
  }
  return id_and(item, order);
}

std::optional<std::vector<std::uint32_t>> read_answer(const Item& item, std::string_view answer) {
  if (item.kind == ItemKind::kRanking) {
    if (answer == kNone) return std::vector<std::uint32_t>(item.rows());
    return ranking_of(item, answer);
  }
  if (item.kind == ItemKind::kChoice) {
    if (const auto option = choice_of(item, answer)) return std::vector{*option};
  } else {
    for (std::size_t option = 1; option <= item.options; ++option) {
      if (option_name(item, option) == answer) {
        return std::vector{static_cast<std::uint32_t>(option)};
      }
    }
  }
  if (answer == kNone) return std::vector<std::uint32_t>{0};
  return std::nullopt;
}

std::string possible_answers(const Item& item) {
  std::string list;
  if (item.kind == ItemKind::kRanking) {
    list = "the numbers of all answers in your order, as in ";
    std::vector<std::uint32_t> places;
    for (std::size_t i = item.answers.size(); i > 0; --i) {
      places.push_back(static_cast<std::uint32_t>(i));
    }
    list += ranking_text(item, places) + ", ";
  } else {
    for (std::size_t option = 1; option <= item.options; ++option) {
      list += option_text(item, option);
      if (item.kind == ItemKind::kChoice) list += " (" + item.answers[option - 1] + ")";
      list += ", ";
    }
  }
  return list + id_and(item, kNone);
}

}  // namespace undersigned::letter
