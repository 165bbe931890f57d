#include "wasm/reply/reply.h"

#include <cstdlib>
#include <string>
#include <utility>

#include "core/base/secret.h"

namespace undersigned::reply {

Reply& Reply::last() {
  static Reply reply;
  return reply;
}

void Reply::forget() {
  base::wipe(bytes_.data(), bytes_.size());
  bytes_.clear();
}

std::int32_t Reply::done(base::Bytes bytes) {
  bytes_ = std::move(bytes);
  return 0;
}

std::int32_t Reply::done(const base::Json& value) {
  const std::string text = value.dump();
  return done(base::Bytes(text.begin(), text.end()));
}

std::int32_t Reply::refused(const base::Json& value) {
  done(value);
  return 1;
}

std::int32_t Reply::refused(const base::Error& error) { return refused(json_of(error)); }

base::Json json_of(const base::Error& error) {
  return {{"check", error.check}, {"section", error.section}, {"message", error.message}};
}

}  // namespace undersigned::reply

using undersigned::reply::Reply;

// In the file of the class, so that whoever links the class exports these.
UNDERSIGNED_EXPORT(us_alloc) void* us_alloc(std::size_t size) { return std::malloc(size); }
UNDERSIGNED_EXPORT(us_free) void us_free(void* memory, std::size_t size) {
  undersigned::base::wipe(memory, size);
  std::free(memory);
}
UNDERSIGNED_EXPORT(us_reply) const std::uint8_t* us_reply() { return Reply::last().bytes().data(); }
UNDERSIGNED_EXPORT(us_reply_size) std::size_t us_reply_size() {
  return Reply::last().bytes().size();
}
