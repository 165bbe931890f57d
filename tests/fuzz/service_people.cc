// A registrar's list, as a spreadsheet wrote it.
#include "app/service/csv.h"
#include "app/service/people.h"
#include "tests/fuzz/fuzz.h"

namespace undersigned {

void fuzz(base::ByteView input) {
  const auto table = service::parse_csv(input);
  const auto people = service::parse_people(input);
  if (table) {
    for (const auto& row : table->rows) UNDERSIGNED_CHECK(row.size() == table->header.size());
  }
  if (!people) return;
  UNDERSIGNED_CHECK(table.has_value() && people->people.size() == table->rows.size());
  for (const service::Person& person : people->people) {
    UNDERSIGNED_CHECK(!person.name.empty() && person.name.size() <= letter::kMaxNameBytes);
  }
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
