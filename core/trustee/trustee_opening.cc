// trustee_open: what a trustee contributes after the close. Every contribution is written down in
// the key file before it is given, and no second input is ever answered for the same test.
#include <algorithm>

#include "core/base/time_text.h"
#include "core/ceremony/keys.h"
#include "core/ceremony/shares.h"
#include "core/letter/erasure.h"
#include "core/letter/objection.h"
#include "core/letter/record_checkpoint.h"
#include "core/letter/roster.h"
#include "core/trustee/opening_board.h"
#include "core/trustee/trustee_office.h"
#include "core/trustee/trustee_watch.h"

namespace undersigned::trustee {
namespace {

// Among the contributions, with the number of epochs: the root that witnesses had cosigned.
constexpr std::string_view kWitnessed = "witnessed";

struct Work {
  TrusteeDesk& desk;
  Board& board;
  Key& key;
  std::uint8_t trustee;
  const ceremony::TrusteeShares& shares;
  const letter::RecordVerifier& record;
  const Runtime& runtime;
  TrusteeReport& report;
};

hash::Digest256 digest_points(std::span<const group::Point> points) {
  hash::Sha256 hash;
  for (const group::EncodedPoint& point : group::Point::encode_all(points)) hash.update(point);
  return hash.finish();
}

hash::Digest256 digest_published(std::span<const proof::PublishedPoint> points) {
  hash::Sha256 hash;
  for (const proof::PublishedPoint& point : points) hash.update(point.bytes());
  return hash.finish();
}

// Notes the input of a test in the key file, or refuses if another was answered before.
base::Result<void> note_input(Work& work, const std::string& test, const hash::Digest256& input) {
  const auto [place, is_new] = work.key.vault().contributions.emplace(test, input);
  if (!is_new && place->second != input) {
    return base::fail("trustee.second_input", "10",
                      "This trustee has answered '" + test +
                          "' before, for another input. It answers one only; somebody may be "
                          "changing the record.");
  }
  return is_new ? work.key.save(work.runtime) : base::Result<void>{};
}

base::Result<void> give_sum(Work& work, const letter::TallyPlace& place) {
  const std::string topic = sum_topic(place);
  UNDERSIGNED_TRY(const auto given, work.board.message(topic, work.trustee));
  if (given) return {};
  const letter::ItemSum sum = work.record.sum(place);
  std::vector<group::Point> input = sum.e;
  input.push_back(sum.r);
  UNDERSIGNED_TRY_VOID(note_input(work, topic, digest_points(input)));
  const letter::Manifest& manifest = *work.record.manifest();
  const auto& keys = work.record.keys()->shares_of(work.trustee).sealing;
  UNDERSIGNED_TRY(
      const letter::SumPart part,
      letter::make_sum_part(work.runtime.ops, work.runtime.randomness, work.record.sum_place(place),
                            sum, work.trustee,
                            letter::of_tally(std::span<const group::Point>(keys), manifest, place),
                            letter::of_tally(work.shares.sealing(), manifest, place)));
  UNDERSIGNED_TRY_VOID(give_sum_part(work.board, work.record, place, part));
  work.report.done.push_back(
      "gave its part of the sum of '" + manifest.items[place.item - 1u].id + "'" +
      (place.first > 0 ? ", those opposed" : "") +
      (place.cell == letter::kAllCells ? "" : ", cell " + std::to_string(place.cell)));
  return {};
}

// Its part of the draw whether the epoch that has just ended closes the letter.
base::Result<void> give_draw(Work& work) {
  const letter::DrawPlace place{*work.record.fingerprint(), work.record.epochs_complete()};
  const std::string topic = draw_topic(place.epoch);
  UNDERSIGNED_TRY(const auto given, work.board.message(topic, work.trustee));
  if (given) return {};
  const std::vector<group::Point> input = {place.input()};
  UNDERSIGNED_TRY_VOID(note_input(work, topic, digest_points(input)));
  const letter::DrawPart part =
      letter::make_draw_part(work.runtime.ops, work.runtime.randomness, place, work.trustee,
                             work.record.keys()->shares_of(work.trustee).draw, work.shares.draw());
  UNDERSIGNED_TRY_VOID(work.board.put_message(topic, work.trustee, part.encode()));
  work.report.done.push_back("gave its part of the draw after epoch " +
                             std::to_string(place.epoch));
  return {};
}

// The sums that are certain to be opened, all at once.
base::Result<void> give_sums(Work& work) {
  for (const letter::TallyPlace& place : work.record.due_tallies()) {
    UNDERSIGNED_TRY_VOID(give_sum(work, place));
  }
  return {};
}

base::Result<void> give_raising(Work& work, const OpeningBoard& board) {
  if (board.raised_by(work.trustee)) return {};
  std::vector<group::Point> input;
  for (const letter::OpeningPair& pair : board.pairs) {
    input.push_back(pair.r.point());
    input.push_back(pair.z.point());
  }
  const std::size_t number = board.rounds.size() + 1;
  // Two trustees may raise the same pairs at once; who comes second raises the other's. Each power
  // is fresh, and of all that is raised a trustee decrypts one thing only.
  UNDERSIGNED_TRY_VOID(note_input(work, raise_topic(number), digest_points(input)));
  const letter::RaisingPlace place{board.place, static_cast<std::uint8_t>(number), work.trustee};
  work.runtime.progress("raising every pair to a secret power", 0);
  const letter::Opening::Round round{
      work.trustee, letter::raise(work.runtime.ops, work.runtime.randomness, work.runtime.executor,
                                  place, board.pairs)};
  UNDERSIGNED_TRY_VOID(give_round(work.board, place.round, round));
  work.report.done.push_back("raised every pair to a secret power (round " +
                             std::to_string(place.round) + ")");
  return {};
}

base::Result<void> give_decryption(Work& work, const OpeningBoard& board, letter::PartKind kind,
                                   std::span<const proof::PublishedPoint> points) {
  const bool cards = kind == letter::PartKind::kCards;
  UNDERSIGNED_TRY_VOID(note_input(work, cards ? "cards" : "open", digest_published(points)));
  const letter::Item& signature = work.record.manifest()->signature_item();
  const std::size_t level = work.record.settlement()->names_level;
  const ceremony::SlotKeys& keys = work.record.keys()->shares_of(work.trustee);
  const group::Point key = cards ? keys.card : letter::named_key(keys.sealing, signature, level);
  const group::SecretScalar share =
      cards ? work.shares.card().clone()
            : letter::named_share(work.shares.sealing(), signature, level);
  const letter::OpeningPart part =
      letter::make_part(work.runtime.ops, work.runtime.randomness, work.runtime.executor,
                        {board.place, kind, work.trustee}, key, share, points);
  UNDERSIGNED_TRY_VOID(give_part(work.board, kind, part));
  work.report.done.push_back(cards ? "gave its part of the opened cards' keys"
                                   : "gave its part of the names' decryption");
  return {};
}

base::Result<void> give_opening(Work& work) {
  const std::size_t threshold = work.record.manifest()->threshold;
  UNDERSIGNED_TRY(const OpeningBoard* board, work.desk.opening());
  if (board->rounds.size() < threshold) {
    UNDERSIGNED_TRY_VOID(give_raising(work, *board));
    UNDERSIGNED_TRY(board, work.desk.opening());
  }
  if (board->rounds.size() < threshold || !board->raised_by(work.trustee)) return {};
  const auto has_part = [&](const auto& parts) {
    return std::ranges::any_of(parts,
                               [&](const auto& part) { return part.trustee == work.trustee; });
  };
  if (!has_part(board->parts)) {
    UNDERSIGNED_TRY_VOID(give_decryption(work, *board, letter::PartKind::kPairs,
                                         letter::first_components(board->pairs)));
    UNDERSIGNED_TRY(board, work.desk.opening());
  }
  if (!board->card_points.empty() && !has_part(board->card_parts)) {
    return give_decryption(work, *board, letter::PartKind::kCards, board->card_points);
  }
  return {};
}

// Whether the draw after the last epoch is there and did not close the letter.
bool goes_on(const letter::RecordVerifier& record) {
  return record.next().kind == letter::NextKind::kEpoch && record.epochs_complete() > 0 &&
         record.manifest()->may_close(record.epochs_complete());
}

base::Result<void> contribute(Work& work) {
  switch (work.record.next().kind) {
    case letter::NextKind::kSignatureTally:
    case letter::NextKind::kTally:
      return give_sums(work);
    case letter::NextKind::kOpening:
      return give_opening(work);
    case letter::NextKind::kDraw:
      return give_draw(work);
    case letter::NextKind::kComplete:
      return {};
    default:
      return base::fail("open.early", "10",
                        "The letter is not closed yet, and no draw is due. Trustees are asked "
                        "after: undersigned close");
  }
}

// Before it first contributes to what the epochs so far make, a trustee wants the record cosigned
// as the manifest requires (section 8): then so many witnesses have seen no other one. It remembers
// that they had; what comes later must extend this record (Key::note_record).
base::Result<void> check_witnesses(TrusteeDesk& desk, Key& key,
                                   const letter::RecordVerifier& record, const Runtime& runtime) {
  const letter::Manifest& manifest = *record.manifest();
  const bool asked = record.next().kind > letter::NextKind::kEpoch;
  if (manifest.witnesses_required == 0 || !asked) return {};
  auto& contributions = key.vault().contributions;
  const std::string seen = std::string(kWitnessed) + "/" + std::to_string(record.epochs_complete());
  if (contributions.contains(seen)) return {};
  UNDERSIGNED_TRY(const base::Bytes note, desk.checkpoint());
  const auto checkpoint = letter::open_checkpoint(manifest, note, letter::Cosignatures::kRequired);
  if (!checkpoint) {
    return base::fail("trustee.witnesses", "8",
                      "Nothing is contributed before witnesses have seen this record: " +
                          checkpoint.error().message);
  }
  if (checkpoint->size != record.leaves() || checkpoint->root != record.root()) {
    return base::fail("trustee.witnesses", "8",
                      "The checkpoint that witnesses cosigned is not of the record as it is now. "
                      "Run this again; if it stays so, ask whoever keeps the record.");
  }
  contributions.emplace(seen, record.root());
  return key.save(runtime);
}

// The objections of a record, for a person, as far as they fit a few lines.
std::string objections_text(const letter::RecordVerifier& record) {
  constexpr std::size_t kMost = 5;
  const auto& objections = record.beside().objections;
  std::string text;
  for (std::size_t i = 0; i < std::min(objections.size(), kMost); ++i) {
    text += (i == 0 ? "" : "; ") + objector_name(objections[i], *record.manifest()) + ": \"" +
            objections[i].text + "\"";
  }
  if (objections.size() > kMost)
    text += "; and " + std::to_string(objections.size() - kMost) + " more";
  return text;
}

// Nothing of the outcome is opened before those who have a part in the letter had the time to
// object, nor before the trustee has weighed what they say (section 7).
base::Result<void> check_objections(const letter::RecordVerifier& record, std::size_t despite,
                                    const Runtime& runtime) {
  if (record.next().kind <= letter::NextKind::kDraw ||
      record.next().kind == letter::NextKind::kComplete)
    return {};
  const letter::Manifest& manifest = *record.manifest();
  const auto now = static_cast<std::uint64_t>(runtime.now());
  // Epochs that are ended one at once after the other end a second apart, the last one a little
  // ahead.
  if (manifest.objection_seconds > 0 &&
      !letter::objection_time_over(manifest, record.last_epoch_end(), now)) {
    const std::uint64_t over = record.last_epoch_end() + manifest.objection_seconds;
    return base::fail("open.objection_time", "7",
                      "There is time to object until " +
                          base::format_time(static_cast<std::int64_t>(over)) +
                          ". Nothing is opened before; come back then.");
  }
  const std::size_t objections = record.beside().objections.size();
  if (objections == despite) return {};
  // A yes to more than there are would be one to what nobody has read.
  if (objections < despite) {
    return base::fail("open.despite", "7",
                      "--despite " + std::to_string(despite) +
                          " says that you have read more objections than there are: " +
                          std::to_string(objections) + ".");
  }
  return base::fail(
      "open.objections", "7",
      "Weigh what stands against opening this letter now. " + objections_text(record) +
          ". To go on all the same, say that you have read " + std::to_string(objections) +
          " of them: --despite " + std::to_string(objections));
}

}  // namespace

base::Result<TrusteeReport> trustee_open(TrusteeDesk& desk, Key& key, const Runtime& runtime,
                                         std::size_t despite) {
  UNDERSIGNED_TRY(const letter::Manifest manifest, desk.manifest());
  UNDERSIGNED_TRY(const std::uint8_t trustee, key.number_in(manifest));
  UNDERSIGNED_TRY_VOID(key.check_not_erased());
  if (key.vault().shares.reveal().empty()) {
    return base::fail("trustee.shares", "4",
                      "This key holds no shares; the key ceremony was not finished with it.");
  }
  UNDERSIGNED_TRY(const ceremony::TrusteeShares shares,
                  ceremony::TrusteeShares::parse(key.vault().shares.reveal()));
  TrusteeReport report;
  const letter::RecordVerifier* record = nullptr;
  while (true) {
    // First what a stopped command left undone, then what this trustee has just given.
    UNDERSIGNED_TRY(record, desk.record(runtime));
    UNDERSIGNED_TRY_VOID(key.note_record(desk, runtime));
    if (goes_on(*record)) {
      report.waiting = "The draw lets the letter go on; come back when the next epoch has ended.";
      return report;
    }
    UNDERSIGNED_TRY_VOID(check_witnesses(desk, key, *record, runtime));
    UNDERSIGNED_TRY_VOID(check_objections(*record, despite, runtime));
    const std::size_t before = report.done.size();
    Work work{desk, desk.board(), key, trustee, shares, *record, runtime, report};
    UNDERSIGNED_TRY_VOID(contribute(work));
    report.complete = record->next().kind == letter::NextKind::kComplete;
    if (report.done.size() == before) break;
  }
  if (report.complete) return report;
  UNDERSIGNED_TRY(TrusteeWatch watch, desk.watch());
  report.waiting = watch.waiting.empty() ? "The next step is being made; run this command again."
                                         : std::move(watch.waiting);
  report.faults = std::move(watch.faults);
  return report;
}

}  // namespace undersigned::trustee
