// Wish::parse: one text a line. What is accepted is at most one option an item, and reads back from
// the options' own texts.
#include <algorithm>
#include <string>
#include <vector>

#include "core/letter/choice.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/sample_manifest.h"

namespace undersigned {

void fuzz(base::ByteView input) {
  static const letter::Manifest manifest = test::manifest_of(test::all_items_fields());
  std::vector<std::string_view> texts;
  std::string_view rest = base::as_text(input);
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    texts.push_back(rest.substr(0, end));
    rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
  }
  const auto wish = letter::Wish::parse(manifest, texts);
  if (!wish) {
    UNDERSIGNED_CHECK(wish.error().check.starts_with("choice."));
    return;
  }
  std::vector<std::string> own;
  for (const letter::Item& item : manifest.items) {
    const std::uint32_t option = wish->option(item);
    UNDERSIGNED_CHECK(option <= item.options);
    if (option == 0) continue;
    own.push_back(item.kind == letter::ItemKind::kRanking
                      ? letter::ranking_text(item, wish->places(item))
                      : letter::option_text(item, option));
  }
  const auto again =
      letter::Wish::parse(manifest, std::vector<std::string_view>(own.begin(), own.end()));
  for (const letter::Item& item : manifest.items) {
    UNDERSIGNED_CHECK(again && std::ranges::equal(again->places(item), wish->places(item)));
  }
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
