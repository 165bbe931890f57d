// RosterReader: the input is a list of payloads, each behind its length as u16, of a roster of two
// people. Whatever comes is read or refused by name; a refusal is of section 5.
#include "core/base/codec.h"
#include "core/letter/roster.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/sample_manifest.h"

namespace undersigned {
namespace {

const letter::Manifest& manifest() {
  static const letter::Manifest manifest = [] {
    letter::ManifestFields fields = test::sample_fields();
    fields.roster_size = 2;
    fields.items[0].ladder = *settlement::Ladder::parse(std::array<std::uint64_t, 1>{2}, 2);
    return test::manifest_of(fields);
  }();
  return manifest;
}

class Ones final : public base::Randomness {
 public:
  void fill(std::span<std::uint8_t> out) override {
    for (std::uint8_t& byte : out) byte = 1;
  }
};

}  // namespace

void fuzz(base::ByteView input) {
  base::Reader reader(input);
  letter::RosterReader roster(manifest());
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
  UNDERSIGNED_CHECK(read->size() == 2 && read->find_name(read->name(1)) == 1);
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
