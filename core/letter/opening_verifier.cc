#include <algorithm>
#include <string>
#include <tuple>

#include "core/base/check.h"
#include "core/base/codec.h"
#include "core/letter/opening.h"
#include "core/letter/weighted.h"

namespace undersigned::letter {
namespace {

std::unexpected<base::Error> refuse(std::string check, std::string message) {
  return base::fail(std::move(check), "11", std::move(message));
}

std::string_view title(OpeningSection section) {
  switch (section) {
    case OpeningSection::kRaising:
      return "raising";
    case OpeningSection::kParts:
      return "parts";
    case OpeningSection::kProof:
      return "proof of parts";
    case OpeningSection::kCards:
      return "cards";
    case OpeningSection::kCardParts:
      return "card parts";
    case OpeningSection::kCardProof:
      return "proof of card parts";
  }
  return "";
}

}  // namespace

// What comes next is always one leaf of one section; `done_` elements of its list were read.
class OpeningVerifier::State {
 public:
  State(const Letter& letter, const OpeningPlace& place, std::size_t names_level,
        std::uint32_t names, std::vector<std::uint32_t> credentials, std::vector<OpeningPair> pairs,
        base::Executor& executor, base::Randomness& randomness)
      : letter_(letter),
        place_(place),
        names_level_(names_level),
        expected_names_(names),
        executor_(executor),
        randomness_(randomness),
        credentials_(std::move(credentials)),
        pairs_(std::move(pairs)) {}

  base::Result<void> add(base::ByteView payload);
  bool complete() const { return complete_; }
  const std::vector<OpenedName>& names() const { return names_; }

 private:
  struct Chunk {
    std::uint8_t trustee;
    base::ByteView content;
  };

  base::Result<Chunk> read_header(base::ByteView payload) const;
  // The number of elements that the next leaf of a list of `size` must have, each of `bytes`.
  base::Result<std::size_t> expect(const Chunk& chunk, std::size_t size, std::size_t full,
                                   std::size_t bytes) const;
  base::Result<void> add_raising(const Chunk& chunk);
  base::Result<void> begin_round(std::uint8_t trustee);
  base::Result<void> add_parts(const Chunk& chunk);
  base::Result<void> add_proof(const Chunk& chunk);
  base::Result<void> add_cards(const Chunk& chunk);
  base::Result<void> add_card(base::ByteView bytes, std::uint32_t index);
  base::Result<void> open_cards();
  base::Result<void> check_names_differ() const;
  base::Result<OpenedName> open_one(const OpenedCard& card, std::optional<std::size_t> position);

  void begin_parts(PartKind kind);
  void begin_trustee();
  base::Result<void> finish_parts();
  base::Result<void> find_opened();

  Letter letter_;
  OpeningPlace place_;
  std::size_t names_level_;
  std::uint32_t expected_names_;
  base::Executor& executor_;
  base::Randomness& randomness_;

  OpeningSection section_ = OpeningSection::kRaising;
  std::size_t done_ = 0;
  bool complete_ = false;
  std::vector<std::uint32_t> credentials_;  // of the pairs
  std::vector<OpeningPair> pairs_;          // raised as far as they were read
  std::vector<std::uint8_t> trustees_;      // in the order of the rounds; ascending once all are in

  PartKind kind_ = PartKind::kPairs;
  std::vector<proof::PublishedPoint> points_;  // X_i of the parts that are being read
  std::optional<WeightedParts> part_;          // of trustees_[part_number_]
  std::size_t part_number_ = 0;
  std::optional<PartSum> sum_;

