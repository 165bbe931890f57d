// The drawn closing epoch (docs/protocol.md 7): each epoch of the window is as likely, nobody
// chooses, and nothing else follows than what the draw says.
#include <gtest/gtest.h>

#include <array>

#include "core/letter/draw.h"
#include "tests/unit/letter_verify/altered.h"

namespace undersigned::test {
namespace {

constexpr std::uint32_t kEpochs = 3;

// A letter of three epochs, all in the window, after its first; `closes`: whether the draw says so.
const TinyLetter& first_epoch(bool closes) {
  static const auto find = [](bool wanted) {
    for (std::uint8_t seed = 7;; ++seed) {
      TinyPlan plan;
      plan.epochs = plan.window = kEpochs;
      plan.seed = seed;
      TinyLetter letter(std::make_shared<const TinyFoundation>(plan));
      letter.holding().epoch(kNamesOpen);
      if (letter.draw_closes() == wanted) return letter;
    }
  };
  static const TinyLetter closing = find(true), going_on = find(false);
  return closes ? closing : going_on;
}

std::string refusal(const TinyLetter& letter) {
  const Verified verified = verify_leaves(letter.leaves());
  if (!verified.failure) return "valid";
  EXPECT_EQ(verified.failure->leaf, letter.leaves().size() - 1) << show(verified.failure);
  return verified.failure->check;
}
TinyLetter after(bool closes) { return first_epoch(closes); }

TEST(Draw, ClosesTheLetter) {
  const Verified verified = verify_leaves(after(true).draw().finish().leaves());
  ASSERT_FALSE(verified.failure) << show(verified.failure);
  EXPECT_EQ(verified.outcome->state, letter::LetterState::kOpenedWithNames);
  EXPECT_EQ(verified.outcome->epochs_complete, 1u);
  const auto line = std::ranges::find(verified.lines, "epochs", &letter::CheckLine::name);
  ASSERT_NE(line, verified.lines.end());
  EXPECT_EQ(line->detail, "1 of 3 epochs complete; the draw closed the letter");
}

TEST(Draw, OrLetsItGoOnToItsEnd) {
  TinyLetter letter = after(false);
  letter.draw();
  while (letter.epochs() < kEpochs) {
    letter.epoch(kNamesOpen);
    if (letter.epochs() == kEpochs) break;
    const bool closes = letter.draw_closes();
    letter.draw();
    if (closes) break;
  }
  letter.finish();
  const Verified verified = verify_leaves(letter.leaves());
  ASSERT_FALSE(verified.failure) << show(verified.failure);
  EXPECT_EQ(verified.outcome->epochs_complete, letter.epochs());
  EXPECT_EQ(verified.outcome->state, letter::LetterState::kOpenedWithNames);
}

TEST(Draw, IsTheSameWhoeverGivesIt) {
  const TinyLetter& letter = first_epoch(true);
  EXPECT_EQ(letter.drawing({1, 2}).drawn(), letter.drawing({2, 3}).drawn());
  EXPECT_EQ(letter.drawing({1, 2}).drawn(), letter.drawing({1, 3}).drawn());
}

TEST(Draw, EachEpochIsAsLikely) {
  constexpr std::uint32_t kLetters = 3'000;
  std::array<std::uint32_t, kEpochs + 1> closed{};
  for (std::uint32_t i = 0; i < kLetters; ++i) {
    std::uint32_t epoch = 1;
    for (; epoch < kEpochs; ++epoch) {
      const base::Bytes message = base::Writer().u32(i).u32(epoch).take();
      const group::Point drawn = group::hash_to_group(message, base::as_bytes("undersigned-tests"));
      if (letter::draw_closes(drawn, epoch, kEpochs)) break;
    }
    ++closed[epoch];
  }
  for (std::uint32_t epoch = 1; epoch <= kEpochs; ++epoch) {
    EXPECT_GT(closed[epoch], kLetters / kEpochs - 130) << epoch;
    EXPECT_LT(closed[epoch], kLetters / kEpochs + 130) << epoch;
  }
}

TEST(Draw, MayBeWaitedFor) {
  const Verified verified = verify_leaves(first_epoch(true).leaves());
  ASSERT_FALSE(verified.failure) << show(verified.failure);
  EXPECT_EQ(verified.outcome->state, letter::LetterState::kInProgress);
  EXPECT_NE(verified.outcome->next.find("draw whether epoch 1"), std::string::npos);
}

TEST(Draw, NothingElseFollows) {
  TinyLetter letter = after(false);
  letter.append(LeafKind::kEntry, letter.entry(0, kCover).encode());
  EXPECT_EQ(refusal(letter), "leaf.order");
  EXPECT_EQ(refusal(after(false).count()), "leaf.order");
  EXPECT_EQ(refusal(after(true).count()), "leaf.order");
  // Not twice, and no epoch after the one that closes.
  EXPECT_EQ(refusal(after(false).draw().draw()), "leaf.order");
  EXPECT_EQ(refusal(after(true).draw().draw()), "leaf.order");
  EXPECT_EQ(refusal(after(false).draw().count()), "leaf.order");
  letter = after(true);
  letter.draw();
  letter.append(LeafKind::kEntry, letter.entry(0, kCover).encode());
  EXPECT_EQ(refusal(letter), "leaf.order");
}

TEST(Draw, ComesAfterAnEpochOfTheWindowOnly) {
  TinyLetter letter(six_people());
  letter.holding().draw();
  EXPECT_EQ(refusal(letter), "leaf.order");
  // Two epochs, window 1: none, neither before the last nor after it.
  letter = TinyLetter(six_people());
  letter.holding().epoch(kTooFew).draw();
  EXPECT_EQ(refusal(letter), "leaf.order");
  letter = two_epochs(kTooFew, kNamesOpen);
  letter.draw();
  EXPECT_EQ(refusal(letter), "leaf.order");
}

// The draw after the first epoch, changed.
std::string changed(const std::function<void(letter::Draw&)>& change, bool closes = true) {
  TinyLetter letter = first_epoch(closes);
  letter::Draw draw = letter.drawing();
  change(draw);
  letter.append(LeafKind::kDraw, draw.encode());
  return refusal(letter);
}

TEST(Draw, EveryPartIsProved) {
  const TinyLetter& letter = first_epoch(true);
  EXPECT_EQ(changed([](letter::Draw&) {}), "valid");
  EXPECT_EQ(changed([&](letter::Draw& d) { d.parts = letter.drawing({2, 3}).parts; }), "valid");
  EXPECT_EQ(changed([](letter::Draw& d) { d.parts[0].d += group::Point::base(); }), "draw.part");
  EXPECT_EQ(changed([](letter::Draw& d) { d.parts[1].proof[40] ^= 1; }), "draw.part");
  EXPECT_EQ(changed([](letter::Draw& d) { d.parts[1].trustee = 3; }), "draw.part");
  EXPECT_EQ(changed([](letter::Draw& d) { std::swap(d.parts[0].d, d.parts[1].d); }), "draw.part");
  // Another letter's.
  EXPECT_EQ(changed([](letter::Draw& d) { d.parts = first_epoch(false).drawing().parts; }),
            "draw.part");
}

TEST(Draw, ByTDifferentTrustees) {
  const TinyLetter& letter = first_epoch(true);
  EXPECT_EQ(changed([](letter::Draw& d) { d.parts.pop_back(); }), "draw.threshold");
  EXPECT_EQ(changed([&](letter::Draw& d) { d.parts = letter.drawing({1, 2, 3}).parts; }),
            "draw.threshold");
  EXPECT_EQ(changed([](letter::Draw& d) { d.parts[1] = d.parts[0]; }), "draw.trustees");
  EXPECT_EQ(changed([](letter::Draw& d) { std::swap(d.parts[0], d.parts[1]); }), "draw.trustees");
  EXPECT_EQ(changed([](letter::Draw& d) { d.parts[1].trustee = 4; }), "draw.trustees");
}

TEST(Draw, OfThisEpoch) {
  EXPECT_EQ(changed([](letter::Draw& d) { d.epoch = 2; }), "draw.epoch");
  // The parts of the epoch before, under this one's number.
  TinyLetter letter = after(false);
  const letter::Draw first = letter.drawing();
  letter.draw().epoch(kNamesOpen);
  letter::Draw second{2, first.parts};
  letter.append(LeafKind::kDraw, second.encode());
  EXPECT_EQ(refusal(letter), "draw.part");
}

TEST(Draw, HasOneEncoding) {
  TinyLetter letter = after(true);
  base::Bytes payload = letter.drawing().encode();
  payload.push_back(0);
  EXPECT_EQ(refusal(letter.append(LeafKind::kDraw, payload)), "draw.encoding");
  letter = after(true);
  payload.resize(payload.size() - 2);
  EXPECT_EQ(refusal(letter.append(LeafKind::kDraw, payload)), "draw.encoding");
}

// A sum of an epoch that did not close is no sum of the letter's.
TEST(Draw, OnlyTheClosingEpochIsCounted) {
  TinyLetter letter = after(false);
  const letter::Tally early = letter.tally(1, letter::kAllCells);
  letter.draw();
  bool closed = false;
  while (!closed) {
    letter.epoch(kTooFew);
    closed = letter.epochs() == kEpochs;
    if (closed) break;
    closed = letter.draw_closes();
    letter.draw();
  }
  letter.append(LeafKind::kTally, early.encode());
  EXPECT_EQ(refusal(letter), "count.part");
}

}  // namespace
}  // namespace undersigned::test
