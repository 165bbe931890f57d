#include "core/letter/choice.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "core/base/check.h"
#include "core/base/declassify.h"
#include "core/base/text.h"

namespace undersigned::letter {
namespace {

constexpr std::string_view kNone = "none";

// One of a person's words, understood.
struct Answer {
  std::size_t item = 0;
  std::uint32_t option = 0;
};

std::size_t levels_of(const Item& item) { return static_cast<std::size_t>(item.ladder->levels()); }

// "by-name>=3, by-name>=5, counted>=3, …" or "destination=1 (Stay), …, destination=none".
std::string possible(const Item& item) {
  std::string list;
  for (std::size_t option = 1; option <= item.options; ++option) {
    list += option_text(item, option);
    if (item.kind == ItemKind::kChoice) list += " (" + item.answers[option - 1] + ")";
    list += ", ";
  }
  return list + item.id + "=" + std::string(kNone);
}

std::unexpected<base::Error> refuse(std::string_view text, std::string possibilities) {
  const bool plain = base::check_text(text, base::TextKind::kLine, "choice").has_value();
  return base::fail("choice.unknown", "6",
                    (plain ? "\"" + std::string(text) + "\"" : "That") +
                        " is not possible here. Possible: " + std::move(possibilities) + ".");
}

std::optional<std::uint32_t> option_of(const Item& item, std::string_view answer) {
  for (std::size_t i = 0; i < item.answers.size(); ++i) {
    if (item.answers[i] == answer) return static_cast<std::uint32_t>(i + 1);
  }
  for (std::size_t i = 0; i < item.answers.size(); ++i) {
    if (std::to_string(i + 1) == answer) return static_cast<std::uint32_t>(i + 1);
  }
  if (answer == kNone) return 0;
  return std::nullopt;
}

base::Result<Answer> understand(const Manifest& manifest, std::string_view text) {
  const Item& signature = manifest.signature_item();
  for (std::size_t option = 1; option <= signature.options; ++option) {
    if (text == option_text(signature, option)) {
      return Answer{0, static_cast<std::uint32_t>(option)};
    }
  }
  if (text.starts_with("by-name>") || text.starts_with("counted>")) {
    return refuse(text, possible(signature));
  }
  const std::size_t equals = text.find('=');
  std::string ids;
  for (std::size_t q = 0; q < manifest.items.size(); ++q) {
    const Item& item = manifest.items[q];
    ids += (q == 0 ? "" : ", ") + item.id + "=…";
    if (equals == text.npos || text.substr(0, equals) != item.id) continue;
    const auto option = option_of(item, text.substr(equals + 1));
    if (!option) return refuse(text, possible(item));
    return Answer{q, *option};
  }
  return refuse(text, "by-name>=…, counted>=…, " + ids);
}

}  // namespace

void Wish::choose(const Manifest& manifest, std::size_t item, std::uint32_t option) {
  UNDERSIGNED_CHECK(item < manifest.items.size());
  UNDERSIGNED_CHECK(base::declassify(option <= manifest.items[item].options));
  options_.reveal()[item] = option;
}

proof::Choice Wish::choice(const Manifest& manifest) const {
  return {entry_shape(manifest), std::span(options_.reveal()).first(manifest.items.size())};
}

base::Result<Wish> Wish::parse(const Manifest& manifest, std::span<const std::string_view> texts) {
  Wish wish;
  std::vector<bool> answered(manifest.items.size());
  for (const std::string_view text : texts) {
    UNDERSIGNED_TRY(const Answer answer, understand(manifest, text));
    if (answered[answer.item]) {
      return base::fail("choice.twice", "6",
                        "\"" + manifest.items[answer.item].id +
                            "\" is answered twice: at most one option of it can be chosen.");
    }
    answered[answer.item] = true;
    wish.choose(manifest, answer.item, answer.option);
  }
  return wish;
}

proof::EntryShape entry_shape(const Manifest& manifest) {
  return proof::EntryShape(manifest.shape());
}

std::string option_text(const Item& item, std::size_t option) {
  UNDERSIGNED_CHECK(option >= 1 && option <= item.options);
  if (item.kind == ItemKind::kChoice) return item.id + "=" + std::to_string(option);
  const bool named = option <= levels_of(item);
  const std::size_t level = named ? option : option - levels_of(item);
  return (named ? "by-name>=" : "counted>=") +
         std::to_string(item.ladder->threshold(static_cast<int>(level)));
}

std::string option_name(const Item& item, std::size_t option) {
  if (item.kind == ItemKind::kSignature) return option_text(item, option);
  UNDERSIGNED_CHECK(option >= 1 && option <= item.options);
  return item.answers[option - 1];
}

}  // namespace undersigned::letter
