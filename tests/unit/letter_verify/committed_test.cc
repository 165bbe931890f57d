// Names that are committed to in place of being published (docs/protocol.md 5, 11): who may sign,
// what opens, what a registrar can show, and every card that must be refused.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "core/base/encoding.h"
#include "core/letter/admission.h"
#include "core/letter/shown_names.h"
#include "tests/unit/letter_verify/support.h"

namespace undersigned::test {
namespace {

constexpr std::size_t kNamesLeaf = kRosterLeaf + 1, kLastOfNames = 37;

TinyPlan committed_plan() {
  TinyPlan plan;
  plan.names = letter::NameList::kCommitted;
  return plan;
}

std::shared_ptr<const TinyFoundation> committed() {
  static const auto foundation = std::make_shared<const TinyFoundation>(committed_plan());
  return foundation;
}

TinyLetter played(std::shared_ptr<const TinyFoundation> foundation) {
  TinyLetter letter(std::move(foundation));
  return letter.holding().epoch(kTooFew).epoch(kNamesOpen).finish();
}

// A reader of a letter that people may sign.
struct Signing {
  explicit Signing(std::shared_ptr<const TinyFoundation> foundation) {
    const TinyLetter letter = std::move(TinyLetter(std::move(foundation)).holding());
    for (const base::Bytes& leaf : letter.leaves()) EXPECT_TRUE(verifier.add_leaf(leaf));
  }
  sodium::SeededRandomness randomness{{9}};
  base::SerialExecutor executor;
  letter::RecordVerifier verifier{executor, randomness};
};

TEST(CommittedLetter, OpensWithTheNamesThatItCommittedTo) {
  const TinyLetter letter = played(committed());
  EXPECT_EQ(letter.leaves()[kNamesLeaf].size(), letter::kLeafHeaderBytes + 6 * 32);
  const Verified verified = verify_leaves(letter.leaves(), committed()->fingerprint);
  ASSERT_TRUE(verified.outcome) << show(verified.failure);
  EXPECT_EQ(verified.outcome->state, letter::LetterState::kOpenedWithNames);
  ASSERT_EQ(verified.outcome->names.size(), letter.truth().names.size());
  for (const letter::OpenedName& name : verified.outcome->names)
    EXPECT_EQ(name.name, committed()->card_of(name.index).name);
}

// Before a card opens nothing in the record tells its name.
TEST(CommittedLetter, HoldsNoName) {
  for (const base::Bytes& leaf : committed()->leaves()) {
    for (const std::string& name : committed()->names) {
      const auto bytes = base::as_bytes(name);
      EXPECT_TRUE(std::ranges::search(leaf, bytes).empty()) << name;
    }
  }
}

TEST(CommittedLetter, AReplacedCardKeepsItsPlaceInTheList) {
  TinyLetter letter(committed());
  letter.holding().epoch(kNamesOpen).amend(1).epoch(kNamesOpen).finish();
  const Verified verified = verify_leaves(letter.leaves(), committed()->fingerprint);
  ASSERT_TRUE(verified.outcome) << show(verified.failure);
  EXPECT_TRUE(std::ranges::any_of(verified.outcome->names, [](const letter::OpenedName& name) {
    return name.index == 1 && name.name == committed()->card_of(1).name;
  }));
}

TEST(CommittedLetter, LetsInWhoHasTheSalt) {
  const TinyFoundation& f = *committed();
  const Signing signing(committed());
  const auto admit = [&](const letter::Card& card) {
    const auto admitted = letter::admit(f.ops, signing.verifier, card, {&f.codes[1], 1});
    return admitted ? "admitted" : admitted.error().check;
  };
  letter::Card card = f.card_of(1);
  EXPECT_EQ(admit(card), "admitted");
  card.salt->front() ^= 1;
  EXPECT_EQ(admit(card), "sign.card");
  card.salt.reset();
  EXPECT_EQ(admit(card), "sign.card");
}

// --- cards that a registrar made otherwise ---

using Change = std::function<void(letter::Card&, TinyFoundation&)>;

struct WrongCard {
  const char* name;
  Change change;  // of credential 1's card and the draft of the roster
  const char* opening;
  const char* signing;  // what its holder is told, if it is given to them as it is
};
void PrintTo(const WrongCard& wrong, std::ostream* out) { *out << wrong.name; }

class WrongCards : public testing::TestWithParam<WrongCard> {
 protected:
  static std::shared_ptr<TinyFoundation> altered(letter::Card& card) {
    auto foundation = std::make_shared<TinyFoundation>(committed_plan());
    card = foundation->card_of(1);
    GetParam().change(card, *foundation);
    foundation->bodies[1] = foundation->seal(1, card);
    foundation->freeze();
    return foundation;
  }
};

TEST_P(WrongCards, AreRefusedWhenTheyOpen) {
  letter::Card card;
  const auto foundation = altered(card);
  const Verified verified = verify_leaves(played(foundation).leaves(), foundation->fingerprint);
  ASSERT_TRUE(verified.failure);
  EXPECT_EQ(verified.failure->line, "names");
  EXPECT_EQ(verified.failure->check, GetParam().opening) << show(verified.failure);
  EXPECT_EQ(verified.failure->leaf, kLastOfNames);
}

TEST_P(WrongCards, AreSeenByTheirHoldersWhereTheyCanBe) {
  letter::Card card;
  const auto foundation = altered(card);
  const Signing signing(foundation);
  const auto admitted =
      letter::admit(foundation->ops, signing.verifier, card, {&foundation->codes[1], 1});
  EXPECT_EQ(admitted ? "admitted" : admitted.error().check, GetParam().signing);
}

INSTANTIATE_TEST_SUITE_P(
    Committed, WrongCards,
    testing::Values(WrongCard{"not_in_the_list",
                              [](auto& card, auto&) { card.name = "Zoe Nobody"; },
                              "names.card_name", "sign.name"},
                    WrongCard{"another_salt", [](auto& card, auto&) { card.salt->back() ^= 1; },
                              "names.card_name", "sign.name"},
                    WrongCard{"no_salt", [](auto& card, auto&) { card.salt.reset(); }, "names.card",
                              "sign.card"},
                    WrongCard{"another_cards_salt",
                              [](auto& card, TinyFoundation& f) { card.salt = f.card_of(0).salt; },
                              "names.card_name", "sign.name"},
                    // What only the opening shows: the list holds it once, two cards bear it.
                    WrongCard{"anothers_name_and_salt",
                              [](auto& card, TinyFoundation& f) {
                                card.name = f.card_of(0).name;
                                card.salt = f.card_of(0).salt;
                              },
                              "names.card_name", "admitted"},
                    WrongCard{"two_commitments_to_one_name",
                              [](auto& card, TinyFoundation& f) {
                                auto& list = f.draft.commitments;
                                std::erase(list, f.commitment_to(card));
                                card.name = f.card_of(0).name;
                                list.push_back(f.commitment_to(card));
                                std::ranges::sort(list);
                              },
                              "names.card_name", "admitted"}),
    [](const auto& one) { return std::string(one.param.name); });

TEST(PublishedLetter, HasNoSaltsOnCards) {
  const auto foundation = std::make_shared<TinyFoundation>(TinyPlan{});
  letter::Card card = foundation->card_of(1);
  card.salt = letter::NameSalt{1};
  foundation->bodies[1] = foundation->seal(1, card);
  foundation->freeze();
  const Verified verified = verify_leaves(played(foundation).leaves());
  ASSERT_TRUE(verified.failure);
  EXPECT_EQ(verified.failure->check, "names.card") << show(verified.failure);
}

// --- what a registrar shows ---

letter::ShownNames shown_names(const TinyFoundation& f) {
  letter::ShownNames shown{f.manifest.hash(), {}};
  for (std::size_t rank = 0; rank < f.names.size(); ++rank)
    shown.names.push_back({f.names[rank], f.salts[rank]});
  return shown;
}

std::vector<std::string> wrong_with(const std::function<void(letter::ShownNames&)>& change,
                                    std::uint32_t found = 6) {
  const TinyFoundation& f = *committed();
  const Signing signing(committed());
  letter::ShownNames shown = shown_names(f);
  change(shown);
  const auto check = letter::check_shown_names(f.manifest, *signing.verifier.roster(), shown);
  EXPECT_EQ(check.people, 6u);
  EXPECT_EQ(check.found, found);
  std::vector<std::string> wrong;
  for (const base::Error& error : check.wrong) wrong.push_back(error.check);
  return wrong;
}

TEST(ShownNames, AreExactlyTheLists) {
  using Checks = std::vector<std::string>;
  using Shown = letter::ShownNames;
  EXPECT_EQ(wrong_with([](Shown&) {}), Checks{});
  EXPECT_EQ(wrong_with([](Shown& s) { std::swap(s.names[0], s.names[5]); }), Checks{});
  EXPECT_EQ(wrong_with([](Shown& s) { s.names[2].name = "Zoe Nobody"; }, 5),
            (Checks{"names.unknown", "names.missing"}));
  EXPECT_EQ(wrong_with([](Shown& s) { s.names[2].salt[0] ^= 1; }, 5),
            (Checks{"names.unknown", "names.missing"}));
  EXPECT_EQ(wrong_with([](Shown& s) { s.names.pop_back(); }, 5), Checks{"names.missing"});
  EXPECT_EQ(wrong_with([](Shown& s) { s.names.push_back(s.names[0]); }), Checks{"names.twice"});
  EXPECT_EQ(wrong_with([](Shown& s) { s.names.push_back({"Zoe Nobody", {}}); }),
            Checks{"names.unknown"});
  EXPECT_EQ(wrong_with([](Shown& s) { s.manifest[0] ^= 1; }, 0), Checks{"names.letter"});
}

// Somebody was committed to twice, with two salts: all is found, and it is seen.
TEST(ShownNames, TellOfOneWhoIsInTheListTwice) {
  auto foundation = std::make_shared<TinyFoundation>(committed_plan());
  foundation->draft.commitments[0] =
      letter::commit_to_name(foundation->manifest.hash(), foundation->names[5], {1});
  std::ranges::sort(foundation->draft.commitments);
  foundation->freeze();
  const Signing signing(foundation);
  const letter::Roster& roster = *signing.verifier.roster();
  letter::ShownNames shown = shown_names(*foundation);
  std::erase_if(shown.names, [&](const letter::ShownName& one) {
    return !roster.find_name(one.name, one.salt);
  });
  ASSERT_EQ(shown.names.size(), 5u);
  shown.names.push_back({foundation->names[5], {1}});
  const auto check = letter::check_shown_names(foundation->manifest, roster, shown);
  EXPECT_EQ(check.found, 6u);
  ASSERT_EQ(check.wrong.size(), 1u);
  EXPECT_EQ(check.wrong[0].check, "names.twice");
}

TEST(ShownNames, AreNothingToComparePublishedOnesWith) {
  const Signing signing(six_people());
  const auto check = letter::check_shown_names(six_people()->manifest, *signing.verifier.roster(),
                                               {six_people()->manifest.hash(), {}});
  ASSERT_EQ(check.wrong.size(), 1u);
  EXPECT_EQ(check.wrong[0].check, "names.published");
}

TEST(ShownNames, AreReadAsTheyAreWritten) {
  const letter::ShownNames shown = shown_names(*committed());
  const auto read = letter::ShownNames::parse(base::as_bytes(shown.write()));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->write(), shown.write());
  const auto refused = [&](const std::string& from, const std::string& to) {
    std::string text = shown.write();
    text.replace(text.find(from), from.size(), to);
    const auto parsed = letter::ShownNames::parse(base::as_bytes(text));
    return parsed ? "accepted" : parsed.error().check;
  };
  EXPECT_EQ(refused("undersigned-names", "undersigned-list"), "names.format");
  EXPECT_EQ(refused(base::to_hex(shown.names[0].salt), std::string(64, 'g')), "card.salt");
  EXPECT_EQ(refused("\"salt\": \"", "\"code\": \""), "json.unknown");
}

}  // namespace
}  // namespace undersigned::test
