#include "app/service/roster_invitations.h"

#include "app/service/csv.h"
#include "app/service/files.h"
#include "app/service/people.h"
#include "core/base/encoding.h"
#include "core/letter/fingerprint.h"
#include "core/letter/leaf.h"

namespace undersigned::service {
base::Result<Foundation> read_foundation(const LetterFolder& folder) {
  std::vector<base::Bytes> leaves;
  UNDERSIGNED_TRY_VOID(folder.store().visit_leaves(0, [&](std::uint64_t, base::ByteView bytes) {
    const auto leaf = letter::Leaf::parse(bytes);
    if (!leaf || leaf->kind > letter::LeafKind::kRoster) return false;
    leaves.emplace_back(bytes.begin(), bytes.end());
    return true;
  }));
  return Foundation{letter::fingerprint_of(leaves), leaves.size()};
}

base::Result<std::vector<Invited>> invitations_of(const LetterFolder& folder) {
  UNDERSIGNED_TRY(const letter::Manifest manifest, folder.manifest());
  UNDERSIGNED_TRY(const std::uint64_t leaves, folder.store().leaf_count());
  if (leaves == 0) {
    return base::fail("roster.draft", "5",
                      "There are no invitations before the roster is frozen: their fingerprint is "
                      "made then. First: undersigned roster freeze");
  }
  UNDERSIGNED_TRY(const Foundation foundation, read_foundation(folder));
  UNDERSIGNED_TRY(const std::vector<Holder> holders, read_holders(folder));
  return invite(manifest.title, foundation.fingerprint, holders);
}

base::Result<void> write_invitations(const LetterFolder& folder,
                                     const std::vector<Invited>& invited) {
  std::string table =
      csv_row({"name", "email", "role", "cohort", "code", "fingerprint", "file", "standing"});
  for (const Invited& one : invited) {
    const letter::Card& card = one.invitation.card;
    const base::CodeText typed = base::format_code(*one.invitation.code);
    const std::string file = one.file + ".json";
    table += csv_row({card.name, one.email, card.role, card.cohort,
                      std::string(typed.reveal().begin(), typed.reveal().end()),
                      base::to_hex(one.invitation.fingerprint), file,
                      one.testifies ? "testifies" : "signs"});
    UNDERSIGNED_TRY_VOID(write_invitation(folder.invitations() / file, one.invitation));
  }
  return write_file(folder.invitation_table(), base::as_bytes(table), Privacy::kPrivate);
}

}  // namespace undersigned::service
