#include "app/service/amendment_office.h"

#include <algorithm>

#include "app/service/epochs.h"
#include "app/service/files.h"
#include "app/service/holder_card.h"
#include "app/service/record_office.h"
#include "app/service/roster_invitations.h"
#include "app/service/second_issuer.h"
#include "core/letter/leaf.h"
#include "core/letter/roster.h"

namespace undersigned::service {
namespace {

constexpr std::size_t kMaxPendingBytes = 16'384;

std::filesystem::path pending_file(const LetterFolder& folder) {
  return folder.private_roster().parent_path() / "amendment.json";
}
std::filesystem::path request_file(const LetterFolder& folder) {
  return folder.private_roster().parent_path() / "amendment-request.json";
}

base::Result<std::optional<PendingAmendment>> read_pending(const LetterFolder& folder) {
  if (!std::filesystem::exists(pending_file(folder))) return std::nullopt;
  UNDERSIGNED_TRY(const base::Bytes bytes, read_file(pending_file(folder), kMaxPendingBytes));
  UNDERSIGNED_TRY(PendingAmendment pending, PendingAmendment::parse(bytes));
  return pending;
}

base::Result<void> forget_pending(const LetterFolder& folder) {
  std::error_code error;
  for (const auto& file : {request_file(folder), pending_file(folder)}) {
    std::filesystem::remove(file, error);
    if (error) {
      return base::fail("file.write", "",
                        "Cannot remove " + file.string() + ": " + error.message() + ".");
    }
  }
  return {};
}

// Whether the record has the replacement that was begun here, and not one that another copy of the
// folder made in its place: the first issuer's code makes the card. Who testifies has none, and is
// known by the number alone.
base::Result<bool> is_in_record(const letter::RecordVerifier& record,
                                const PendingAmendment& pending, const Runtime& runtime) {
  const letter::AmendmentPlace& place = pending.request.place;
  const letter::Roster& roster = *record.roster();
  if (roster.amendments_of(place.credential) < place.number) return false;
  if (place.credential >= roster.size()) return true;
  UNDERSIGNED_TRY(const letter::CardBody body,
                  seal_card_of({pending.request.person, pending.code.clone()},
                               roster.key(place.credential).bytes(),
                               {record.manifest()->hash(), record.keys()->card}, runtime));
  return letter::card_hash(body) == roster.card_hash(place.credential);
}

// The epoch that the next amendment begins with.
base::Result<std::uint32_t> next_epoch(const letter::RecordVerifier& record) {
  const letter::NextStep next = record.next();
  if (next.kind == letter::NextKind::kEpoch) return next.epoch;
  const char* why = "The letter is closed: codes have no use any more.";
  if (next.kind == letter::NextKind::kFoundation) {
    why =
        "The roster is not frozen, so that all codes may still be issued anew: undersigned roster "
        "issue";
  }
  if (next.kind == letter::NextKind::kHolding)
    why = "Wait until every trustee has stated that it holds the cards: undersigned trustee step";
  if (next.kind == letter::NextKind::kDraw)
    why = "The trustees are drawing whether the letter has closed. If it has not, try again then.";
  return base::fail("amendment.phase", "5", why);
}

// The folder is the letter's: its first issuer's key, and a list that is as long as the roster.
base::Result<void> check_folder(const LetterFolder& folder, const letter::RecordVerifier& record,
                                const std::vector<Holder>& holders) {
  UNDERSIGNED_TRY(const KeyFile issuer,
                  KeyFile::load(folder.key("issuer"), KeyKind::kIssuer, std::nullopt));
  if (issuer.signing().public_key() == record.manifest()->issuers[0].key &&
      holders.size() == record.roster()->credentials())
    return {};
  return base::fail("amendment.letter", "5",
                    "The list and the keys in this folder are not those of the record: another "
                    "letter's, or of another version.");
}

// Where this person's next amendment stands.
base::Result<letter::AmendmentPlace> next_place(const letter::RecordVerifier& record,
                                                const std::vector<Holder>& holders,
                                                const std::string& name) {
  UNDERSIGNED_TRY(const std::uint32_t epoch, next_epoch(record));
  const auto found = std::ranges::find_if(
      holders, [&](const Holder& holder) { return holder.person.name == name; });
  if (found == holders.end()) {
    return base::fail("amendment.person", "5",
                      "Nobody on the list is called '" + name +
                          "', to the letter. Names are in "
                          "private/invitations.csv.");
  }
  const auto credential = static_cast<std::uint32_t>(found - holders.begin());
  const std::uint8_t before = record.roster()->amendments_of(credential);
  if (before == UINT8_MAX)
    return base::fail("amendment.number", "5", "This code was replaced 255 times; no more.");
  return letter::AmendmentPlace{credential, static_cast<std::uint8_t>(before + 1), epoch};
}

// The replacement that is under way for this person, or a new one with a fresh code, which is on
// the disk before anything is made of it.
base::Result<PendingAmendment> begin(const LetterFolder& folder,
                                     const letter::RecordVerifier& record,
                                     const std::vector<Holder>& holders, const std::string& name,
                                     const Runtime& runtime) {
  UNDERSIGNED_TRY(const letter::AmendmentPlace place, next_place(record, holders, name));
  UNDERSIGNED_TRY(std::optional<PendingAmendment> pending, read_pending(folder));
  if (pending && pending->request.place.credential != place.credential) {
    return base::fail("amendment.other", "5",
                      "The code of " + pending->request.person.name +
                          " is being replaced. Finish that first, or forget it: undersigned roster "
                          "amend --undo");
  }
  if (pending && pending->request.place == place) return *std::move(pending);
  // Of an epoch that is over, or none: anew.
  PendingAmendment fresh{
      {record.manifest()->hash(), *record.fingerprint(), place, holders[place.credential].person},
      base::random_code(runtime.randomness)};
  UNDERSIGNED_TRY_VOID(
      write_file(pending_file(folder), base::as_bytes(fresh.write()), Privacy::kPrivate));
  return fresh;
}

base::Result<MadeAmendment> make_amendment(const LetterFolder& folder,
                                           const letter::RecordVerifier& record,
                                           const PendingAmendment& pending,
                                           const std::optional<AmendmentAnswer>& answer,
                                           const Runtime& runtime) {
  const letter::Manifest& manifest = *record.manifest();
  const hash::Digest256 fingerprint = *record.fingerprint();
  UNDERSIGNED_TRY(const KeyFile issuer,
                  KeyFile::load(folder.key("issuer"), KeyKind::kIssuer, std::nullopt));
  UNDERSIGNED_TRY(const KeyFile registrar,
                  KeyFile::load(folder.key("registrar"), KeyKind::kRegistrar, std::nullopt));
  MadeAmendment made;
  made.leaf.place = pending.request.place;
  made.leaf.halves = {
      letter::make_amended_half(runtime.ops, fingerprint, made.leaf.place, 1,
                                letter::half_key(pending.code, manifest.issuers[0].key),
                                issuer.signing(), runtime.randomness)};
  if (answer) made.leaf.halves.push_back(answer->half);
  UNDERSIGNED_TRY(const proof::PublishedPoint key, made.leaf.key());
  if (made.leaf.place.credential < record.roster()->size()) {
    UNDERSIGNED_TRY(const letter::CardBody body,
                    seal_card_of({pending.request.person, pending.code.clone()}, key.bytes(),
                                 {manifest.hash(), record.keys()->card}, runtime));
    made.card.assign(body.begin(), body.end());
    made.leaf.card_hash = letter::card_hash(body);
  }
  made.leaf.sign(fingerprint, registrar.signing());
  return made;
}

// The record has the amendment: its files, the list and the invitation follow.
base::Result<AmendReport> finish(const LetterFolder& folder, WritableRecord& record,
                                 const PendingAmendment& pending, const std::string& title,
                                 std::vector<Holder> holders) {
  const AmendmentRequest& request = pending.request;
  holders[request.place.credential].code = pending.code.clone();
  UNDERSIGNED_TRY_VOID(write_holders(folder, holders));
  UNDERSIGNED_TRY_VOID(record.complete());
  const std::vector<Invited> invited = invite(title, request.fingerprint, holders);
  UNDERSIGNED_TRY_VOID(write_invitations(folder, invited));
  UNDERSIGNED_TRY_VOID(forget_pending(folder));
  const auto one = std::ranges::find_if(invited, [&](const Invited& other) {
    return other.invitation.card.name == request.person.name;
  });
  return AmendReport{request.place, {}, folder.invitations() / (one->file + ".json")};
}

base::Result<AmendReport> ask_second(const LetterFolder& folder, const PendingAmendment& pending) {
  UNDERSIGNED_TRY_VOID(
      write_file(request_file(folder), base::as_bytes(pending.request.write()), Privacy::kPrivate));
  return AmendReport{pending.request.place, request_file(folder), {}};
}

base::Result<void> check_answer(const letter::Manifest& manifest, const PendingAmendment& pending,
                                const std::optional<AmendmentAnswer>& answer) {
  if (!answer) return {};
  if (manifest.issuers.size() == 1)
    return base::fail("amendment.answer", "5", "This letter has one issuer; nobody else answers.");
  if (answer->place == pending.request.place) return {};
  return base::fail("amendment.answer", "5",
                    "This answers another request, or one for an epoch that is over. Give the "
                    "second issuer the request as it is now: undersigned roster amend");
}

}  // namespace

base::Result<void> append_amendment(LetterFolder& folder, RecordView& view,
                                    const MadeAmendment& made) {
  const letter::RecordVerifier& record = view.verified();
  UNDERSIGNED_TRY(const std::uint32_t epoch, next_epoch(record));
  UNDERSIGNED_TRY(const bool ending, epoch_is_ending(folder.store()));
  if (ending) {
    return base::fail("epoch.ending", "7",
                      "An epoch was being ended; complete that first: undersigned epoch");
  }
  UNDERSIGNED_TRY_VOID(
      made.leaf.verify(*record.manifest(), *record.roster(), *record.fingerprint(), epoch));
  const std::uint32_t credential = made.leaf.place.credential;
  const bool signs = credential < record.roster()->size();
  const bool good = signs ? made.card.size() == letter::kCardBodyBytes &&
                                hash::sha256(made.card) == made.leaf.card_hash
                          : made.card.empty();
  if (!good)
    return base::fail("amendment.card", "5", "The card is not the one that the amendment names.");
  const std::uint64_t size = record.leaves();
  const base::Bytes leaf = letter::encode_leaf(letter::LeafKind::kAmendment, made.leaf.encode());
  if (!signs) return append_leaf(view, folder.store(), leaf);
  UNDERSIGNED_TRY_VOID(folder.store().append_amendment(size, leaf, credential, made.card));
  return view.refresh(folder.store());
}

base::Result<AmendReport> replace_code(const LetterFolder& folder, WritableRecord& record,
                                       const std::string& person,
                                       const std::optional<AmendmentAnswer>& answer,
                                       const Runtime& runtime) {
  UNDERSIGNED_TRY(RecordView view, record.read());
  const letter::RecordVerifier& verified = view.verified();
  if (verified.roster() == nullptr) return std::unexpected(next_epoch(verified).error());
  UNDERSIGNED_TRY(std::vector<Holder> holders, read_holders(folder));
  UNDERSIGNED_TRY_VOID(check_folder(folder, verified, holders));
  const letter::Manifest& manifest = *verified.manifest();
  UNDERSIGNED_TRY(const std::optional<PendingAmendment> stopped, read_pending(folder));
  bool recorded = false;
  if (stopped) {
    UNDERSIGNED_TRY(recorded, is_in_record(verified, *stopped, runtime));
  }
  // Stopped after the record had it and before the list did: completed, also after the close.
  if (recorded) {
    UNDERSIGNED_TRY(AmendReport report,
                    finish(folder, record, *stopped, manifest.title, std::move(holders)));
    if (stopped->request.person.name == person) return report;
    UNDERSIGNED_TRY(holders, read_holders(folder));
  }
  UNDERSIGNED_TRY(const PendingAmendment pending,
                  begin(folder, verified, holders, person, runtime));
  UNDERSIGNED_TRY_VOID(check_answer(manifest, pending, answer));
  if (manifest.issuers.size() > 1 && !answer) return ask_second(folder, pending);
  UNDERSIGNED_TRY(const MadeAmendment made,
                  make_amendment(folder, verified, pending, answer, runtime));
  UNDERSIGNED_TRY_VOID(record.amend(view, made));
  return finish(folder, record, pending, manifest.title, std::move(holders));
}

base::Result<void> undo_replacement(const LetterFolder& folder, WritableRecord& record,
                                    const Runtime& runtime) {
  UNDERSIGNED_TRY(const std::optional<PendingAmendment> pending, read_pending(folder));
  if (!pending)
    return base::fail("amendment.none", "5", "No code is being replaced; nothing to undo.");
  UNDERSIGNED_TRY(const RecordView view, record.read());
  UNDERSIGNED_TRY(const bool recorded, is_in_record(view.verified(), *pending, runtime));
  if (recorded) {
    return base::fail("amendment.done", "5",
                      "The record has the new code of " + pending->request.person.name +
                          " already. Complete it: undersigned roster amend --person NAME");
  }
  return forget_pending(folder);
}

base::Result<SecondReplacement> answer_amendment(const letter::Manifest& manifest,
                                                 const KeyFile& key,
                                                 const AmendmentRequest& request,
                                                 const Runtime& runtime) {
  UNDERSIGNED_TRY_VOID(check_second_key(manifest, key));
  if (request.manifest != manifest.hash()) {
    return base::fail("issuer.letter", "5",
                      "This request belongs to another letter, or another version of this one.");
  }
  SecondReplacement made;
  made.code = base::random_code(runtime.randomness);
  made.answer.place = request.place;
  made.answer.half = letter::make_amended_half(
      runtime.ops, request.fingerprint, request.place, 2,
      letter::half_key(made.code, key.signing().public_key()), key.signing(), runtime.randomness);
  return made;
}

}  // namespace undersigned::service
