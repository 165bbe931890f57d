// The C interface of rehearsal.wasm: wasm/reply/reply.h says how it is called, and
// core/rehearsal/request.h what it is asked.
#include "core/rehearsal/request.h"
#include "wasm/reply/reply.h"

using undersigned::reply::Reply;

// Replies with the result of a request.
UNDERSIGNED_EXPORT(us_rehearse)
std::int32_t us_rehearse(const std::uint8_t* request, std::size_t size) {
  static undersigned::rehearsal::Answerer answerer;
  const auto answer = answerer.answer({request, size});
  return answer ? Reply::last().done(*answer) : Reply::last().refused(answer.error());
}
