// Targets of requests, topics of the board, addresses of letters: what a server parses before it
// knows who asks.
#include <string>

#include "app/http/client.h"
#include "app/http/target.h"
#include "tests/fuzz/fuzz.h"

namespace undersigned {

void fuzz(base::ByteView input) {
  const std::string text(base::as_text(input));
  if (const auto target = http::Target::parse(text, 1'024)) {
    // What is looked up never climbs and has one form.
    UNDERSIGNED_CHECK(target->path.starts_with('/'));
    UNDERSIGNED_CHECK(target->path.find("..") == std::string::npos ||
                      target->path.find("/..") == std::string::npos);
    UNDERSIGNED_CHECK(target->path.find("//") == std::string::npos);
    UNDERSIGNED_CHECK(target->letter.empty() || http::is_letter_id(target->letter));
    UNDERSIGNED_CHECK(http::Target::parse(target->path, 1'024)->route == target->route);
  }
  if (const auto topic = trustee::BoardTopic::parse(text)) {
    UNDERSIGNED_CHECK(topic->dotted() == text);
    UNDERSIGNED_CHECK(trustee::BoardTopic::parse(topic->dotted()).value() == *topic);
  }
  if (const auto address = http::LetterAddress::parse(text)) {
    UNDERSIGNED_CHECK(http::is_letter_id(address->letter));
  }
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
