#include "core/letter/choice.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "core/base/check.h"
#include "core/base/declassify.h"
#include "core/base/text.h"
#include "core/letter/option_text.h"

namespace undersigned::letter {
namespace {

// One of a person's words, understood: one number for each row of the item.
struct Answer {
  std::size_t item = 0;
  std::vector<std::uint32_t> rows;
};

std::unexpected<base::Error> refuse(std::string_view text, std::string possibilities) {
  const bool plain = base::check_text(text, base::TextKind::kLine, "choice").has_value();
  return base::fail("choice.unknown", "6",
                    (plain ? "\"" + std::string(text) + "\"" : "That") +
                        " is not possible here. Possible: " + std::move(possibilities) + ".");
}

base::Result<Answer> understand(const Manifest& manifest, std::string_view text) {
  const Item& signature = manifest.signature_item();
  if (text.starts_with("by-name>") || text.starts_with("counted>")) {
    const auto rows = read_answer(signature, text);
    if (!rows) return refuse(text, possible_answers(signature));
    return Answer{0, *rows};
  }
  const std::size_t equals = text.find('=');
  std::string ids;
  for (std::size_t q = 0; q < manifest.items.size(); ++q) {
    const Item& item = manifest.items[q];
    ids += (q == 0 ? "" : ", ") + item.id + "=…";
    if (equals == text.npos || text.substr(0, equals) != item.id) continue;
    const std::string_view answer = text.substr(equals + 1);
    const bool bare = item.kind == ItemKind::kSignature && answer != kNone;
    const auto rows = bare ? std::nullopt : read_answer(item, answer);
    if (!rows) return refuse(text, possible_answers(item));
    return Answer{q, *rows};
  }
  return refuse(text, "by-name>=…, counted>=…, " + ids);
}

}  // namespace

void Wish::choose(const Item& item, std::uint32_t option) {
  UNDERSIGNED_CHECK(item.kind != ItemKind::kRanking);
  UNDERSIGNED_CHECK(base::declassify(option <= item.options));
  rows_.reveal()[item.first_row] = option;
}

void Wish::rank(const Item& item, std::span<const std::uint32_t> places) {
  UNDERSIGNED_CHECK(item.kind == ItemKind::kRanking && places.size() == item.rows());
  for (std::size_t i = 0; i < places.size(); ++i) {
    UNDERSIGNED_CHECK(base::declassify(places[i] <= places.size()));
    rows_.reveal()[item.first_row + i] = places[i];
  }
}

proof::Choice Wish::choice(const Manifest& manifest) const {
  const proof::EntryShape shape = manifest.shape();
  return {shape, std::span(rows_.reveal()).first(shape.rows())};
}

base::Result<Wish> Wish::parse(const Manifest& manifest, std::span<const std::string_view> texts) {
  Wish wish;
  std::vector<bool> answered(manifest.items.size());
  for (const std::string_view text : texts) {
    UNDERSIGNED_TRY(const Answer answer, understand(manifest, text));
    const Item& item = manifest.items[answer.item];
    if (answered[answer.item]) {
      return base::fail(
          "choice.twice", "6",
          "\"" + item.id + "\" is answered twice: at most one option of it can be chosen.");
    }
    answered[answer.item] = true;
    if (item.kind == ItemKind::kRanking) {
      wish.rank(item, answer.rows);
    } else {
      wish.choose(item, answer.rows.front());
    }
  }
  return wish;
}

}  // namespace undersigned::letter
