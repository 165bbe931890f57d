#include "core/trustee/trustee_watch.h"

#include <algorithm>

#include "core/trustee/opening_board.h"

namespace undersigned::trustee {
namespace {

using Numbers = std::vector<std::uint8_t>;

class Watcher {
 public:
  Watcher(const Board& board, RecordView& view)
      : board_(board), view_(view), record_(view.verified()) {}

  base::Result<TrusteeWatch> watch() {
    const letter::NextStep next = record_.next();
    if (next.kind == letter::NextKind::kSignatureTally || next.kind == letter::NextKind::kTally) {
      UNDERSIGNED_TRY_VOID(watch_sum(next.tally));
    } else if (next.kind == letter::NextKind::kOpening) {
      UNDERSIGNED_TRY_VOID(watch_opening());
    } else if (next.kind == letter::NextKind::kDraw) {
      UNDERSIGNED_TRY_VOID(watch_draw());
    }
    return std::move(watch_);
  }

 private:
  std::size_t threshold() const { return record_.manifest()->threshold; }
  std::size_t trustees() const { return record_.manifest()->trustees.size(); }
  const std::string& name(std::size_t trustee) const {
    return record_.manifest()->trustees[trustee - 1].name;
  }

  std::string names(const Numbers& numbers) const {
    std::string text;
    for (const std::uint8_t trustee : numbers) text += (text.empty() ? "" : ", ") + name(trustee);
    return text;
  }

  Numbers all_but(const Numbers& some) const {
    Numbers rest;
    for (std::size_t trustee = 1; trustee <= trustees(); ++trustee) {
      if (std::ranges::find(some, trustee) == some.end())
        rest.push_back(static_cast<std::uint8_t>(trustee));
    }
    return rest;
  }

  // Any of the trustees can give what is missing.
  void wait_for_more(const Numbers& given, const Numbers& false_ones) {
    if (given.size() >= threshold()) return;
    Numbers not_asked = given;
    not_asked.insert(not_asked.end(), false_ones.begin(), false_ones.end());
    watch_.waiting = "Waiting for " + std::to_string(threshold() - given.size()) +
                     " more of: " + names(all_but(not_asked)) +
                     ". Each runs: undersigned trustee open";
  }

  // These and no others can.
  void wait_for_these(const Numbers& missing) {
    if (missing.empty()) return;
    watch_.waiting =
        "Waiting for " + names(missing) +
        ", who took part in raising and must decrypt as well: undersigned trustee open";
  }

  void blame(std::uint8_t trustee, const std::string& what) {
    watch_.faults.push_back("The part that is there in the name of " + name(trustee) + " of " +
                            what + " is false and is not used. Ask " + name(trustee) +
                            " what happened, and tell the others.");
  }

  base::Result<void> watch_sum(const letter::TallyPlace& place) {
    UNDERSIGNED_TRY(const auto parts, sum_parts(board_, record_, place));
    Numbers good;
    for (const letter::SumPart& part : parts) good.push_back(part.trustee);
    return watch_given(sum_topic(place), good,
                       "the sum of '" + record_.manifest()->items[place.item - 1u].id + "'");
  }

  base::Result<void> watch_draw() {
    UNDERSIGNED_TRY(const auto parts, draw_parts(board_, record_));
    Numbers good;
    for (const letter::DrawPart& part : parts) good.push_back(part.trustee);
    return watch_given(draw_topic(record_.epochs_complete()), good, "the draw");
  }

  // Who of those that wrote under a topic gave something false, and who is waited for.
  base::Result<void> watch_given(const std::string& topic, const Numbers& good,
                                 const std::string& what) {
    UNDERSIGNED_TRY(const auto authors, board_.authors(topic));
    Numbers bad;
    for (const std::uint32_t author : authors) {
      const auto trustee = static_cast<std::uint8_t>(author);
      if (author < 1 || author > trustees() || std::ranges::find(good, trustee) != good.end())
        continue;
      bad.push_back(trustee);
      blame(trustee, what);
    }
    wait_for_more(good, bad);
    return {};
  }

  base::Result<void> watch_opening() {
    UNDERSIGNED_TRY(const OpeningBoard* given, view_.opening(board_));
    const OpeningBoard& board = *given;
    Numbers raised;
    for (const auto& round : board.rounds) raised.push_back(round.trustee);
    if (raised.size() < threshold()) {
      wait_for_more(raised, {});
      return {};
    }
    UNDERSIGNED_TRY_VOID(watch_parts(kOpenTopic, "the names' decryption", raised, board.parts));
    if (board.parts.size() == threshold() && !board.card_points.empty())
      return watch_parts(kCardsTopic, "the cards' keys", raised, board.card_parts);
    return {};
  }

  base::Result<void> watch_parts(std::string_view topic, const std::string& what,
                                 const Numbers& raised,
                                 const std::vector<letter::OpeningPart>& good) {
    Numbers missing;
    for (const std::uint8_t trustee : raised) {
      if (std::ranges::find(good, trustee, &letter::OpeningPart::trustee) != good.end()) continue;
      UNDERSIGNED_TRY(const auto message, board_.message(topic, trustee));
      if (message) {
        blame(trustee, what);
      } else {
        missing.push_back(trustee);
      }
    }
    wait_for_these(missing);
    return {};
  }

  const Board& board_;
  RecordView& view_;
  const letter::RecordVerifier& record_;
  TrusteeWatch watch_;
};

}  // namespace

base::Result<TrusteeWatch> watch_trustees(const Board& board, RecordView& view) {
  return Watcher(board, view).watch();
}

}  // namespace undersigned::trustee
