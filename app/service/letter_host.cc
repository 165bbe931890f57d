#include "app/service/letter_host.h"

#include "app/service/each.h"
#include "app/service/record_office.h"
#include "app/service/roster_office.h"
#include "core/letter/beside_json.h"
#include "core/trustee/ceremony_board.h"

namespace undersigned::service {
namespace {

// What everybody is told whose entry's proof is false, whichever equation it was: a wrong code, an
// entry of another epoch, a forgery.
base::Error false_proof() {
  return {"entry.proof", "6",
          "The entry's proof is false: it was made with another code, for another letter or for "
          "another epoch. Make it again; if that does not help, compare the code."};
}

base::Result<BoardEntry> read_entry(const store::Store& store, const store::MessagePlace& place) {
  std::string dotted = place.topic;
  for (char& c : dotted) c = c == '/' ? '.' : c;
  UNDERSIGNED_TRY(const trustee::BoardTopic topic, trustee::BoardTopic::parse(dotted));
  UNDERSIGNED_TRY(const auto message, store.message(place.topic, place.author));
  BoardEntry entry{topic, place.author, static_cast<std::uint8_t>(place.author), message->size(),
                   hash::sha256(*message)};
  if (topic.shared()) entry.trustee = message->front();
  return entry;
}

}  // namespace

LetterHost::LetterHost(LetterFolder folder, std::shared_ptr<const letter::Manifest> manifest,
                       RecordView view, KeyFile log_key, const Runtime& runtime)
    : folder_(std::move(folder)),
      manifest_(std::move(manifest)),
      view_(std::move(view)),
      log_key_(std::move(log_key)),
      runtime_(runtime),
      writer_(folder_.record()) {}

base::Result<std::unique_ptr<LetterHost>> LetterHost::open(const std::filesystem::path& path,
                                                           const Runtime& runtime) {
  UNDERSIGNED_TRY(LetterFolder folder, LetterFolder::open(path));
  UNDERSIGNED_TRY(letter::Manifest manifest, folder.manifest());
  UNDERSIGNED_TRY(KeyFile log_key, KeyFile::load(folder.key("log"), KeyKind::kLog, std::nullopt));
  UNDERSIGNED_TRY(RecordView view, RecordView::read(folder.store(), runtime));
  std::unique_ptr<LetterHost> host(
      new LetterHost(std::move(folder), std::make_shared<letter::Manifest>(std::move(manifest)),
                     std::move(view), std::move(log_key), runtime));
  UNDERSIGNED_TRY_VOID(host->resume());
  return host;
}

base::Result<void> LetterHost::resume() {
  UNDERSIGNED_TRY_VOID(freeze_if_ready());
  UNDERSIGNED_TRY_VOID(append_complete(folder_, view_));
  return refresh(Change::kStart);
}

base::Result<void> LetterHost::refresh(Change change) {
  UNDERSIGNED_TRY_VOID(view_.refresh(folder_.store()));
  UNDERSIGNED_TRY_VOID(read_board());
  UNDERSIGNED_TRY_VOID(write_record());
  publish(change);
  return {};
}

base::Result<void> LetterHost::read_board() {
  UNDERSIGNED_TRY(const auto places, folder_.store().messages());
  board_.clear();
  kept_ = 0;
  for (const store::MessagePlace& place : places) {
    if (LetterFolder::keeps(place.topic)) {
      ++kept_;
      continue;
    }
    UNDERSIGNED_TRY(const BoardEntry entry, read_entry(folder_.store(), place));
    board_.push_back(entry);
  }
  return {};
}

// The keys are made and everybody has a code: nothing else is needed to freeze the roster. Where
// there is a second issuer, the registrar freezes it with what that issuer gives.
base::Result<void> LetterHost::freeze_if_ready() {
  if (manifest_->issuers.size() > 1 || !std::filesystem::exists(folder_.private_roster()))
    return {};
  // Stopped between the record and the invitations, before anybody went on: those are still to
  // come.
  const letter::NextStep next = view_.verified().next();
  const bool stopped = next.kind == letter::NextKind::kHolding && next.trustee == 1 &&
                       !std::filesystem::exists(folder_.invitation_table());
  if (view_.verified().leaves() > 0 && !stopped) return {};
  const auto keys = finished_ceremony(folder_.store(), *manifest_);
  if (!keys && keys.error().check == "keys.missing") return {};
  UNDERSIGNED_TRY_VOID(freeze_roster(folder_, runtime_));
  return view_.refresh(folder_.store());
}

base::Result<void> LetterHost::write_record() {
  const std::uint64_t leaves = view_.verified().leaves();
  if (leaves == 0 || leaves == written_) return {};
  UNDERSIGNED_TRY_VOID(writer_.write(folder_.store(), *manifest_, log_key_.signing()));
  written_ = leaves;
  return {};
}

namespace {

// What makes a status another one only ever grows: the record, the board, cosignatures, and once,
// by the clock, whether signing has begun. So a server that was killed goes on with the numbers
// where it was.
std::uint64_t version_of(const LetterStatus& status, std::uint64_t kept) {
  const bool begun = status.phase >= Phase::kOpen;
  return 1 + 2 * (status.leaves + status.board.size() + kept) + (begun ? 1 : 0);
}

}  // namespace

void LetterHost::publish(Change change) {
  LetterStatus next = read_status(manifest_, view_, board_, runtime_.now());
  next.version = version_of(next, kept_);
  next.change = change;
  if (next.phase == Phase::kComplete) {
    const letter::SettledSignature& settled = *view_.verified().settlement();
    next.outcome = settled.names_level > 0     ? letter::LetterState::kOpenedWithNames
                   : settled.counted_level > 0 ? letter::LetterState::kOpenedCounted
                                               : letter::LetterState::kFailed;
  }
  status_ = std::make_shared<const LetterStatus>(std::move(next));
}

base::Result<std::vector<base::Result<LetterHost::Taken>>> LetterHost::submit(
    std::span<const Submitted> submissions) {
  UNDERSIGNED_TRY(const std::uint32_t epoch, open_epoch(view_, runtime_));
  if (runtime_.now() >= manifest_->epoch_end(epoch))
    return base::fail("epoch.ending", "7", "The epoch is just ending; try again in a moment.");
  UNDERSIGNED_TRY(const auto kept, submit_entries(folder_, view_, submissions, runtime_));
  std::vector<base::Result<Taken>> verdicts;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (kept[i]) {
      verdicts.push_back(
          Taken{*kept[i], sign_receipt(log_key_.signing(), *view_.verified().fingerprint(), epoch,
                                       submissions[i].index, submissions[i].entry)});
    } else {
      const bool proof = kept[i].error().check.starts_with("entry.proof");
      verdicts.push_back(std::unexpected(proof ? false_proof() : kept[i].error()));
    }
  }
  return verdicts;
}

