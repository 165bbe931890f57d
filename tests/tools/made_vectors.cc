#include "tests/tools/made_vectors.h"

namespace undersigned::test {
namespace {

constexpr MadeFile kFiles[] = {
    {"linear.json", make_linear_vectors},
    {"entry.json", make_entry_vectors},
    {"ceremony.json", make_ceremony_vectors},
    {"letter.json", make_letter_vectors},
    {"records/opened.json", make_opened_record},
    {"records/counted.json", make_counted_record},
    {"records/failed.json", make_failed_record},
    {"records/items.json", make_items_record},
    {"records/drawn.json", make_drawn_record},
    {"records/withheld.json", make_withheld_record},
    {"records/beside.json", make_beside_record},
    {"records/amended.json", make_amended_record},
    {"records/uncovered.json", make_uncovered_record},
    {"records/committed.json", make_committed_record},
    {"records/altered.json", make_altered_records},
    {"rehearsal.json", make_rehearsal_vectors},
};

}  // namespace

std::span<const MadeFile> made_files() { return kFiles; }

std::string text_of(const MadeFile& file) { return file.make().dump(1) + "\n"; }

}  // namespace undersigned::test
