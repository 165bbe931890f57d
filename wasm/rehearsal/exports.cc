// The C interface of rehearsal.wasm. A call puts its reply, JSON in UTF-8, where us_reply() says
// until the next call, and returns 0 for done, 1 for refused ({"check", "section", "message"}).
// Memory that the page fills comes from us_alloc.
#include <cstdlib>

#include "core/rehearsal/request.h"

#define UNDERSIGNED_EXPORT(name) extern "C" __attribute__((export_name(#name)))

namespace {

std::string& reply() {
  static std::string text;
  return text;
}

}  // namespace

UNDERSIGNED_EXPORT(us_alloc) void* us_alloc(std::size_t size) { return std::malloc(size); }
UNDERSIGNED_EXPORT(us_free) void us_free(void* memory, std::size_t) { std::free(memory); }
UNDERSIGNED_EXPORT(us_reply) const char* us_reply() { return reply().data(); }
UNDERSIGNED_EXPORT(us_reply_size) std::size_t us_reply_size() { return reply().size(); }

// Replies with the result of a request (request.h).
UNDERSIGNED_EXPORT(us_rehearse)
std::int32_t us_rehearse(const std::uint8_t* request, std::size_t size) {
  const auto answer = undersigned::rehearsal::answer_request({request, size});
  if (answer) {
    reply() = answer->dump();
    return 0;
  }
  const undersigned::base::Error& error = answer.error();
  reply() =
      undersigned::base::Json{
          {"check", error.check}, {"section", error.section}, {"message", error.message}}
          .dump();
  return 1;
}
