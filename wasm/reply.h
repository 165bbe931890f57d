// What a call of the C interface answers: a status, and bytes that stay until the next call.
//
//   0  done: the reply is what the call says, JSON or bytes
//   1  refused: the reply is JSON, {"check", "section", "message"} and what the call adds
#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/base/json.h"
#include "core/base/result.h"

namespace undersigned::wasm {

class Reply {
 public:
  static Reply& last();

  std::int32_t done(base::Bytes bytes);
  std::int32_t done(const base::Json& value);
  std::int32_t refused(const base::Json& value);
  std::int32_t refused(const base::Error& error);
  // Wiped: a reply that was a secret.
  void forget();
  const base::Bytes& bytes() const { return bytes_; }

 private:
  base::Bytes bytes_;
};

base::Json json_of(const base::Error& error);

}  // namespace undersigned::wasm