base::Result<LetterHost::Given> LetterHost::give(const Contribution& contribution) {
  UNDERSIGNED_TRY(const store::Accepted accepted,
                  take_contribution(folder_.store(), *manifest_, view_, contribution, runtime_));
  const std::uint32_t author = contribution.topic.shared() ? 0 : contribution.trustee;
  const BoardEntry entry{contribution.topic, author, contribution.trustee,
                         contribution.message.size(), hash::sha256(contribution.message)};
  if (accepted == store::Accepted::kRepeated) return Given{accepted, entry};
  board_.push_back(entry);
  const std::uint64_t before = view_.verified().leaves();
  UNDERSIGNED_TRY_VOID(freeze_if_ready());
  if (view_.verified().leaves() > 0) UNDERSIGNED_TRY_VOID(append_complete(folder_, view_));
  UNDERSIGNED_TRY_VOID(write_record());
  publish(view_.verified().leaves() == before ? Change::kBoard : Change::kRecord);
  return Given{accepted, entry};
}

base::Result<std::optional<base::Bytes>> LetterHost::message(const trustee::BoardTopic& topic,
                                                             std::uint32_t author) const {
  return folder_.store().message(topic.stored(), author);
}

base::Result<TakenCosignature> LetterHost::cosign(std::string_view line) {
  UNDERSIGNED_TRY(const TakenCosignature taken,
                  keep_cosignature(folder_, *manifest_, view_.verified().leaves(),
                                   view_.verified().root(), line));
  if (taken.accepted == store::Accepted::kRepeated) return taken;
  ++kept_;
  UNDERSIGNED_TRY_VOID(writer_.write(folder_.store(), *manifest_, log_key_.signing()));
  publish(Change::kRecord);
  return taken;
}

