// Ends every epoch of a letter, one after the other and at once, as its server does at their ends:
// each leaf is verified when it is appended, and once. (The command `undersigned epoch` trusts
// nothing that it has not read itself, and verifies the whole record before each epoch.)
//
// usage: end_epochs LETTER    a folder whose roster is frozen and whose cards are held
#include <algorithm>
#include <cstdio>

#include "app/service/letter_host.h"
#include "app/sodium/sodium.h"
#include "bin/host/thread_executor.h"

namespace undersigned {
namespace {

base::Result<std::uint32_t> end_all(const char* folder) {
  const sodium::SodiumGroup ops;
  sodium::SystemRandomness randomness;
  host::ThreadExecutor executor;
  std::int64_t now = 0;
  const service::Runtime runtime{ops, randomness, executor, [&now] { return now; }};
  UNDERSIGNED_TRY(const auto letter, service::LetterHost::open(folder, runtime));
  while (const auto moment = letter->next_moment()) {
    now = std::max(now, *moment);
    UNDERSIGNED_TRY_VOID(letter->tick());
  }
  return letter->view().verified().epochs_complete();
}

}  // namespace
}  // namespace undersigned

int main(int count, char** words) {
  undersigned::sodium::initialise();
  const auto ended = undersigned::end_all(count > 1 ? words[1] : ".");
  if (!ended) {
    std::fprintf(stderr, "%s\n", ended.error().message.c_str());
    return 1;
  }
  std::printf("%u epochs\n", *ended);
  return 0;
}
