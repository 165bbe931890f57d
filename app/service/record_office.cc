#include "app/service/record_office.h"

#include <algorithm>

#include "app/service/key_file.h"
#include "app/service/record_export.h"
#include "core/letter/leaf.h"
#include "core/letter/opening.h"
#include "core/trustee/ceremony_board.h"
#include "core/trustee/opening_board.h"
#include "core/trustee/trustee_vault.h"

namespace undersigned::service {
namespace {

using Leaves = std::vector<base::Bytes>;

base::Result<Leaves> holding_leaves(const LetterFolder& folder,
                                    const letter::RecordVerifier& record) {
  // All n in one append, in the order of τ.
  Leaves leaves;
  UNDERSIGNED_TRY(const auto statements, messages_of_all(folder.store(), trustee::kHoldingTopic,
                                                         record.manifest()->trustees.size()));
  for (std::size_t i = record.next().trustee; i <= statements.size(); ++i) {
    leaves.push_back(letter::encode_leaf(letter::LeafKind::kStatement, statements[i - 1]));
  }
  return leaves;
}

base::Result<Leaves> tally_leaf(const LetterFolder& folder, const letter::RecordVerifier& record,
                                const letter::TallyPlace& place) {
  UNDERSIGNED_TRY(std::vector<letter::SumPart> parts, sum_parts(folder.store(), record, place));
  const std::size_t threshold = record.manifest()->threshold;
  if (parts.size() < threshold) return Leaves{};
  parts.resize(threshold);
  std::ranges::sort(parts, {}, &letter::SumPart::trustee);
  letter::Tally tally;
  tally.place = place;
  UNDERSIGNED_TRY(tally.numbers, letter::count_parts(record.sum(place), parts));
  tally.parts = std::move(parts);
  return Leaves{letter::encode_leaf(letter::LeafKind::kTally, tally.encode())};
}

base::Result<Leaves> draw_leaf(const LetterFolder& folder, const letter::RecordVerifier& record) {
  UNDERSIGNED_TRY(std::vector<letter::DrawPart> parts, draw_parts(folder.store(), record));
  const std::size_t threshold = record.manifest()->threshold;
  if (parts.size() < threshold) return Leaves{};
  parts.resize(threshold);
  std::ranges::sort(parts, {}, &letter::DrawPart::trustee);
  const letter::Draw draw{record.epochs_complete(), std::move(parts)};
  return Leaves{letter::encode_leaf(letter::LeafKind::kDraw, draw.encode())};
}

base::Result<Leaves> opening_leaves(const LetterFolder& folder, RecordView& view) {
  UNDERSIGNED_TRY(const trustee::OpeningBoard* board, view.opening(folder.store()));
  if (!board->complete(view.verified().manifest()->threshold)) return Leaves{};
  const letter::Opening opening{board->rounds, board->parts, board->cards, board->card_parts};
  Leaves payloads;
  letter::write_opening(opening,
                        [&](base::Bytes payload) { payloads.push_back(std::move(payload)); });
  return letter::encode_sequence(letter::LeafKind::kOpening, payloads);
}

// The statements of erasure that are not in the record yet, in the order of τ.
base::Result<Leaves> erasure_leaves(const LetterFolder& folder,
                                    const letter::RecordVerifier& record) {
  Leaves leaves;
  const auto& stated = record.beside().erasures;
  for (std::uint32_t number = 1; number <= record.manifest()->trustees.size(); ++number) {
    if (std::ranges::find(stated, number, &letter::ErasureStatement::trustee) != stated.end())
      continue;
    UNDERSIGNED_TRY(const auto statement, folder.store().message(trustee::kErasureTopic, number));
    if (statement) leaves.push_back(letter::encode_leaf(letter::LeafKind::kStatement, *statement));
  }
  return leaves;
}

// The leaves that can be appended now; none if something is still missing.
base::Result<Leaves> next_leaves(const LetterFolder& folder, RecordView& view) {
  const letter::RecordVerifier& record = view.verified();
  const letter::NextStep next = record.next();
  switch (next.kind) {
    case letter::NextKind::kHolding:
      return holding_leaves(folder, record);
    case letter::NextKind::kDraw:
      return draw_leaf(folder, record);
    case letter::NextKind::kSignatureTally:
    case letter::NextKind::kTally:
      return tally_leaf(folder, record, next.tally);
    case letter::NextKind::kOpening:
      return opening_leaves(folder, view);
    case letter::NextKind::kComplete:
      return erasure_leaves(folder, record);
    case letter::NextKind::kFoundation:
    case letter::NextKind::kEpoch:
      break;
  }
  return Leaves{};
}

}  // namespace

base::Result<void> append_complete(LetterFolder& folder, RecordView& view) {
  UNDERSIGNED_TRY_VOID(view.refresh(folder.store()));
  while (true) {
    UNDERSIGNED_TRY(const Leaves leaves, next_leaves(folder, view));
    if (leaves.empty()) return {};
    UNDERSIGNED_TRY_VOID(folder.store().append_leaves(view.verified().leaves(), leaves));
    UNDERSIGNED_TRY_VOID(view.refresh(folder.store()));
  }
}

base::Result<void> advance_record(LetterFolder& folder, RecordView& view) {
  UNDERSIGNED_TRY_VOID(append_complete(folder, view));
  return rebuild_record(folder);
}

base::Result<void> rebuild_record(const LetterFolder& folder) {
  UNDERSIGNED_TRY(const letter::Manifest manifest, folder.manifest());
  UNDERSIGNED_TRY(const KeyFile log_key,
                  KeyFile::load(folder.key("log"), KeyKind::kLog, std::nullopt));
  return export_record(folder, manifest, log_key.signing());
}

}  // namespace undersigned::service
