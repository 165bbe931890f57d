// Letter drafts: what is accepted either becomes a manifest that reads back as it was written, or
// is refused by the manifest's own rules. The body follows the settings after a zero byte.
#include <algorithm>

#include "app/service/draft_reader.h"
#include "core/letter/manifest_writer.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/sample_manifest.h"

namespace undersigned {

void fuzz(base::ByteView input) {
  constexpr std::uint32_t kPeople = 40;
  const auto end = static_cast<std::size_t>(std::ranges::find(input, 0) - input.begin());
  const auto draft = service::read_draft(input.first(end),
                                         input.subspan(std::min(end + 1, input.size())), kPeople);
  if (!draft) {
    UNDERSIGNED_CHECK(!draft.error().message.empty());
    return;
  }
  letter::ManifestFields fields = *draft;
  const letter::ManifestFields whole = test::sample_fields();
  fields.issuers[0].key = whole.issuers[0].key;  // a second one brings its own
  fields.registrar = whole.registrar;
  fields.log_key = whole.log_key;
  const auto bytes = letter::write_manifest(fields);
  if (!bytes) return;
  const auto manifest = letter::Manifest::parse(*bytes);
  UNDERSIGNED_CHECK(manifest.has_value());
  UNDERSIGNED_CHECK(manifest->title == draft->title && manifest->roster_size == kPeople);
  UNDERSIGNED_CHECK(manifest->items.size() == draft->items.size());
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
