// The JSON bodies that a server takes: submissions, messages for the board, requests for the cards,
// witnesses' cosignatures, amendments, leaves beside the letter.
#include <string>

#include "app/http/bodies.h"
#include "tests/fuzz/fuzz.h"

namespace undersigned {

void fuzz(base::ByteView input) {
  constexpr std::size_t kMaxMessage = 2'000;
  const std::string_view body = base::as_text(input);
  if (const auto submitted = http::read_submission_body(body)) {
    UNDERSIGNED_CHECK(submitted->index < letter::kMaxPeople);
    UNDERSIGNED_CHECK(submitted->entry.size() <= proof::Entry::size(letter::kMaxOptions));
  }
  if (const auto post = http::read_board_post(body, kMaxMessage)) {
    UNDERSIGNED_CHECK(post->trustee >= 1 && post->trustee <= letter::kMaxTrustees);
    UNDERSIGNED_CHECK(post->message.size() <= kMaxMessage);
  }
  if (const auto request = http::read_cards_request(body)) {
    UNDERSIGNED_CHECK(request->trustee >= 1 && request->trustee <= letter::kMaxTrustees);
  }
  if (const auto line = http::read_cosignature_body(body)) {
    UNDERSIGNED_CHECK(line->size() <= 512);
  }
  if (const auto leaf = http::read_beside_body(body)) {
    UNDERSIGNED_CHECK(leaf->size() <= letter::kMaxLeafBytes);
  }
  for (const std::size_t issuers : {1u, 2u}) {
    const auto made = http::read_amendment_body(body, issuers);
    if (!made) continue;
    UNDERSIGNED_CHECK(made->leaf.halves.size() == issuers);
    const std::string again = http::amendment_body(*made).dump();
    UNDERSIGNED_CHECK(http::read_amendment_body(again, issuers)->card == made->card);
  }
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
