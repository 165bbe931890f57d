// RosterReader: the input is a byte that says whether names are published (0) or committed to, then
// a list of payloads, each behind its length as u16, of a roster of two people. Whatever comes is
// read or refused by name; a refusal is of section 5.
#include "core/base/codec.h"
#include "core/letter/roster.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/sample_manifest.h"

namespace undersigned {
namespace {

letter::Manifest manifest_with(letter::NameList names) {
  letter::ManifestFields fields = test::sample_fields();
  fields.roster_size = 2;
  fields.names = names;
  fields.items[0].ladder = *settlement::Ladder::parse(std::array<std::uint64_t, 1>{2}, 2);
  return test::manifest_of(fields);
}

const letter::Manifest& manifest(bool published) {
  static const letter::Manifest with_names = manifest_with(letter::NameList::kPublished);
  static const letter::Manifest with_commitments = manifest_with(letter::NameList::kCommitted);
  return published ? with_names : with_commitments;
}

class Ones final : public base::Randomness {
 public:
  void fill(std::span<std::uint8_t> out) override {
    for (std::uint8_t& byte : out) byte = 1;
  }
};

}  // namespace

void fuzz(base::ByteView input) {
  if (input.empty()) return;
  const bool published = input[0] == 0;
  base::Reader reader(input.subspan(1));
  letter::RosterReader roster(manifest(published));
  const auto refused = [](const base::Error& error) {
    UNDERSIGNED_CHECK(error.check.starts_with("roster.") && error.section == "5");
  };
  while (reader.remaining() > 0) {
    const auto payload = reader.var16(65'530);
    if (!payload) return;
    const auto added = roster.add(*payload);
    if (!added) return refused(added.error());
  }
  Ones weights;
  base::SerialExecutor executor;
  const auto read = roster.finish(weights, executor);
  if (!read) return refused(read.error());
  UNDERSIGNED_CHECK(read->size() == 2);
  UNDERSIGNED_CHECK(!published || read->find_name(read->name(1), {}) == 1);
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
