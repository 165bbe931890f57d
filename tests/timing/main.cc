// Runs the subjects of a timing program under valgrind and prints a line for each. usage:
//   valgrind -q PROGRAM              every subject must be clean
//   valgrind -q PROGRAM --leaking    every subject must be reported (the self-test)
#include <valgrind/memcheck.h>

#include <cstdio>
#include <string_view>

#include "core/base/declassify.h"
#include "tests/timing/timing.h"

namespace undersigned::timing {

void mark_secret(void* data, std::size_t size) { VALGRIND_MAKE_MEM_UNDEFINED(data, size); }
void mark_public(const void* data, std::size_t size) { VALGRIND_MAKE_MEM_DEFINED(data, size); }

}  // namespace undersigned::timing

// In place of the library's: what is declassified or published there may be branched on.
bool undersigned::base::declassify(bool value) {
  timing::publish(value);
  return value;
}

void undersigned::base::publish(const void* data, std::size_t size) {
  timing::mark_public(data, size);
}

int main(int argc, char** argv) {
  const bool leaking = argc > 1 && std::string_view(argv[1]) == "--leaking";
  if (!RUNNING_ON_VALGRIND) {
    std::fprintf(stderr, "%s: only valgrind sees anything here; run it under valgrind -q\n",
                 argv[0]);
    return 2;
  }
  int wrong = 0;
  for (const auto& subject : undersigned::timing::subjects()) {
    const auto before = VALGRIND_COUNT_ERRORS;
    subject.run();
    const bool reported = VALGRIND_COUNT_ERRORS != before;
    std::printf("%s: %s\n", subject.name, reported ? "depends on a secret" : "constant time");
    if (reported != leaking) ++wrong;
  }
  return wrong == 0 ? 0 : 1;
}
