// The project's own test vectors: each file of tests/vectors that no publication gives is made by
// one function here, from fixed seeds. make_vectors writes them; a test makes them again and
// compares.
#pragma once

#include <span>
#include <string>

#include "core/base/json.h"

namespace undersigned::test {

base::Json make_linear_vectors();
base::Json make_entry_vectors();
base::Json make_ceremony_vectors();
base::Json make_letter_vectors();
base::Json make_opened_record();
base::Json make_counted_record();
base::Json make_failed_record();
base::Json make_items_record();
base::Json make_beside_record();
base::Json make_amended_record();
base::Json make_uncovered_record();
base::Json make_committed_record();
base::Json make_drawn_record();
base::Json make_withheld_record();
base::Json make_altered_records();
base::Json make_rehearsal_vectors();

struct MadeFile {
  const char* name;  // in tests/vectors
  base::Json (*make)();
};
std::span<const MadeFile> made_files();

// The bytes of the file.
std::string text_of(const MadeFile& file);

}  // namespace undersigned::test
