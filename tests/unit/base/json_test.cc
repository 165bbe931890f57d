#include "core/base/json.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <chrono>
#include <string>

namespace undersigned::base {
namespace {

Result<Json> parse(std::string_view text, std::size_t max_bytes = 1 << 20, int max_depth = 16) {
  return parse_json(as_bytes(text), max_bytes, max_depth);
}

std::string refusal(std::string_view text) {
  const auto outcome = parse(text);
  return outcome ? "accepted" : outcome.error().check;
}

TEST(Json, ParsesOneValueAndKeepsItsOrder) {
  const std::string text = R"({"z":1,"a":[true,null,"\u00e9\n"],"m":{"k":-5,"f":1.5}})";
  EXPECT_EQ(parse(text)->dump(), R"({"z":1,"a":[true,null,"é\n"],"m":{"k":-5,"f":1.5}})");
  EXPECT_EQ(parse(" 7 \n")->dump(), "7");
  EXPECT_EQ(parse("[]")->dump(), "[]");
  EXPECT_EQ(parse("{}")->dump(), "{}");
  EXPECT_EQ(parse("18446744073709551615")->get<std::uint64_t>(), 18446744073709551615u);
}

TEST(Json, RefusesWhatIsNotOneJsonValue) {
  for (const char* text : {"",
                           " ",
                           "{",
                           "}",
                           "[",
                           "[1,]",
                           "[1 2]",
                           "{\"a\"}",
                           "{\"a\":}",
                           "{\"a\":1,}",
                           "{a:1}",
                           "{'a':1}",
                           "{\"a\" 1}",
                           "{1:2}",
                           "nul",
                           "True",
                           "NaN",
                           "Infinity",
                           "-",
                           "01",
                           "1.",
                           ".5",
                           "+1",
                           "0x10",
                           "1e",
                           "1e999",
                           "\"",
                           "\"a",
                           "\"\\x\"",
                           "\"\\u12\"",
                           "\"\\ud800\"",
                           "\"\\udc00\\ud800\"",
                           "\"\t\"",
                           "\"\x01\"",
                           "\"\xff\"",
                           "\"\xc0\xaf\"",
                           "\"\xed\xa0\x80\"",
                           "1 1",
                           "{} {}",
                           "[]]",
                           "// c\n1",
                           "/* c */1",
                           "\xef\xbb\xbf{}",
                           "{\"a\":1}x"}) {
    EXPECT_EQ(refusal(text), "json.syntax") << text;
  }
  using namespace std::string_view_literals;
  EXPECT_EQ(refusal("{}\0"sv), "json.syntax");
  EXPECT_EQ(refusal("{}\0garbage"sv), "json.syntax");
  EXPECT_EQ(refusal("\"a\0b\""sv), "json.syntax");
}

TEST(Json, NamesTheLineOfAnError) {
  EXPECT_EQ(parse("{\n\"a\": 1,\n\"b\": x\n}").error().message,
            "The text is not valid JSON, at line 3.");
}

TEST(Json, RefusesAKeyTwice) {
  EXPECT_EQ(refusal(R"({"a":1,"a":1})"), "json.duplicate");
  EXPECT_EQ(refusal(R"({"a":1,"b":2,"\u0061":3})"), "json.duplicate");
  EXPECT_EQ(refusal(R"([{"x":{"a":1,"b":{},"a":[]}}])"), "json.duplicate");
  EXPECT_EQ(refusal(R"({"":1,"":2})"), "json.duplicate");
  EXPECT_EQ(refusal(R"({"a":{"a":1},"b":{"a":1}})"), "accepted");
}

// The path is named, and nothing of a key that a terminal would not print.
TEST(Json, SaysWhereAKeyIsTwice) {
  const auto message = [](const char* text) { return parse(text).error().message; };
  EXPECT_EQ(message(R"({"a":1,"a":1})"), "The JSON has the key \"a\" twice.");
  EXPECT_EQ(message(R"({"x":[0,{"y":{"b":1,"b":2}}]})"),
            "The JSON value x[1].y has the key \"b\" twice.");
  EXPECT_EQ(message(R"({"\u001b[0m":{"\u202e":1,"\u202e":2}})"),
            "The JSON value (not printable) has the key \"(not printable)\" twice.");
}

TEST(Json, BoundsSizeAndDepth) {
  EXPECT_TRUE(parse("[[]]", 4, 2));
  EXPECT_EQ(parse("[[]]", 3, 2).error().check, "json.size");
  EXPECT_EQ(parse("[[]]", 4, 1).error().check, "json.depth");
  EXPECT_EQ(parse(R"({"a":{}})", 100, 1).error().check, "json.depth");
  EXPECT_TRUE(parse("1", 4, 0));
  EXPECT_EQ(parse("[]", 4, 0).error().check, "json.depth");
  const std::string deep(1'000'000, '[');
  EXPECT_EQ(parse(deep).error().check, "json.depth");
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  EXPECT_EQ(parse(objects).error().check, "json.depth");
}

// A quarter of a million keys in one object: quadratic work would take minutes.
TEST(Json, TakesAnObjectOfManyKeysInItsStride) {
  std::string text = "{";
  for (int i = 0; i < 250'000; ++i) text += "\"" + std::to_string(i) + "\":0,";
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(parse(text + "\"x\":0}", 10'000'000)->size(), 250'001u);
  EXPECT_EQ(parse(text + "\"7\":0}", 10'000'000).error().check, "json.duplicate");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

// Whatever the bytes: a value or a refusal, and a value prints as text that parses to itself.
TEST(Json, SurvivesAnyBytes) {
  constexpr std::string_view kPieces[] = {"{",     "}",     "[",           "]",    ",",   ":",
                                          "\"a\"", "\"b\"", "1",           "-2",   "1e5", "true",
                                          "null",  " ",     "\"\\u0000\"", "\xff", "\""};
  EXPECT_TRUE(rc::check([&](const std::vector<std::uint8_t>& choices, const Bytes& noise) {
    RC_ASSERT(parse_json(noise, 1000).has_value() || true);
    std::string text;
    for (const std::uint8_t choice : choices) text += kPieces[choice % std::size(kPieces)];
    const auto value = parse(text);
    if (value) RC_ASSERT(*parse(value->dump()) == *value);
  }));
}

class Getters : public testing::Test {
 protected:
  Json json_ = *parse(R"({
    "text": "abc", "zero": "\u0000", "count": 12, "negative": -1, "minus_zero": -0,
    "fraction": 1.5, "whole_fraction": 2.0, "exponent": 1e3, "huge": 99999999999999999999,
    "largest": 18446744073709551615, "yes": true, "nothing": null, "list": [1, 2, 3],
    "inner": {"deeper": {"text": 5}}})");
  JsonObject object_ = *JsonObject::of(json_, "manifest");
};

TEST_F(Getters, GiveWhatIsThere) {
  EXPECT_EQ(*object_.text("text", 3), "abc");
  EXPECT_EQ(*object_.text("zero", 3), std::string(1, '\0'));
  EXPECT_EQ(*object_.integer("count", 12, 12), 12u);
  EXPECT_EQ(*object_.integer("largest", 0, 18446744073709551615u), 18446744073709551615u);
  EXPECT_EQ(*object_.boolean("yes"), true);
  EXPECT_EQ((*object_.array("list", 3))->size(), 3u);
  EXPECT_EQ(object_.object("inner")->path(), "manifest.inner");
  EXPECT_TRUE(object_.has("nothing"));
  EXPECT_FALSE(object_.has("absent"));
}

TEST_F(Getters, BoundWhatTheyGive) {
  EXPECT_EQ(object_.text("text", 2).error().check, "json.range");
  EXPECT_EQ(object_.integer("count", 0, 11).error().check, "json.range");
  EXPECT_EQ(object_.integer("count", 13, 20).error().check, "json.range");
  EXPECT_EQ(object_.array("list", 2).error().check, "json.range");
}

TEST_F(Getters, TakeOnlyWholeNumbersWrittenAsSuch) {
  for (const char* key : {"negative", "minus_zero", "fraction", "whole_fraction", "exponent",
                          "huge", "text", "yes", "nothing", "list", "inner"}) {
    EXPECT_EQ(object_.integer(key, 0, ~std::uint64_t{0}).error().check, "json.type") << key;
  }
}

// Every getter on every kind of value: a result or a refusal with its path, never an abort.
TEST_F(Getters, RefuseEveryOtherType) {
  for (const auto& [key, value] : json_.get_ref<const Json::object_t&>()) {
    EXPECT_EQ(object_.text(key, 100).has_value(), value.is_string()) << key;
    EXPECT_EQ(object_.integer(key, 0, ~std::uint64_t{0}).has_value(), value.is_number_unsigned());
    EXPECT_EQ(object_.boolean(key).has_value(), value.is_boolean()) << key;
    EXPECT_EQ(object_.array(key, 100).has_value(), value.is_array()) << key;
    EXPECT_EQ(object_.object(key).has_value(), value.is_object()) << key;
    EXPECT_EQ(JsonObject::of(value, key).has_value(), value.is_object()) << key;
  }
  for (const auto& check :
       {object_.text("absent", 9).error().check, object_.integer("absent", 0, 9).error().check,
        object_.boolean("absent").error().check, object_.array("absent", 9).error().check,
        object_.object("absent").error().check}) {
    EXPECT_EQ(check, "json.missing");
  }
}

TEST_F(Getters, NameThePath) {
  const auto deeper = object_.object("inner")->object("deeper");
  EXPECT_EQ(deeper->text("text", 9).error().message,
            "The JSON value manifest.inner.deeper.text must be a text.");
  EXPECT_EQ(deeper->text("other", 9).error().message,
            "The JSON value manifest.inner.deeper.other is missing.");
  EXPECT_EQ(JsonObject::of(Json(5), "").error().message, "The JSON value must be an object.");
}

TEST_F(Getters, RefuseUnknownKeys) {
  const auto inner = object_.object("inner");
  EXPECT_TRUE(inner->only({"deeper", "other"}));
  EXPECT_EQ(inner->only({"other"}).error().check, "json.unknown");
  EXPECT_EQ(inner->only({}).error().message,
            "The JSON value manifest.inner.deeper is not known here: remove it.");
}

}  // namespace
}  // namespace undersigned::base
