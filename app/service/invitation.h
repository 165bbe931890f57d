// What a signer is given (docs/protocol.md 5): the letter's fingerprint, their card, their code.
//
//   {"undersigned-invitation": 1, "title": …, "fingerprint": hex, "name": …, "role": …, "cohort":
//   …,
//    "code": …}      the code may come by another channel
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/base/code.h"
#include "core/hash/sha2.h"
#include "core/letter/card.h"
#include "core/letter/manifest.h"

namespace undersigned::service {

struct Invitation {
  std::string title;
  hash::Digest256 fingerprint{};
  letter::Card card;
  std::optional<base::CanonicalCode> code;

  // "invitation.format" for another version; errors of the fields, of the code ("code.…").
  static base::Result<Invitation> parse(base::ByteView bytes);
};

base::Result<Invitation> read_invitation(const std::filesystem::path& path);
base::Result<void> write_invitation(const std::filesystem::path& path,
                                    const Invitation& invitation);

// The part of an invitation's link that a browser keeps to itself (docs/http/README.md): the
// invitation without its code, as JSON in base64url without padding.
std::string invitation_fragment(const Invitation& invitation);

}  // namespace undersigned::service
