#include "app/service/board_door.h"

#include <algorithm>

#include "core/ceremony/complaint.h"
#include "core/ceremony/messages.h"
#include "core/hash/transcript.h"
#include "core/letter/cells.h"
#include "core/letter/erasure.h"
#include "core/letter/holding.h"
#include "core/trustee/ceremony_board.h"
#include "core/trustee/opening_board.h"

namespace undersigned::service {
namespace {

using ceremony::CeremonyContext;

// What a contribution is judged by.
struct Desk {
  const store::Board& board;
  const letter::Manifest& manifest;
  RecordView& view;
  const letter::RecordVerifier& record;
  const Contribution& given;
  const Runtime& runtime;
};

std::unexpected<base::Error> wrong_phase(const char* message) {
  return base::fail("board.phase", "", message);
}

base::Result<void> same_sender(std::uint8_t sender, const Desk& desk) {
  if (sender == desk.given.trustee) return {};
  return base::fail("board.sender", "4", "It bears another trustee's number.");
}

// All n messages of the round before.
base::Result<std::vector<base::Bytes>> round_before(const Desk& desk, std::string_view topic) {
  UNDERSIGNED_TRY(auto messages, messages_of_all(desk.board, topic, desk.manifest.trustees.size()));
  if (messages.empty())
    return wrong_phase("Not every trustee has given the message of the round before.");
  return messages;
}

base::Result<void> check_disclosure(const Desk& desk, const CeremonyContext& context) {
  UNDERSIGNED_TRY(const auto commitments, round_before(desk, trustee::kCommitTopic));
  UNDERSIGNED_TRY(const auto disclosure, ceremony::Disclosure::parse(context, desk.given.message));
  UNDERSIGNED_TRY_VOID(same_sender(disclosure.trustee(), desk));
  UNDERSIGNED_TRY(const auto commitment,
                  ceremony::Commitment::parse(context, commitments[desk.given.trustee - 1u]));
  return commitment.check_opened_by(context, disclosure);
}

// A certificate under what the board has: the hash of all dealings.
base::Result<void> check_confirmation(const Desk& desk, const CeremonyContext& context) {
  UNDERSIGNED_TRY(const auto disclosures, round_before(desk, trustee::kDiscloseTopic));
  UNDERSIGNED_TRY(const auto confirmation,
                  ceremony::Confirmation::parse(context, desk.given.message));
  UNDERSIGNED_TRY_VOID(same_sender(confirmation.trustee, desk));
  std::vector<ceremony::TrusteePart> parts;
  for (const base::Bytes& message : disclosures) {
    UNDERSIGNED_TRY(const auto disclosure, ceremony::Disclosure::parse(context, message));
    UNDERSIGNED_TRY(auto keys, disclosure.open(context));
    parts.push_back({std::move(keys.dealing), {}});
  }
  return ceremony::verify_certificate(context, confirmation.trustee,
                                      ceremony::certificate_hash(parts), confirmation.signature);
}

base::Result<void> check_complaint(const Desk& desk, const CeremonyContext& context) {
  UNDERSIGNED_TRY(const auto commitments, round_before(desk, trustee::kCommitTopic));
  UNDERSIGNED_TRY(const auto disclosures, round_before(desk, trustee::kDiscloseTopic));
  UNDERSIGNED_TRY(const auto complaint, ceremony::Complaint::parse(context, desk.given.message));
  UNDERSIGNED_TRY_VOID(same_sender(complaint.trustee, desk));
  const std::size_t dealer = complaint.dealer - 1u;
  UNDERSIGNED_TRY(const auto commitment, ceremony::Commitment::parse(context, commitments[dealer]));
  UNDERSIGNED_TRY(const auto disclosure, ceremony::Disclosure::parse(context, disclosures[dealer]));
  UNDERSIGNED_TRY(const auto fault, ceremony::judge(context, commitment, disclosure, complaint));
  static_cast<void>(fault);  // every trustee judges for itself
  return {};
}

base::Result<void> check_ceremony(const Desk& desk) {
  if (desk.record.leaves() > 0) return wrong_phase("The key ceremony is over.");
  const CeremonyContext context = letter::ceremony_context(desk.manifest);
  switch (desk.given.topic.kind) {
    case trustee::TopicKind::kCommit: {
      UNDERSIGNED_TRY(const auto commitment,
                      ceremony::Commitment::parse(context, desk.given.message));
      UNDERSIGNED_TRY_VOID(same_sender(commitment.trustee, desk));
      return commitment.verify(context);
    }
    case trustee::TopicKind::kDisclose:
      return check_disclosure(desk, context);
    case trustee::TopicKind::kConfirm:
      return check_confirmation(desk, context);
    default:
      return check_complaint(desk, context);
  }
}

base::Result<void> check_holding(const Desk& desk) {
  if (desk.record.next().kind != letter::NextKind::kHolding)
    return wrong_phase("Statements about the cards are given before the first epoch.");
  UNDERSIGNED_TRY(const auto statement, letter::HoldingStatement::parse(desk.given.message));
  return statement.verify(desk.manifest, *desk.record.fingerprint(), desk.given.trustee);
}

base::Result<void> check_draw(const Desk& desk) {
  if (desk.record.next().kind != letter::NextKind::kDraw ||
      desk.given.topic.round != desk.record.epochs_complete())
    return wrong_phase("This draw is not asked for now.");
  UNDERSIGNED_TRY(const letter::DrawPart part, letter::DrawPart::parse(desk.given.message));
  UNDERSIGNED_TRY_VOID(same_sender(part.trustee, desk));
  return trustee::verify_draw(desk.record, part);
}

base::Result<void> check_sum(const Desk& desk) {
  for (const letter::TallyPlace& place : desk.record.due_tallies()) {
    if (trustee::BoardTopic::of_sum(place) != desk.given.topic) continue;
    UNDERSIGNED_TRY(const letter::SumPart part,
                    letter::SumPart::parse(desk.given.message, place.options));
    UNDERSIGNED_TRY_VOID(same_sender(part.trustee, desk));
    return trustee::verify_sum(desk.record, place, part);
  }
  return wrong_phase("This sum is not asked for now.");
}

base::Result<void> check_part(const Desk& desk, const trustee::OpeningBoard& board) {
  const std::size_t threshold = desk.manifest.threshold;
  const letter::PartKind kind = desk.given.topic.kind == trustee::TopicKind::kCards
                                    ? letter::PartKind::kCards
                                    : letter::PartKind::kPairs;
  if (board.rounds.size() < threshold || !board.raised_by(desk.given.trustee))
    return wrong_phase("Only the trustees that raised decrypt, once all have raised.");
  const auto points = board.points(kind);
  if (points.empty()) return wrong_phase("Cards are opened once all names are decrypted.");
  UNDERSIGNED_TRY(const letter::OpeningPart part,
                  letter::OpeningPart::parse(desk.given.message, points.size()));
  UNDERSIGNED_TRY_VOID(same_sender(part.trustee, desk));
  return verify_opening_part(board, desk.record, kind, points, part);
}

base::Result<void> check_opening(const Desk& desk) {
  if (desk.record.next().kind != letter::NextKind::kOpening)
    return wrong_phase("No names are opened now.");
  UNDERSIGNED_TRY(const trustee::OpeningBoard* found, desk.view.opening(desk.board));
  const trustee::OpeningBoard& board = *found;
  if (desk.given.topic.kind != trustee::TopicKind::kRaise) return check_part(desk, board);
  if (desk.given.topic.round != board.rounds.size() + 1 ||
      board.rounds.size() >= desk.manifest.threshold)
    return wrong_phase("This round of raising is not the next one.");
  UNDERSIGNED_TRY(const letter::Opening::Round round,
                  parse_round_message(desk.given.message, desk.manifest, board, desk.runtime));
  UNDERSIGNED_TRY_VOID(same_sender(round.trustee, desk));
  return verify_round(board, round, desk.runtime);
}

// Of a letter that failed; whether it is time, and who says so, is the statement's own to tell.
base::Result<void> check_erasure(const Desk& desk) {
  const auto& settlement = desk.record.settlement();
  if (desk.record.next().kind != letter::NextKind::kComplete || settlement->signatures > 0)
    return wrong_phase("Shares are erased once the letter has failed.");
  UNDERSIGNED_TRY(const auto statement, letter::ErasureStatement::parse(desk.given.message));
  UNDERSIGNED_TRY_VOID(same_sender(statement.trustee, desk));
  return statement.verify(desk.manifest, *desk.record.fingerprint(), desk.record.last_epoch_end());
}

base::Result<void> check(const Desk& desk) {
  switch (desk.given.topic.kind) {
    case trustee::TopicKind::kCommit:
    case trustee::TopicKind::kDisclose:
    case trustee::TopicKind::kConfirm:
    case trustee::TopicKind::kComplain:
      return check_ceremony(desk);
    case trustee::TopicKind::kHolding:
      return check_holding(desk);
    case trustee::TopicKind::kDraw:
      return check_draw(desk);
    case trustee::TopicKind::kSum:
      return check_sum(desk);
    case trustee::TopicKind::kErasure:
      return check_erasure(desk);
    default:
      return check_opening(desk);
  }
}

}  // namespace

base::Result<void> check_trustee(const letter::Manifest& manifest, std::uint8_t trustee,
                                 base::ByteView signed_message, const group::Signature& signature) {
  if (trustee < 1 || trustee > manifest.trustees.size())
    return base::fail("board.trustee", "", "This letter has no trustee of that number.");
  if (!group::verify_ed25519(manifest.trustees[trustee - 1u].signing_key, signed_message,
                             signature))
    return base::fail("board.signature", "", "The trustee's key did not sign this.");
  return {};
}

base::Result<store::Accepted> take_contribution(store::Board& board,
                                                const letter::Manifest& manifest, RecordView& view,
                                                const Contribution& given, const Runtime& runtime) {
  UNDERSIGNED_TRY_VOID(check_trustee(
      manifest, given.trustee,
      board_message(manifest.hash(), given.topic, given.trustee, given.message), given.signature));
  const std::string topic = given.topic.stored();
  const std::uint32_t author = given.topic.shared() ? 0 : given.trustee;
  UNDERSIGNED_TRY(const auto earlier, board.message(topic, author));
  if (earlier && std::ranges::equal(*earlier, given.message)) return store::Accepted::kRepeated;
  if (earlier && given.topic.shared())
    return base::fail("opening.taken", "11", "Another trustee has just given this round.");
  if (!earlier) {
    const Desk desk{board, manifest, view, view.verified(), given, runtime};
    if (auto good = check(desk); !good) {
      if (good.error().check == "board.phase") return std::unexpected(good.error());
      return base::fail("board.message", good.error().section,
                        good.error().check + ": " + good.error().message);
    }
  }
  UNDERSIGNED_TRY_VOID(board.put_message(topic, author, given.message));
  return store::Accepted::kNew;
}

}  // namespace undersigned::service