  std::vector<std::uint32_t> opened_;
  std::vector<OpenedCard> cards_;
  std::vector<OpenedName> names_;
};

base::Result<void> OpeningVerifier::State::add(base::ByteView payload) {
  if (complete_) return refuse("names.order", "The opening is complete; nothing may follow in it.");
  UNDERSIGNED_TRY(const Chunk chunk, read_header(payload));
  switch (section_) {
    case OpeningSection::kRaising:
      return add_raising(chunk);
    case OpeningSection::kParts:
    case OpeningSection::kCardParts:
      return add_parts(chunk);
    case OpeningSection::kProof:
    case OpeningSection::kCardProof:
      return add_proof(chunk);
    case OpeningSection::kCards:
      return add_cards(chunk);
  }
  return {};
}

base::Result<OpeningVerifier::State::Chunk> OpeningVerifier::State::read_header(
    base::ByteView payload) const {
  base::Reader in(payload);
  const auto section = in.u8();
  const auto trustee = in.u8();
  const auto first = in.u32();
  if (!section || !trustee || !first) {
    return refuse("names.encoding", "A leaf of the opening is too short.");
  }
  const bool list = section_ != OpeningSection::kProof && section_ != OpeningSection::kCardProof;
  if (*section != static_cast<std::uint8_t>(section_) || *first != (list ? done_ : 0)) {
    return refuse("names.order", "Section " + std::to_string(*section) + " from element " +
                                     std::to_string(*first) + " stands where " +
                                     std::string(title(section_)) + " from element " +
                                     std::to_string(list ? done_ : 0) + " should be.");
  }
  return Chunk{*trustee, payload.subspan(6)};
}

base::Result<std::size_t> OpeningVerifier::State::expect(const Chunk& chunk, std::size_t size,
                                                         std::size_t full,
                                                         std::size_t bytes) const {
  const std::size_t count = std::min(full, size - done_);
  if (chunk.content.size() != count * bytes) {
    return refuse("names.encoding", "A leaf of " + std::string(title(section_)) + " must have " +
                                        std::to_string(count) + " elements of " +
                                        std::to_string(bytes) + " bytes.");
  }
  return count;
}

base::Result<void> OpeningVerifier::State::begin_round(std::uint8_t trustee) {
  if (trustee == 0 || trustee > letter_.keys.trustees() ||
      std::ranges::find(trustees_, trustee) != trustees_.end()) {
    return refuse("names.trustees", "Round " + std::to_string(trustees_.size() + 1) +
                                        " is by trustee " + std::to_string(trustee) +
                                        ", who is not one of the letter's or came before.");
  }
  trustees_.push_back(trustee);
  return {};
}

base::Result<void> OpeningVerifier::State::add_raising(const Chunk& chunk) {
  if (done_ == 0) UNDERSIGNED_TRY_VOID(begin_round(chunk.trustee));
  if (chunk.trustee != trustees_.back()) {
    return refuse("names.trustees", "A round is by one trustee from beginning to end.");
  }
  UNDERSIGNED_TRY(const std::size_t count,
                  expect(chunk, pairs_.size(), kRaisingChunk, RaisedPair::kSize));
  UNDERSIGNED_TRY(const std::vector<RaisedPair> raised,
                  parse_round(chunk.content, count, executor_));
  const auto from = std::span<const OpeningPair>(pairs_).subspan(done_, count);
  const RaisingPlace place{place_, static_cast<std::uint8_t>(trustees_.size()), chunk.trustee};
  UNDERSIGNED_TRY_VOID(
      verify_raise(randomness_, executor_, place, static_cast<std::uint32_t>(done_), from, raised));
  for (std::size_t i = 0; i < count; ++i) pairs_[done_ + i] = raised[i].pair;
  done_ += count;
  if (done_ < pairs_.size()) return {};
  done_ = 0;
  if (trustees_.size() == letter_.keys.threshold) {
    std::ranges::sort(trustees_);
    points_ = first_components(pairs_);
    begin_parts(PartKind::kPairs);
  }
  return {};
}

void OpeningVerifier::State::begin_parts(PartKind kind) {
  kind_ = kind;
  part_number_ = 0;
  sum_.emplace(trustees_, points_.size());
  begin_trustee();
}

void OpeningVerifier::State::begin_trustee() {
  const std::uint8_t trustee = trustees_[part_number_];
  const ceremony::SlotKeys& shares = letter_.keys.shares_of(trustee);
  const bool pairs = kind_ == PartKind::kPairs;
  part_.emplace(PartPlace{place_, kind_, trustee},
                pairs ? named_key(shares.sealing, letter_.manifest.signature_item(), names_level_)
                      : shares.card,
                points_);
  section_ = pairs ? OpeningSection::kParts : OpeningSection::kCardParts;
  done_ = 0;
}

base::Result<void> OpeningVerifier::State::add_parts(const Chunk& chunk) {
  if (chunk.trustee != trustees_[part_number_]) {
    return refuse("names.trustees", "The part of trustee " + std::to_string(chunk.trustee) +
                                        " stands where trustee " +
                                        std::to_string(trustees_[part_number_]) + "'s should be.");
  }
  UNDERSIGNED_TRY(const std::size_t count, expect(chunk, points_.size(), kPartsChunk, 32));
  std::vector<proof::PublishedPoint> d;
  d.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    UNDERSIGNED_TRY(auto point,
                    parse_part_point(chunk.content.subspan(32 * i, 32), chunk.trustee, done_ + i));
    d.push_back(point);
  }
  part_->add(d);
  done_ += count;
  if (part_->complete()) {
    section_ = kind_ == PartKind::kPairs ? OpeningSection::kProof : OpeningSection::kCardProof;
  }
  return {};
}

base::Result<void> OpeningVerifier::State::add_proof(const Chunk& chunk) {
  if (chunk.trustee != trustees_[part_number_]) {
    return refuse("names.trustees", "A proof stands after its own trustee's part.");
  }
  if (chunk.content.size() != 96) {
    return refuse("names.encoding", "A proof of parts has the wrong length.");
  }
  UNDERSIGNED_TRY_VOID(part_->verify(chunk.content));
  sum_->add(chunk.trustee, part_->d(), executor_);
  if (++part_number_ < trustees_.size()) {
    begin_trustee();
    return {};
  }
  return finish_parts();
}

base::Result<void> OpeningVerifier::State::finish_parts() {
  part_.reset();
  if (kind_ == PartKind::kPairs) return find_opened();
  return open_cards();
}

