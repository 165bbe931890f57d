#include "wasm/reply.h"

#include <string>
#include <utility>

#include "core/base/secret.h"

namespace undersigned::wasm {

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

}  // namespace undersigned::wasm
