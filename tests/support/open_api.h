// Whether an answer of the server is one that docs/http/openapi.json describes: status, media type,
// every field of the body, and of a refusal the check.
#pragma once

#include <string>

#include "core/base/json.h"
#include "tests/support/served_letter.h"

namespace undersigned::test {

class OpenApi {
 public:
  OpenApi();  // reads the document of this tree
  // Nothing if it is; else a sentence. `method` in lower case.
  std::string complaint(const std::string& method, const std::string& target,
                        const HttpReply& reply) const;
  // The document itself.
  const base::Json& document() const { return document_; }

 private:
  const base::Json* operation(const std::string& method, const std::string& path) const;
  std::string refusal_complaint(const base::Json* operation, const HttpReply& reply) const;
  std::string mismatch(const base::Json& schema, const base::Json& value,
                       const std::string& path) const;
  std::string object_mismatch(const base::Json& schema, const base::Json& value,
                              const std::string& path) const;
  base::Json document_;
};

}  // namespace undersigned::test
