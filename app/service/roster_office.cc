#include "app/service/roster_office.h"

#include <algorithm>

#include "app/service/cover_book.h"
#include "app/service/each.h"
#include "app/service/files.h"
#include "app/service/holder_card.h"
#include "app/service/key_file.h"
#include "app/service/record_export.h"
#include "app/service/roster_invitations.h"
#include "core/letter/leaf.h"
#include "core/letter/roster.h"
#include "core/trustee/ceremony_board.h"

namespace undersigned::service {
namespace {

struct PreparedRoster {
  letter::RosterDraft draft;
  std::vector<base::Bytes> cards;  // of the credentials that sign
};

// The list of those who sign: their names, or the commitments to them.
base::Result<void> list_names(const letter::Manifest& manifest, std::span<const Holder> signing,
                              letter::RosterDraft& draft) {
  for (const Holder& holder : signing) {
    const letter::Card card = card_of(holder.person);
    UNDERSIGNED_TRY_VOID(letter::check_salt(card, manifest.names));
    if (card.salt) {
      draft.commitments.push_back(letter::commit_to_name(manifest.hash(), card.name, *card.salt));
    } else {
      draft.names.push_back(card.name);
    }
  }
  std::ranges::sort(draft.names);
  std::ranges::sort(draft.commitments);
  return {};
}

// One person's credential, to which the second issuer's half may belong already, and card; an empty
// one of who testifies.
base::Result<void> complete_credential(const letter::Manifest& manifest,
                                       const group::Point& card_key, const Holder& holder,
                                       std::uint32_t index, const Runtime& runtime,
                                       letter::CredentialDraft& credential, base::Bytes& body) {
  const group::SecretScalar key = letter::half_key(holder.code, manifest.issuers[0].key);
  credential.halves.insert(
      credential.halves.begin(),
      letter::make_half(runtime.ops, manifest.hash(), 1, index, key, runtime.randomness));
  if (holder.person.testifies) return {};
  UNDERSIGNED_TRY(const letter::CardBody sealed,
                  seal_card_of(holder, letter::credential_point(credential),
                               {manifest.hash(), card_key}, runtime));
  credential.card_hash = letter::card_hash(sealed);
  body.assign(sealed.begin(), sealed.end());
  return {};
}

base::Result<PreparedRoster> prepare_roster(const letter::Manifest& manifest,
                                            const group::Point& card_key,
                                            const std::vector<Holder>& holders,
                                            const std::vector<letter::Half>& second,
                                            const Runtime& runtime) {
  PreparedRoster out;
  out.draft.cohorts = cohorts_of(holders);
  UNDERSIGNED_TRY_VOID(
      list_names(manifest, std::span(holders).first(manifest.roster_size), out.draft));
  out.cards.resize(holders.size());
  const auto complete = [&](std::size_t i,
                            const Runtime& own) -> base::Result<letter::CredentialDraft> {
    const auto place = std::ranges::lower_bound(out.draft.cohorts, holders[i].person.cohort);
    letter::CredentialDraft credential;
    credential.cohort = static_cast<std::uint16_t>(place - out.draft.cohorts.begin());
    if (!second.empty()) credential.halves.push_back(second[i]);
    UNDERSIGNED_TRY_VOID(complete_credential(manifest, card_key, holders[i],
                                             static_cast<std::uint32_t>(i), own, credential,
                                             out.cards[i]));
    return credential;
  };
  UNDERSIGNED_TRY(out.draft.credentials,
                  make_each<letter::CredentialDraft>("making credentials and cards", holders.size(),
                                                     runtime, complete));
  const auto testifying = out.draft.credentials.begin() + manifest.roster_size;
  out.draft.testifying.assign(std::move_iterator(testifying),
                              std::move_iterator(out.draft.credentials.end()));
  out.draft.credentials.erase(testifying, out.draft.credentials.end());
  out.cards.resize(manifest.roster_size);
  return out;
}

// The roster's payloads, signed by registrar and issuers and read back as any verifier will.
base::Result<std::vector<base::Bytes>> sign_roster(const LetterFolder& folder,
                                                   const letter::Manifest& manifest,
                                                   std::vector<base::Bytes> payloads,
                                                   const std::optional<group::Signature>& second,
                                                   const Runtime& runtime) {
  UNDERSIGNED_TRY(const KeyFile registrar,
                  KeyFile::load(folder.key("registrar"), KeyKind::kRegistrar, std::nullopt));
  UNDERSIGNED_TRY(const KeyFile issuer,
                  KeyFile::load(folder.key("issuer"), KeyKind::kIssuer, std::nullopt));
  const hash::Digest256 digest = letter::roster_digest(payloads);
  std::vector<group::Signature> issuers = {
      issuer.signing().sign(letter::issuer_message(manifest.hash(), 1, digest))};
  if (second) issuers.push_back(*second);
  payloads.push_back(letter::roster_signatures(
      registrar.signing().sign(letter::registrar_message(manifest.hash(), digest)), issuers));
  const std::vector<base::ByteView> views(payloads.begin(), payloads.end());
  UNDERSIGNED_TRY(const letter::Roster read_back,
                  letter::Roster::parse(manifest, views, runtime.randomness, runtime.executor));
  if (read_back.size() != manifest.roster_size)
    return base::fail("roster.size", "5", "The roster does not have the manifest's size.");
  return payloads;
}

// The cover agent's p in keys/cover.key; made once.
base::Result<group::SecretScalar> cover_secret(const LetterFolder& folder, const Runtime& runtime) {
  if (!std::filesystem::exists(folder.key("cover"))) {
    KeyFile key = KeyFile::generate(KeyKind::kCover, "Cover agent", runtime.randomness);
    const group::SecretScalar p(group::Scalar::random_nonzero(runtime.randomness));
    const auto encoded = p.reveal().encode();
    key.set_extra(base::SecretBytes(base::Bytes(encoded.begin(), encoded.end())));
    UNDERSIGNED_TRY_VOID(key.save(folder.key("cover"), std::nullopt, runtime.randomness));
  }
  return load_cover_secret(folder);
}

void append_sequence(std::vector<base::Bytes>& leaves, letter::LeafKind kind,
                     std::span<const base::Bytes> payloads) {
  for (base::Bytes& leaf : letter::encode_sequence(kind, payloads))
    leaves.push_back(std::move(leaf));
}

struct FoundedKeys {
  ceremony::KeysParts parts;
  group::Point card;
};
base::Result<FoundedKeys> found_keys(const LetterFolder& folder, const letter::Manifest& manifest,
                                     const Runtime& runtime) {
  UNDERSIGNED_TRY(std::vector<ceremony::TrusteePart> trustees,
                  finished_ceremony(folder.store(), manifest));
  ceremony::KeysParts parts{std::move(trustees), {}};
  if (manifest.cover == letter::Cover::kAll) {
    UNDERSIGNED_TRY(const group::SecretScalar cover, cover_secret(folder, runtime));
    parts.cover =
        ceremony::CoverPart::make(runtime.ops, manifest.hash(), cover, runtime.randomness);
  }
  UNDERSIGNED_TRY(const ceremony::LetterKeys keys,
                  ceremony::verify_keys(letter::ceremony_context(manifest), parts,
                                        runtime.randomness, runtime.executor));
  return FoundedKeys{std::move(parts), keys.card};
}

// The roster's payloads without signatures; the cards go to the store.
base::Result<std::vector<base::Bytes>> draft_roster(LetterFolder& folder,
                                                    const letter::Manifest& manifest,
                                                    const group::Point& card_key,
                                                    const std::vector<letter::Half>& second,
                                                    const Runtime& runtime) {
  UNDERSIGNED_TRY(const std::vector<Holder> holders, read_holders(folder));
  UNDERSIGNED_TRY(const PreparedRoster roster,
                  prepare_roster(manifest, card_key, holders, second, runtime));
  // Cards first: if the machine stops between them and the leaves, the next run makes both again.
  UNDERSIGNED_TRY_VOID(folder.store().put_cards(roster.cards));
  return letter::roster_payloads(roster.draft);
}

// The draft that the second issuer has signed.
base::Result<std::vector<base::Bytes>> signed_draft(const LetterFolder& folder,
                                                    const letter::Manifest& manifest,
                                                    const FromSecondIssuer& given) {
  const std::string name = manifest.issuers[1].name;
  if (!std::filesystem::exists(folder.roster_draft())) {
    return base::fail("roster.halves", "5",
                      "This letter has a second issuer, " + name + ". Give them " +
                          folder.issuer_list().string() +
                          "; they run: undersigned issuer codes; then: undersigned roster freeze "
                          "--halves FILE");
  }
  if (!given.signature) {
    return base::fail("roster.signature", "5",
                      "The second issuer, " + name + ", has still to sign " +
                          folder.roster_draft().string() +
                          ". They run: undersigned issuer sign; then: undersigned roster freeze "
                          "--signature FILE");
  }
  UNDERSIGNED_TRY(const base::Bytes file, read_file(folder.roster_draft(), kMostIssuerFileBytes));
  return parse_roster_draft(file, manifest);
}

// Everything of the foundation, in one append.
base::Result<void> found_record(LetterFolder& folder, const letter::Manifest& manifest,
                                const FromSecondIssuer& given, const Runtime& runtime) {
  UNDERSIGNED_TRY(const FoundedKeys keys, found_keys(folder, manifest, runtime));
  std::vector<base::Bytes> payloads;
  if (manifest.issuers.size() == 1) {
    UNDERSIGNED_TRY(payloads, draft_roster(folder, manifest, keys.card, {}, runtime));
  } else {
    UNDERSIGNED_TRY(payloads, signed_draft(folder, manifest, given));
  }
  UNDERSIGNED_TRY(payloads,
                  sign_roster(folder, manifest, std::move(payloads), given.signature, runtime));
  std::vector<base::Bytes> leaves;
  append_sequence(leaves, letter::LeafKind::kManifest, letter::manifest_payloads(manifest.bytes()));
  append_sequence(leaves, letter::LeafKind::kKeys, keys.parts.encode());
  append_sequence(leaves, letter::LeafKind::kRoster, payloads);
  return folder.store().append_leaves(0, leaves);
}

// With the second issuer's halves: the roster as it shall be, for that issuer to sign.
base::Result<FreezeReport> write_draft(LetterFolder& folder, const letter::Manifest& manifest,
                                       const Halves& given, const Runtime& runtime) {
  const std::vector<letter::Half>& halves = given.halves;
  if (!std::filesystem::exists(folder.issuer_list()))
    return base::fail("roster.missing", "5",
                      "No codes have been issued yet. First: undersigned roster issue");
  UNDERSIGNED_TRY(const base::Bytes list, read_file(folder.issuer_list(), kMostIssuerFileBytes));
  if (hash::sha256(list) != given.list) {
    return base::fail(
        "roster.list", "5",
        "These halves follow another list than the one that was issued last, in which "
        "people have other places. The second issuer makes codes for " +
            folder.issuer_list().string() + ": undersigned issuer codes");
  }
  UNDERSIGNED_TRY(const FoundedKeys keys, found_keys(folder, manifest, runtime));
  // The draft before goes first: its signature would not fit the cards that are made now.
  std::error_code ignored;
  std::filesystem::remove(folder.roster_draft(), ignored);
  UNDERSIGNED_TRY(const std::vector<base::Bytes> payloads,
                  draft_roster(folder, manifest, keys.card, halves, runtime));
  letter::RosterReader reader(manifest);
  UNDERSIGNED_TRY_VOID(
      reader.check_draft(payloads, 2, halves, runtime.randomness, runtime.executor));
  UNDERSIGNED_TRY_VOID(write_file(folder.roster_draft(),
                                  base::as_bytes(roster_draft_json(manifest, payloads)),
                                  Privacy::kPrivate));
  FreezeReport report;
  report.people = manifest.roster_size;
  report.to_sign = folder.roster_draft();
  return report;
}

}  // namespace

base::Result<FreezeReport> freeze_roster(LetterFolder& folder, const Runtime& runtime,
                                         const FromSecondIssuer& given) {
  UNDERSIGNED_TRY(const letter::Manifest manifest, folder.manifest());
  UNDERSIGNED_TRY(const std::uint64_t leaves, folder.store().leaf_count());
  if (manifest.issuers.size() == 1 && (given.halves || given.signature)) {
    return base::fail("roster.halves", "5",
                      "This letter has one issuer; nobody else gives halves or signs.");
  }
  if (leaves == 0 && given.halves) return write_draft(folder, manifest, *given.halves, runtime);
  if (leaves == 0) UNDERSIGNED_TRY_VOID(found_record(folder, manifest, given, runtime));
  UNDERSIGNED_TRY(const Foundation foundation, read_foundation(folder));
  UNDERSIGNED_TRY(const KeyFile log_key,
                  KeyFile::load(folder.key("log"), KeyKind::kLog, std::nullopt));
  UNDERSIGNED_TRY_VOID(export_record(folder, manifest, log_key.signing()));
  UNDERSIGNED_TRY(const std::vector<Holder> holders, read_holders(folder));
  UNDERSIGNED_TRY_VOID(
      write_invitations(folder, invite(manifest.title, foundation.fingerprint, holders)));
  return FreezeReport{foundation.fingerprint, manifest.roster_size, foundation.leaves, {}};
}

}  // namespace undersigned::service
