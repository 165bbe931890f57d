// A code that is being replaced (docs/protocol.md 5; docs/guides/lost-codes.md), on its way between
// the registrar and a second issuer.
//
//   request  {"undersigned-amendment": 1, "manifest": hex, "fingerprint": hex, "credential": i,
//             "number": n, "epoch": e, "person": {"name", "role", "cohort", "email"}}
//                                         private to both issuers
//   answer   {"undersigned-amended-half": 1, "credential": i, "number": n, "epoch": e, "half": hex
//             of 160 bytes}               public once the amendment is
//   pending  the request with "code": the first issuer's new one. Secret
#pragma once

#include <optional>
#include <string>

#include "app/service/people.h"
#include "core/base/code.h"
#include "core/letter/amendment.h"

namespace undersigned::service {

struct AmendmentRequest {
  hash::Digest256 manifest{}, fingerprint{};
  letter::AmendmentPlace place;
  Person person;

  std::string write() const;
  // Refuses "amendment.format" and what JsonObject refuses, with the path.
  static base::Result<AmendmentRequest> parse(base::ByteView json);
};

struct AmendmentAnswer {
  letter::AmendmentPlace place;
  letter::AmendedHalf half;

  std::string write() const;
  // Refuses "amendment.format" and what JsonObject refuses.
  static base::Result<AmendmentAnswer> parse(base::ByteView json);
};

struct PendingAmendment {
  AmendmentRequest request;
  base::CanonicalCode code;  // secret

  std::string write() const;  // secret
  static base::Result<PendingAmendment> parse(base::ByteView json);
};

}  // namespace undersigned::service
