// Everybody's invitation, with the address that it goes to.
#pragma once

#include <string>
#include <vector>

#include "app/service/invitation.h"
#include "app/service/people.h"
#include "core/hash/sha2.h"

namespace undersigned::service {

struct Invited {
  Invitation invitation;
  std::string email;
  std::string file;  // its name without an ending: "0017-ana-ruiz"
  bool testifies = false;
};

// In the order of names, never of credentials, since that order is secret. With each holder's code:
// secret.
std::vector<Invited> invite(const std::string& title, const hash::Digest256& fingerprint,
                            const std::vector<Holder>& holders);

}  // namespace undersigned::service
