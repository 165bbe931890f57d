#include "app/service/invitation.h"

#include <algorithm>

#include "app/service/files.h"
#include "core/base/encoding.h"
#include "core/base/json.h"
#include "core/letter/card_json.h"

namespace undersigned::service {
namespace {
constexpr std::size_t kMaxInvitationBytes = 16'384;
}

base::Result<Invitation> Invitation::parse(base::ByteView bytes) {
  UNDERSIGNED_TRY(const base::Json json, base::parse_json(bytes, kMaxInvitationBytes));
  UNDERSIGNED_TRY(const base::JsonObject file, base::JsonObject::of(json, "invitation"));
  UNDERSIGNED_TRY_VOID(file.only({"undersigned-invitation", "title", "fingerprint", "name", "role",
                                  "cohort", "salt", "code"}));
  if (!file.integer("undersigned-invitation", 1, 1)) {
    return base::fail("invitation.format", "5",
                      "This is not an invitation of this version of Undersigned.");
  }
  Invitation invitation;
  UNDERSIGNED_TRY(invitation.title, file.text("title", 200));
  UNDERSIGNED_TRY(const std::string fingerprint, file.text("fingerprint", 64));
  UNDERSIGNED_TRY(invitation.fingerprint, base::array_from_hex<32>(fingerprint));
  UNDERSIGNED_TRY(invitation.card, letter::read_card(file));
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

namespace {

base::Json json_of(const Invitation& invitation) {
  base::Json file = {{"undersigned-invitation", 1},
                     {"title", invitation.title},
                     {"fingerprint", base::to_hex(invitation.fingerprint)},
                     {"name", invitation.card.name},
                     {"role", invitation.card.role},
                     {"cohort", invitation.card.cohort}};
  letter::write_salt(file, invitation.card.salt);
  if (invitation.code) {
    const base::CodeText code = base::format_code(*invitation.code);
    file["code"] = std::string(code.reveal().begin(), code.reveal().end());
  }
  return file;
}

}  // namespace

std::string invitation_json(const Invitation& invitation) { return json_of(invitation).dump(); }

std::string invitation_fragment(const Invitation& invitation) {
  const Invitation without{invitation.title, invitation.fingerprint, invitation.card, std::nullopt};
  std::string text = base::to_base64(base::as_bytes(invitation_json(without)));
  while (text.ends_with('=')) text.pop_back();
  std::ranges::replace(text, '+', '-');
  std::ranges::replace(text, '/', '_');
  return text;
}

base::Result<void> write_invitation(const std::filesystem::path& path,
                                    const Invitation& invitation) {
  return write_file(path, base::as_bytes(json_of(invitation).dump(2) + "\n"), Privacy::kPrivate,
                    Durability::kDerived);
}

}  // namespace undersigned::service
