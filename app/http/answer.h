// An answer before it is sent: status, kind, bytes, how long it may be kept.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/base/json.h"
#include "core/base/result.h"

namespace undersigned::http {

enum class Keep {
  kNever,    // no-store
  kAsk,      // no-cache: kept, and asked for again with its ETag
  kForEver,  // immutable
};

struct Answer {
  unsigned status = 200;
  std::string type = "application/json";
  std::shared_ptr<const std::string> body;
  std::shared_ptr<const std::string> brotli;  // the body in Brotli; null: only as it is
  Keep keep = Keep::kNever;
  std::string etag;  // with its quotes; empty: none
};

Answer answer_json(unsigned status, const base::Json& json, Keep keep = Keep::kNever);
Answer answer_bytes(std::string type, std::string bytes, Keep keep);
// The refusal as docs/http/openapi.json describes it, with the status that belongs to its check.
Answer answer_error(const base::Error& error);
unsigned status_of(const std::string& check);
// Whether an Accept-Encoding (RFC 9110, 12.5.3) takes Brotli by name.
bool accepts_brotli(std::string_view accept_encoding);
// From the bytes: for what may be kept and is asked for again.
std::string etag_of(const std::string& bytes);

}  // namespace undersigned::http