base::Result<void> OpeningVerifier::State::find_opened() {
  opened_ = opened_set(credentials_, pairs_, sum_->sums());
  pairs_ = {};
  if (opened_.size() != expected_names_) {
    return refuse("names.number", std::to_string(opened_.size()) +
                                      " credentials open; the count says that " +
                                      std::to_string(expected_names_) + " signed by name.");
  }
  section_ = OpeningSection::kCards;
  done_ = 0;
  return {};
}

base::Result<void> OpeningVerifier::State::add_cards(const Chunk& chunk) {
  if (chunk.trustee != 0) return refuse("names.trustees", "Cards are no trustee's part.");
  UNDERSIGNED_TRY(const std::size_t count,
                  expect(chunk, opened_.size(), kCardsChunk, kOpenedCardBytes));
  for (std::size_t i = 0; i < count; ++i) {
    UNDERSIGNED_TRY_VOID(add_card(chunk.content.subspan(kOpenedCardBytes * i, kOpenedCardBytes),
                                  opened_[done_ + i]));
  }
  done_ += count;
  if (done_ < opened_.size()) return {};
  points_ = card_points(cards_);
  if (points_.empty()) return open_cards();
  begin_parts(PartKind::kCards);
  return {};
}

base::Result<void> OpeningVerifier::State::add_card(base::ByteView bytes, std::uint32_t index) {
  base::Reader in(bytes);
  OpenedCard card;
  UNDERSIGNED_TRY(card.index, in.u32());
  UNDERSIGNED_TRY(card.body, in.array<kCardBodyBytes>());
  if (card.index != index) {
    return refuse("names.cards", "The card of credential " + std::to_string(card.index) +
                                     " stands where that of the opened credential " +
                                     std::to_string(index) + " should be.");
  }
  if (card_hash(card.body) != letter_.roster.card_hash(index)) {
    return refuse("names.card_hash", "The card of credential " + std::to_string(index) +
                                         " is not the one in the roster.");
  }
  cards_.push_back(card);
  return {};
}

base::Result<void> OpeningVerifier::State::open_cards() {
  std::size_t readable = 0;
  for (const OpenedCard& card : cards_) {
    std::optional<std::size_t> position;
    if (card_point(card.body)) position = readable++;
    UNDERSIGNED_TRY(OpenedName name, open_one(card, position));
    names_.push_back(std::move(name));
  }
  cards_ = {};
  UNDERSIGNED_TRY_VOID(check_names_differ());
  complete_ = true;
  return {};
}

// Also two commitments may be to one name.
base::Result<void> OpeningVerifier::State::check_names_differ() const {
  std::vector<const OpenedName*> by_name;
  for (const OpenedName& name : names_) {
    if (name.readable) by_name.push_back(&name);
  }
  std::ranges::sort(by_name, {},
                    [](const OpenedName* one) { return std::tie(one->name, one->index); });
  const auto twice = std::ranges::adjacent_find(by_name, {}, &OpenedName::name);
  if (twice == by_name.end()) return {};
  return refuse("names.card_name", "The cards of credentials " + std::to_string((*twice)->index) +
                                       " and " + std::to_string((*std::next(twice))->index) +
                                       " bear the same name.");
}

base::Result<OpenedName> OpeningVerifier::State::open_one(const OpenedCard& card,
                                                          std::optional<std::size_t> position) {
  OpenedName name;
  name.index = card.index;
  name.cohort = letter_.roster.cohort_name(card.index);
  if (!position) return name;
  const CardBinding binding{letter_.manifest.hash(), letter_.roster.key(card.index).bytes(),
                            name.cohort};
  const auto plaintext = open_card(card.body, sum_->sums()[*position], binding);
  if (!plaintext) return name;
  const std::string of = "The card of credential " + std::to_string(card.index) + " ";
  const auto read = parse_opened_card(*plaintext, binding, letter_.manifest.names);
  if (!read) return refuse("names.card", of + "is no card: " + read.error().message);
  if (!letter_.roster.find_name(read->name, read->salt))
    return refuse("names.card_name", of + "bears a name that is not in the list.");
  name.readable = true;
  name.name = read->name;
  name.role = read->role;
  return name;
}

OpeningVerifier::OpeningVerifier(const Letter& letter, const OpeningPlace& place,
                                 std::size_t names_level, std::uint32_t names,
                                 std::vector<std::uint32_t> credentials,
                                 std::vector<OpeningPair> pairs, base::Executor& executor,
                                 base::Randomness& randomness)
    : state_(std::make_unique<State>(letter, place, names_level, names, std::move(credentials),
                                     std::move(pairs), executor, randomness)) {}
OpeningVerifier::~OpeningVerifier() = default;
OpeningVerifier::OpeningVerifier(OpeningVerifier&&) noexcept = default;
OpeningVerifier& OpeningVerifier::operator=(OpeningVerifier&&) noexcept = default;

base::Result<void> OpeningVerifier::add(base::ByteView payload) { return state_->add(payload); }
bool OpeningVerifier::complete() const { return state_->complete(); }
const std::vector<OpenedName>& OpeningVerifier::names() const { return state_->names(); }

}  // namespace undersigned::letter
