// Another count, other names, other tallies.
#include <gtest/gtest.h>

#include "core/letter/opening.h"
#include "tests/unit/letter_verify/altered.h"

namespace undersigned::test {
namespace {

// --- count -------------------------------------------------------------------------------------

// The closed letter with another tally of the signature item.
std::function<Leaves()> counted(std::function<letter::Tally(const TinyLetter&)> make) {
  return [make] {
    const TinyLetter& letter = closed_letter();
    return TinyLetter(letter).append(LeafKind::kTally, make(letter).encode()).leaves();
  };
}

std::function<Leaves()> recounted(std::function<void(letter::Tally&)> change) {
  return counted([change](const TinyLetter& letter) {
    letter::Tally tally = letter.tally(1, letter::kAllCells);
    change(tally);
    return tally;
  });
}

// Trustee 1's part for another place or another sum, by its true shares.
std::function<Leaves()> misplaced(std::function<void(letter::SumPlace&, letter::ItemSum&)> change,
                                  std::uint8_t as = 1) {
  return counted([=](const TinyLetter& letter) {
    const auto& f = letter.foundation();
    letter::Tally tally = letter.tally(1, letter::kAllCells);
    letter::SumPlace place = letter.sum_place(letter.tally_place(1));
    letter::ItemSum sum = letter.sum(letter.tally_place(1));
    change(place, sum);
    tally.parts[0] = *letter::make_sum_part(
        f.ops, letter.randomness(), place, sum, as,
        letter::of_tally(std::span<const group::Point>(f.secrets->keys.shares_of(as).sealing),
                         letter.manifest(), letter.tally_place(1)),
        letter::of_tally(f.secrets->shares[as - 1u].sealing(), letter.manifest(),
                         letter.tally_place(1)));
    tally.parts[0].trustee = 1;
    return tally;
  });
}

const std::vector<Alteration> kCount = {
    {"number_too_large", recounted([](letter::Tally& t) { ++t.numbers[0]; }), "count",
     "tally.number", kCountLeaf},
    {"number_too_small", recounted([](letter::Tally& t) { --t.numbers[1]; }), "count",
     "tally.number", kCountLeaf},
    {"numbers_moved_between_options", recounted([](letter::Tally& t) {
       --t.numbers[2];
       ++t.numbers[1];
     }),
     "count", "tally.number", kCountLeaf},
    {"wrong_decryption",
     recounted([](letter::Tally& t) { t.parts[0].d[2] += group::Point::base(); }), "count",
     "count.part", kCountLeaf},
    {"decryptions_of_two_options_exchanged",
     recounted([](letter::Tally& t) { std::swap(t.parts[1].d[0], t.parts[1].d[1]); }), "count",
     "count.part", kCountLeaf},
    {"part_of_another_trustee", misplaced([](auto&, auto&) {}, 3), "count", "count.part",
     kCountLeaf},
    {"part_for_another_item", misplaced([](auto& place, auto&) { place.tally.item = 2; }), "count",
     "count.part", kCountLeaf},
    {"part_for_another_cell", misplaced([](auto& place, auto&) { place.tally.cell = 0; }), "count",
     "count.part", kCountLeaf},
    {"part_for_another_epoch", misplaced([](auto& place, auto&) { place.epoch = 1; }), "count",
     "count.part", kCountLeaf},
    {"part_for_another_letter", misplaced([](auto& place, auto&) { place.fingerprint[0] ^= 1; }),
     "count", "count.part", kCountLeaf},
    {"part_of_a_sum_that_leaves_someone_out", misplaced([](auto&, letter::ItemSum& sum) {
       const auto leaf = closed_letter().leaves()[kSecondEntry];
       sum.r -= *group::Point::parse(base::ByteView(leaf).subspan(5, 32));
     }),
     "count", "count.part", kCountLeaf},
    {"part_counted_twice", recounted([](letter::Tally& t) { t.parts[1] = t.parts[0]; }), "count",
     "tally.trustees", kCountLeaf},
    {"parts_out_of_order", recounted([](letter::Tally& t) { std::swap(t.parts[0], t.parts[1]); }),
     "count", "tally.trustees", kCountLeaf},
    {"part_of_nobody", recounted([](letter::Tally& t) { t.parts[1].trustee = 4; }), "count",
     "tally.trustees", kCountLeaf},
    {"fewer_than_t", recounted([](letter::Tally& t) { t.parts.pop_back(); }), "count",
     "tally.threshold", kCountLeaf},
    {"more_than_t", counted([](const TinyLetter& letter) {
       letter::Tally tally = letter.tally(1, letter::kAllCells);
       tally.parts.push_back(letter.part(letter.tally_place(1), 3));
       return tally;
     }),
     "count", "tally.threshold", kCountLeaf},
    {"an_option_left_out", recounted([](letter::Tally& t) {
       t.numbers.pop_back();
       --t.place.options;
       for (auto& part : t.parts) {
         part.d.pop_back();
         part.proof.resize(part.proof.size() - 96);
       }
     }),
     "count", "tally.order", kCountLeaf},
    {"tally_of_another_item",
     counted([](const TinyLetter& letter) { return letter.tally(2, letter::kAllCells); }), "count",
     "tally.order", kCountLeaf},
    {"tally_too_long", altered([](Leaves& l) { l[kCountLeaf].push_back(0); }), "count",
     "tally.encoding", kCountLeaf},
    {"tally_too_short", altered([](Leaves& l) { l[kCountLeaf].pop_back(); }), "count",
     "tally.encoding", kCountLeaf},
    {"decryption_is_the_identity", recounted([](letter::Tally& t) { t.parts[0].d[0] = {}; }),
     "count", "count.encoding", kCountLeaf},
};
INSTANTIATE_TEST_SUITE_P(Count, AlteredRecord, named(kCount), name_of);

// --- names -------------------------------------------------------------------------------------

// Leaves of the opening: two rounds, two parts with their proofs, cards, two card parts with
// theirs.
constexpr std::size_t kRound1 = kOpeningLeaf, kRound2 = 28, kPart1 = 29, kProof1 = 30, kPart3 = 31,
                      kProof3 = 32, kCards = 33, kCardProof1 = 35, kCardProof3 = 37;

std::function<Leaves()> opened(std::function<void(letter::Opening&, const TinyLetter&)> change) {
  return [change] {
    const TinyLetter& letter = counted_letter();
    letter::Opening opening = letter.names();
    change(opening, letter);
    return TinyLetter(letter).append(opening).leaves();
  };
}

letter::RaisingPlace raising_place(const TinyLetter& letter, std::uint8_t round,
                                   std::uint8_t trustee) {
  return {letter.opening_place(), round, trustee};
}

std::vector<letter::RaisedPair> raised(const TinyLetter& letter, const letter::RaisingPlace& place,
                                       const std::vector<letter::OpeningPair>& pairs) {
  base::SerialExecutor executor;
  return letter::raise(letter.foundation().ops, letter.randomness(), executor, place, pairs);
}

// The registrar gives credential 1 a card that says something else, and everyone goes on.
std::function<Leaves()> carded(std::function<letter::Card(const TinyFoundation&)> card) {
  return founded([card](TinyFoundation& foundation) {
    foundation.bodies[1] = foundation.seal(1, card(foundation));
    foundation.freeze();
  });
}

const std::vector<Alteration> kNames = {
    {"raised_to_the_power_zero", opened([](letter::Opening& o, const TinyLetter&) {
       o.rounds[0].pairs[4].pair = {group::Point(), group::Point()};
     }),
     "names", "names.encoding", kRound1},
    {"pairs_in_another_order", opened([](letter::Opening& o, const TinyLetter&) {
       std::swap(o.rounds[0].pairs[0], o.rounds[0].pairs[1]);
     }),
     "names", "names.raise", kRound1},
    {"components_exchanged", opened([](letter::Opening& o, const TinyLetter&) {
       std::swap(o.rounds[0].pairs[2].pair.r, o.rounds[0].pairs[2].pair.z);
     }),
     "names", "names.raise", kRound1},
    {"raised_to_two_powers", opened([](letter::Opening& o, const TinyLetter&) {
       auto& pair = o.rounds[0].pairs[2].pair;
       pair.z = pair.z.point().twice();
     }),
     "names", "names.raise", kRound1},
    {"raised_for_another_round", opened([](letter::Opening& o, const TinyLetter& letter) {
       o.rounds[0].pairs = raised(letter, raising_place(letter, 2, 3), letter.pairs());
     }),
     "names", "names.raise", kRound1},
    {"raised_by_another_trustee",
     opened([](letter::Opening& o, const TinyLetter&) { o.rounds[0].trustee = 2; }), "names",
     "names.raise", kRound1},
    {"not_raised_from_the_round_before", opened([](letter::Opening& o, const TinyLetter& letter) {
       o.rounds[1].pairs = raised(letter, raising_place(letter, 2, 1), letter.pairs());
     }),
     "names", "names.raise", kRound2},
    {"lone_raiser",
     opened([](letter::Opening& o, const TinyLetter& letter) { o = letter.names({3}); }), "names",
     "names.order", kRound2},
    {"one_trustee_raises_twice", opened([](letter::Opening& o, const TinyLetter& letter) {
       o.rounds[1] = {
           3, raised(letter, raising_place(letter, 2, 3), letter::raised_pairs(o.rounds[0].pairs))};
     }),
     "names", "names.trustees", kRound2},
    {"raised_by_nobody",
     opened([](letter::Opening& o, const TinyLetter&) { o.rounds[0].trustee = 4; }), "names",
     "names.trustees", kRound1},
    {"a_pair_left_out",
     opened([](letter::Opening& o, const TinyLetter&) { o.rounds[0].pairs.pop_back(); }), "names",
     "names.encoding", kRound1},
    {"decrypted_by_one_who_did_not_raise", opened([](letter::Opening& o, const TinyLetter& letter) {
       const auto points = letter::first_components(letter::raised_pairs(o.rounds[1].pairs));
       o.parts = letter.parts(letter::PartKind::kPairs, {1, 2}, points);
     }),
     "names", "names.trustees", kPart3},
    {"parts_out_of_order",
     opened([](letter::Opening& o, const TinyLetter&) { std::swap(o.parts[0], o.parts[1]); }),
     "names", "names.trustees", kPart1},
    {"wrong_decryption", opened([](letter::Opening& o, const TinyLetter&) {
       o.parts[0].d[5] = o.parts[0].d[5].point() + group::Point::base();
     }),
     "names", "names.part", kProof1},
    {"decryptions_exchanged", opened([](letter::Opening& o, const TinyLetter&) {
       std::swap(o.parts[1].d[0], o.parts[1].d[1]);
     }),
     "names", "names.part", kProof3},
    {"decryption_missing",
     opened([](letter::Opening& o, const TinyLetter&) { o.parts[0].d.pop_back(); }), "names",
     "names.encoding", kPart1},
    {"decrypted_before_the_last_round", opened([](letter::Opening& o, const TinyLetter& letter) {
       const auto points = letter::first_components(letter::raised_pairs(o.rounds[0].pairs));
       o.parts = letter.parts(letter::PartKind::kPairs, {1, 3}, points);
     }),
     "names", "names.part", kProof1},
    {"card_of_another_credential",
     opened([](letter::Opening& o, const TinyLetter&) { o.cards[1].index = 4; }), "names",
     "names.cards", kCards},
    {"card_with_another_body", opened([](letter::Opening& o, const TinyLetter&) {
       o.cards[1].body = six_people()->bodies[4];
     }),
     "names", "names.card_hash", kCards},
    {"card_left_out", opened([](letter::Opening& o, const TinyLetter&) { o.cards.pop_back(); }),
     "names", "names.encoding", kCards},
    {"card_of_one_who_did_not_sign", opened([](letter::Opening& o, const TinyLetter&) {
       o.cards.push_back({5, six_people()->bodies[5]});
     }),
     "names", "names.encoding", kCards},
    {"wrong_card_part", opened([](letter::Opening& o, const TinyLetter&) {
       o.card_parts[0].d[0] = o.card_parts[0].d[1];
     }),
     "names", "names.card_part", kCardProof1},
    {"card_parts_with_the_other_key", opened([](letter::Opening& o, const TinyLetter& letter) {
       const auto& f = letter.foundation();
       base::SerialExecutor executor;
       const letter::PartPlace place{letter.opening_place(), letter::PartKind::kCards, 3};
       o.card_parts[1] = letter::make_part(
           f.ops, letter.randomness(), executor, place, f.secrets->keys.shares_of(3).card,
           f.secrets->shares[0].card(), letter::card_points(o.cards));
     }),
     "names", "names.card_part", kCardProof3},
    {"opening_says_more_leaves", altered([](Leaves& l) {
       for (std::size_t i = kRound1; i <= kCardProof3; ++i) ++l[i][3];
     }),
     "names", "names.parts", kCardProof3},
    {"opening_says_fewer_leaves", altered([](Leaves& l) {
       for (std::size_t i = kRound1; i <= kCardProof3; ++i) --l[i][3];
       erase(l, kCardProof3);
     }),
     "names", "names.parts", kCardProof3 - 1},
    {"chunk_from_another_place", flipped(kPart1, 5 + 2), "names", "names.order", kPart1},
    {"section_of_another_number", flipped(kProof1, 5), "names", "names.order", kProof1},
    {"opening_leaf_without_content", altered([](Leaves& l) { l[kProof1].resize(5 + 6); }), "names",
     "names.encoding", kProof1},
    {"name_of_another_card", carded([](const TinyFoundation& f) {
       return letter::Card{f.card_of(0).name, "Welder", "Night shift"};
     }),
     "names", "names.card_name", kCardProof3},
    {"name_not_in_the_list", carded([](const TinyFoundation&) {
       return letter::Card{"Zoe Nobody", "Welder", "Night shift"};
     }),
     "names", "names.card_name", kCardProof3},
    {"card_of_another_cohort", carded([](const TinyFoundation& f) {
       return letter::Card{f.card_of(1).name, "Welder", "Foundry"};
     }),
     "names", "names.card", kCardProof3},
};
INSTANTIATE_TEST_SUITE_P(Names, AlteredRecord, named(kNames), name_of);

// --- tallies -----------------------------------------------------------------------------------

constexpr std::size_t kFirstTally = 38;

std::function<Leaves()> tallied(std::uint16_t item, std::uint16_t cell,
                                std::function<void(letter::Tally&)> change = {}) {
  return [=] {
    TinyLetter letter = counted_letter();
    letter.opening();
    letter::Tally tally = letter.tally(item, letter::kAllCells);
    tally.place.cell = cell;
    if (change) change(tally);
    return letter.append(LeafKind::kTally, tally.encode()).leaves();
  };
}

std::function<Leaves()> after_count(const Choices& last, std::function<void(TinyLetter&)> append) {
  return [=] {
    TinyLetter letter = two_epochs(kNamesOpen, last);
    letter.count();
    append(letter);
    return letter.leaves();
  };
}

const std::vector<Alteration> kTallies = {
    {"tally_of_a_failed_letter", after_count(kTooFew, [](TinyLetter& l) { l.tallies(); }), "state",
     "record.unopened", kCountLeaf + 1},
    {"names_of_a_failed_letter",
     after_count(kTooFew, [](TinyLetter& l) { l.append(LeafKind::kOpening, base::Bytes(10)); }),
     "state", "record.unopened", kCountLeaf + 1},
    {"names_of_a_letter_counted_only",
     after_count(kCountedOnly,
                 [](TinyLetter& l) { l.append(LeafKind::kOpening, base::Bytes(10)); }),
     "tallies", "record.order", kCountLeaf + 1},
    {"other_cells", tallied(2, 0), "tallies", "tally.order", kFirstTally},
    {"item_skipped", tallied(3, letter::kAllCells), "tallies", "tally.order", kFirstTally},
    {"count_again", tallied(1, letter::kAllCells), "tallies", "tally.order", kFirstTally},
    {"item_twice", altered([](Leaves& l) { l[kFirstTally + 1] = l[kFirstTally]; }), "tallies",
     "tally.order", kFirstTally + 1},
    {"number_changed", tallied(2, letter::kAllCells, [](letter::Tally& t) { ++t.numbers[2]; }),
     "tallies", "tally.number", kFirstTally},
    {"part_changed",
     tallied(2, letter::kAllCells, [](letter::Tally& t) { t.parts[1].proof[200] ^= 1; }), "tallies",
     "count.part", kFirstTally},
};
INSTANTIATE_TEST_SUITE_P(Tallies, AlteredRecord, named(kTallies), name_of);

}  // namespace
}  // namespace undersigned::test
