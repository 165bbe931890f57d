// What a signer is given (docs/protocol.md 5): the letter's fingerprint, their card, their code.
//
//   {"undersigned-invitation": 1, "title": …, "fingerprint": hex, "name": …, "role": …,
//    "cohort": …, "salt": hex, "code": …}
//                   salt: where names are committed to; the code may come by another channel
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
// The file's content, on one line: with the code only if the invitation has it.
std::string invitation_json(const Invitation& invitation);
// What a link's fragment carries after "card=": the invitation without its code in base64url.
std::string invitation_fragment(const Invitation& invitation);
base::Result<void> write_invitation(const std::filesystem::path& path,
                                    const Invitation& invitation);

}  // namespace undersigned::service
