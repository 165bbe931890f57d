#include "app/service/invitation.h"

#include <algorithm>

#include "app/service/files.h"
#include "core/base/encoding.h"
#include "core/base/json.h"

namespace undersigned::service {
namespace {

constexpr std::size_t kMaxInvitationBytes = 16'384;

base::Json without_code(const Invitation& invitation) {
  return {{"undersigned-invitation", 1},
          {"title", invitation.title},
          {"fingerprint", base::to_hex(invitation.fingerprint)},
          {"name", invitation.card.name},
          {"role", invitation.card.role},
          {"cohort", invitation.card.cohort}};
}

}  // namespace

base::Result<Invitation> Invitation::parse(base::ByteView bytes) {
  UNDERSIGNED_TRY(const base::Json json, base::parse_json(bytes, kMaxInvitationBytes));
  UNDERSIGNED_TRY(const base::JsonObject file, base::JsonObject::of(json, "invitation"));
  UNDERSIGNED_TRY_VOID(file.only(
      {"undersigned-invitation", "title", "fingerprint", "name", "role", "cohort", "code"}));
  if (!file.integer("undersigned-invitation", 1, 1)) {
    return base::fail("invitation.format", "5",
                      "This is not an invitation of this version of Undersigned.");
  }
  Invitation invitation;
  UNDERSIGNED_TRY(invitation.title, file.text("title", 200));
  UNDERSIGNED_TRY(const std::string fingerprint, file.text("fingerprint", 64));
  UNDERSIGNED_TRY(invitation.fingerprint, base::array_from_hex<32>(fingerprint));
  UNDERSIGNED_TRY(invitation.card.name, file.text("name", letter::kMaxNameBytes));
  UNDERSIGNED_TRY(invitation.card.role, file.text("role", letter::kMaxNameBytes));
  UNDERSIGNED_TRY(invitation.card.cohort, file.text("cohort", letter::kMaxCohortBytes));
  if (file.has("code")) {
    UNDERSIGNED_TRY(const std::string code, file.text("code", 64));
    UNDERSIGNED_TRY(invitation.code, base::parse_code(code));
  }
  return invitation;
}

base::Result<Invitation> read_invitation(const std::filesystem::path& path) {
  UNDERSIGNED_TRY(const base::Bytes bytes, read_file(path, kMaxInvitationBytes));
  return Invitation::parse(bytes);
}

std::string invitation_fragment(const Invitation& invitation) {
  std::string text = base::to_base64(base::as_bytes(without_code(invitation).dump()));
  text.erase(std::min(text.find('='), text.size()));
  std::ranges::replace(text, '+', '-');
  std::ranges::replace(text, '/', '_');
  return text;
}

base::Result<void> write_invitation(const std::filesystem::path& path,
                                    const Invitation& invitation) {
  base::Json file = without_code(invitation);
  if (invitation.code) {
    const base::CodeText code = base::format_code(*invitation.code);
    file["code"] = std::string(code.reveal().begin(), code.reveal().end());
  }
  return write_file(path, base::as_bytes(file.dump(2) + "\n"), Privacy::kPrivate,
                    Durability::kDerived);
}

}  // namespace undersigned::service
