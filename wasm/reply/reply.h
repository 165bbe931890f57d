// What every module for the browser and for Node has in common: how it is called, and what a call
// answers. Memory that the caller fills comes from us_alloc; us_free wipes it. A call returns a
// status, and its reply stays where us_reply() says, us_reply_size() bytes of it, until the next:
//
//   0  done: the reply is what the call says, JSON or bytes
//   1  refused: the reply is JSON, {"check", "section", "message"} and what the call adds
#pragma once

#include <cstdint>

#include "core/base/bytes.h"
#include "core/base/json.h"
#include "core/base/result.h"

// A function of the C interface, by this name. Natively, for the fuzz targets, a function like any
// other.
#ifdef __wasm__
#define UNDERSIGNED_EXPORT(name) extern "C" __attribute__((export_name(#name)))
#else
#define UNDERSIGNED_EXPORT(name) extern "C"
#endif

namespace undersigned::reply {

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

}  // namespace undersigned::reply
