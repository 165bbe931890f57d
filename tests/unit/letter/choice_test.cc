#include "core/letter/choice.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/support/sample_manifest.h"

namespace undersigned::letter {
namespace {

// Ladder 3, 5, 9; destination Stay, Norhaven, Elsewhere; freedom-2 Yes, No.
Manifest sample() { return test::manifest_of(test::sample_fields()); }

base::Result<Wish> parse(const Manifest& manifest, std::vector<std::string_view> texts) {
  return Wish::parse(manifest, texts);
}

// v as zeros and ones.
std::string bits_of(const Manifest& manifest, const Wish& wish) {
  std::string bits;
  const proof::Choice choice = wish.choice(manifest);
  for (const group::Scalar& value : choice.values()) {
    bits += value == group::Scalar::one() ? '1' : value.is_zero() ? '0' : '?';
  }
  return bits;
}

TEST(Wish, BecomesAChoice) {
  const Manifest manifest = sample();
  const std::pair<std::vector<std::string_view>, const char*> wishes[] = {
      {{}, "00000000000"},
      {{"by-name>=3"}, "10000000000"},
      {{"by-name>=9"}, "00100000000"},
      {{"counted>=3"}, "00010000000"},
      {{"counted>=9"}, "00000100000"},
      {{"signature=none"}, "00000000000"},
      {{"destination=Stay"}, "00000010000"},
      {{"destination=2"}, "00000001000"},
      {{"destination=none", "freedom-2=No"}, "00000000001"},
      {{"freedom-2=1", "by-name>=5", "destination=Elsewhere"}, "01000000110"}};
  for (const auto& [texts, bits] : wishes) {
    const auto wish = parse(manifest, texts);
    ASSERT_TRUE(wish) << wish.error().message;
    EXPECT_EQ(bits_of(manifest, *wish), bits);
  }
}

// Every combination of options gives the bits of the definition.
TEST(Wish, EveryChoiceHasItsBits) {
  const Manifest manifest = sample();
  for (std::uint32_t a = 0; a <= 6; ++a) {
    for (std::uint32_t b = 0; b <= 3; ++b) {
      for (std::uint32_t c = 0; c <= 2; ++c) {
        Wish wish;
        wish.choose(manifest.items[0], a);
        wish.choose(manifest.items[1], b);
        wish.choose(manifest.items[2], c);
        std::string expected(11, '0');
        if (a > 0) expected[a - 1] = '1';
        if (b > 0) expected[6 + b - 1] = '1';
        if (c > 0) expected[9 + c - 1] = '1';
        EXPECT_EQ(bits_of(manifest, wish), expected);
        EXPECT_EQ(wish.option(manifest.items[1]), b);
      }
    }
  }
}

TEST(Wish, EveryOptionIsReadByItsText) {
  const Manifest manifest = test::manifest_of(test::all_items_fields());
  for (const Item& item : manifest.items) {
    if (item.kind == ItemKind::kRanking) continue;
    for (std::uint32_t o = 1; o <= item.options; ++o) {
      const std::string text = option_text(item, o);
      EXPECT_EQ(parse(manifest, {text})->option(item), o) << text;
    }
  }
  EXPECT_EQ(option_name(manifest.items[0], 4), "counted>=3");
  EXPECT_EQ(option_name(manifest.items[1], 2), "Norhaven");
}

// An answer's exact text goes before its number, and before *none*.
TEST(Wish, ExactTextsGoFirst) {
  ManifestFields fields = test::sample_fields();
  fields.items[1].answers = {"2", "1", "none", "a=b"};
  const Manifest manifest = test::manifest_of(fields);
  EXPECT_EQ(parse(manifest, {"destination=1"})->option(manifest.items[1]), 2u);
  EXPECT_EQ(parse(manifest, {"destination=3"})->option(manifest.items[1]), 3u);
  EXPECT_EQ(parse(manifest, {"destination=none"})->option(manifest.items[1]), 3u);
  EXPECT_EQ(parse(manifest, {"destination=a=b"})->option(manifest.items[1]), 4u);
}

// 11 bits as above, then stand>=4, stand>=8, oppose; will>=1, will>=6; light, heat, time in first,
// second and third place.
TEST(Wish, OfEveryKindOfItem) {
  const Manifest manifest = test::manifest_of(test::all_items_fields());
  const std::pair<std::vector<std::string_view>, const char*> wishes[] = {
      {{},
       "00000000000000"
       "00"
       "000000000"},
      {{"heat=stand>=8"},
       "00000000000010"
       "00"
       "000000000"},
      {{"heat=oppose", "resign=will>=1"},
       "00000000000001"
       "10"
       "000000000"},
      {{"resign=will>=6", "heat=none"},
       "00000000000000"
       "01"
       "000000000"},
      {{"order=1>2>3"},
       "00000000000000"
       "00"
       "100010001"},
      {{"order=2>3>1", "counted>=3"},
       "00010000000000"
       "00"
       "001100010"},
      {{"order=none"},
       "00000000000000"
       "00"
       "000000000"}};
  for (const auto& [texts, bits] : wishes) {
    const auto wish = parse(manifest, texts);
    ASSERT_TRUE(wish) << wish.error().message;
    EXPECT_EQ(bits_of(manifest, *wish), bits) << (texts.empty() ? "" : texts[0]);
  }
  EXPECT_EQ(option_name(manifest.items[3], 3), "oppose");
  EXPECT_EQ(option_text(manifest.items[4], 1), "resign=will>=1");
}

TEST(Wish, EveryOrderIsReadByItsText) {
  const Manifest manifest = test::manifest_of(test::all_items_fields());
  const Item& ranking = manifest.items[5];
  std::vector<std::uint32_t> places = {1, 2, 3};
  do {
    const auto wish = parse(manifest, {ranking_text(ranking, places)});
    ASSERT_TRUE(wish);
    EXPECT_TRUE(std::ranges::equal(wish->places(ranking), places));
  } while (std::ranges::next_permutation(places).found);
}

TEST(Wish, RefusesOtherOrdersAndConditions) {
  const Manifest manifest = test::manifest_of(test::all_items_fields());
  for (const char* text : {"order=1>2", "order=1>2>3>", "order=1>2>2", "order=1>2>4", "order=1>2>0",
                           "order=", "order=1", "order=1,2,3", "order=Light>Heat>Time",
                           "order=01>2>3", "heat=stand>=5", "heat=1", "heat=stand", "heat=will>=4",
                           "resign=oppose", "resign=1", "stand>=4", "heat=by-name>=3"}) {
    EXPECT_EQ(parse(manifest, {text}).error().check, "choice.unknown") << text;
  }
  EXPECT_EQ(parse(manifest, {"heat=oppose", "heat=stand>=4"}).error().check, "choice.twice");
  EXPECT_EQ(parse(manifest, {"heat=yes"}).error().message,
            "\"heat=yes\" is not possible here. Possible: heat=stand>=4, heat=stand>=8, "
            "heat=oppose, heat=none.");
  EXPECT_EQ(parse(manifest, {"order=1"}).error().message,
            "\"order=1\" is not possible here. Possible: the numbers of all answers in your "
            "order, as in order=3>2>1, order=none.");
}

TEST(Wish, SaysWhatIsPossible) {
  const Manifest manifest = sample();
  EXPECT_EQ(parse(manifest, {"by-name>=4"}).error().message,
            "\"by-name>=4\" is not possible here. Possible: by-name>=3, by-name>=5, by-name>=9, "
            "counted>=3, counted>=5, counted>=9, signature=none.");
  EXPECT_EQ(parse(manifest, {"destination=stay"}).error().message,
            "\"destination=stay\" is not possible here. Possible: destination=1 (Stay), "
            "destination=2 (Norhaven), destination=3 (Elsewhere), destination=none.");
  EXPECT_EQ(parse(manifest, {"destinations=1"}).error().message,
            "\"destinations=1\" is not possible here. Possible: by-name>=…, counted>=…, "
            "signature=…, destination=…, freedom-2=….");
}

TEST(Wish, RefusesOtherTexts) {
  const Manifest manifest = sample();
  for (const char* text : {"", "by-name", "by-name>=", "by-name>=03", "by-name>3", "counted=3",
                           "signature=by-name", "signature=1", "destination", "destination=",
                           "destination=0", "destination=4", "destination=01", "=Stay", "Stay",
                           " destination=1", "destination=Stay ", "none", "\x1b[2J"}) {
    EXPECT_EQ(parse(manifest, {text}).error().check, "choice.unknown") << text;
  }
  EXPECT_EQ(parse(manifest, {"\x1b[2J"}).error().message.find('\x1b'), std::string::npos);
  EXPECT_EQ(parse(manifest, {"by-name>=3", "counted>=3"}).error().check, "choice.twice");
  EXPECT_EQ(parse(manifest, {"destination=none", "destination=1"}).error().check, "choice.twice");
}

}  // namespace
}  // namespace undersigned::letter