base::Result<void> LetterHost::amend(const MadeAmendment& made) {
  UNDERSIGNED_TRY_VOID(append_amendment(folder_, view_, made));
  if (covers_ && covers_->epoch() == made.leaf.place.epoch)
    covers_->forget(made.leaf.place.credential);
  UNDERSIGNED_TRY_VOID(write_record());
  publish(Change::kRecord);
  return {};
}

base::Result<letter::LeafKind> LetterHost::add_beside(base::ByteView leaf) {
  UNDERSIGNED_TRY(const letter::Leaf read, letter::Leaf::parse(leaf));
  UNDERSIGNED_TRY_VOID(append_beside(view_, folder_.store(), leaf));
  UNDERSIGNED_TRY_VOID(write_record());
  publish(Change::kRecord);
  return read.kind;
}

base::Json LetterHost::beside() const {
  return letter::beside_json(view_.verified().beside(), *manifest_);
}

base::Result<base::Bytes> LetterHost::cards() const {
  if (view_.verified().leaves() == 0)
    return base::fail("board.phase", "5", "There are no cards before the roster is frozen.");
  UNDERSIGNED_TRY(const auto bodies, folder_.store().cards());
  base::Bytes joined;
  for (const base::Bytes& body : bodies) joined.insert(joined.end(), body.begin(), body.end());
  return joined;
}

base::Result<letter::Outcome> LetterHost::outcome() {
  if (status_->phase != Phase::kComplete)
    return base::fail("result.pending", "13", "The letter is not complete yet.");
  return view_.outcome();
}

base::Result<CoverBook*> LetterHost::covers() {
  if (!covers_ || covers_->epoch() != view_.verified().epochs_complete() + 1) {
    UNDERSIGNED_TRY(covers_, CoverBook::open(folder_, view_));
  }
  return covers_ ? &*covers_ : nullptr;
}

bool LetterHost::prepare(std::size_t count) {
  if (view_.verified().next().kind != letter::NextKind::kEpoch) return false;
  const auto ending = epoch_is_ending(folder_.store());
  if (!ending || *ending) return false;
  const auto book = covers();
  if (!book || *book == nullptr) return false;
  (*book)->make(view_, count, runtime_);
  return !(*book)->complete();
}

std::optional<std::int64_t> LetterHost::next_moment() const {
  if (status_->phase == Phase::kWaiting) return manifest_->schedule.start;
  if (status_->phase == Phase::kOpen) return status_->epoch->ends;
  return std::nullopt;
}

base::Result<bool> LetterHost::tick() {
  const auto moment = next_moment();
  if (!moment || runtime_.now() < *moment) return false;
  if (status_->phase == Phase::kWaiting) {
    publish(Change::kPhase);
    return true;
  }
  const OpenEpoch epoch = *status_->epoch;
  UNDERSIGNED_TRY(CoverBook * book, covers());
  while (prepare(kEachAtOnce)) {
  }
  UNDERSIGNED_TRY_VOID(end_epoch(folder_, view_, book, epoch.closing, Early::kRefused, runtime_));
  UNDERSIGNED_TRY_VOID(write_record());
  publish(Change::kEpoch);
  return true;
}

}  // namespace undersigned::service
