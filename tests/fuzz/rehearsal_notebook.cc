// Notebooks: what is accepted is found again after it was written, and summaries read back whole.
#include "app/rehearsal/notebook_file.h"
#include "core/rehearsal/summary.h"
#include "tests/fuzz/fuzz.h"

namespace undersigned {

void fuzz(base::ByteView input) {
  using rehearsal::FileNotebook;
  std::string added;
  const auto append = [&](const std::string& line) { added += line; };
  auto notebook = FileNotebook::parse(base::as_text(input), "ab", append);
  if (!notebook) {
    UNDERSIGNED_CHECK(!notebook.error().message.empty());
    return;
  }
  UNDERSIGNED_CHECK(notebook->whole() <= input.size());
  notebook->keep("fuzz", {1, 2.5});
  const std::string file = std::string(base::as_text(input.first(notebook->whole()))) + added;
  const auto again = FileNotebook::parse(file, "ab", append);
  UNDERSIGNED_CHECK(again.has_value() && again->whole() == file.size());
  UNDERSIGNED_CHECK(again->cells() == notebook->cells());
  if (const auto* cell = notebook->find("variant 0 of 2")) {
    const auto summary = rehearsal::Summary::from_numbers(*cell);
    if (summary) UNDERSIGNED_CHECK(summary->numbers().size() == cell->size());
  }
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
