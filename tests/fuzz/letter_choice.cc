// Wish::parse: one text a line. What is accepted is at most one option an item, and reads back from
// the options' own texts.
#include <string>
#include <vector>

#include "core/letter/choice.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/sample_manifest.h"

namespace undersigned {

void fuzz(base::ByteView input) {
  static const letter::Manifest manifest = test::manifest_of(test::sample_fields());
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
  for (std::size_t q = 0; q < manifest.items.size(); ++q) {
    const std::uint32_t option = wish->option(q);
    UNDERSIGNED_CHECK(option <= manifest.items[q].options);
    if (option > 0) own.push_back(letter::option_text(manifest.items[q], option));
  }
  const auto again =
      letter::Wish::parse(manifest, std::vector<std::string_view>(own.begin(), own.end()));
  for (std::size_t q = 0; q < manifest.items.size(); ++q) {
    UNDERSIGNED_CHECK(again && again->option(q) == wish->option(q));
  }
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
