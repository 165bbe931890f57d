#include "core/letter/manifest.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "core/base/encoding.h"
#include "core/base/json.h"
#include "core/letter/manifest_writer.h"
#include "tests/support/sample_manifest.h"

namespace undersigned::letter {
namespace {

using base::Json;
using test::frozen;
using test::sample_fields;

using Pointer = Json::json_pointer;

Json sample_json() { return Json::parse(base::as_text(frozen(test::all_items_fields()))); }

base::Result<Manifest> parse(const std::string& text) {
  return Manifest::parse(base::as_bytes(text));
}

// "manifest.items[0].ladder" for /items/0/ladder.
std::string path_of(const std::string& pointer) {
  std::string path = "manifest";
  for (std::size_t i = 0; i < pointer.size();) {
    std::size_t end = pointer.find('/', i + 1);
    if (end == pointer.npos) end = pointer.size();
    const std::string part = pointer.substr(i + 1, end - i - 1);
    const bool index = part.find_first_not_of("0123456789") == part.npos;
    path += index ? "[" + part + "]" : "." + part;
    i = end;
  }
  return path;
}

// Calls visit(pointer) for every value of the tree but the root.
void for_each_value(const Json& json, const std::function<void(const std::string&)>& visit) {
  const Json flat = json.flatten();
  std::vector<std::string> seen;
  for (const auto& [pointer, value] : flat.items()) {
    for (std::size_t end = pointer.find('/', 1);; end = pointer.find('/', end + 1)) {
      const std::string prefix = pointer.substr(0, end);
      if (std::find(seen.begin(), seen.end(), prefix) == seen.end()) {
        seen.push_back(prefix);
        visit(prefix);
      }
      if (end == pointer.npos) break;
    }
  }
}

// The refusal of the sample with one value replaced.
base::Error refusal(const std::string& pointer, Json value) {
  Json json = sample_json();
  json[Pointer(pointer)] = std::move(value);
  const auto manifest = parse(json.dump());
  if (manifest) return {"accepted", "", ""};
  EXPECT_EQ(manifest.error().section, "3") << pointer;
  EXPECT_TRUE(manifest.error().check.starts_with("manifest.")) << manifest.error().check;
  return manifest.error();
}

std::string check_of(const std::string& pointer, Json value) {
  return refusal(pointer, std::move(value)).check;
}

TEST(Manifest, ReadsBackWhatWasWritten) {
  const ManifestFields fields = sample_fields();
  const base::Bytes bytes = frozen(fields);
  const auto manifest = Manifest::parse(bytes);
  ASSERT_TRUE(manifest);
  EXPECT_TRUE(static_cast<const ManifestFields&>(*manifest) == fields);
  EXPECT_EQ(manifest->bytes(), bytes);
  EXPECT_EQ(manifest->hash(), hash::sha256(bytes));
  EXPECT_EQ(frozen(*manifest), bytes);
}

TEST(Manifest, NumbersOptions) {
  const Manifest manifest = test::manifest_of(sample_fields());
  EXPECT_EQ(manifest.options, 11u);
  EXPECT_TRUE(
      std::ranges::equal(manifest.shape().shapes(), std::vector<proof::ItemShape>{6, 3, 2}));
  EXPECT_EQ(manifest.items[1].first_option, 6u);
  EXPECT_EQ(manifest.items[2].first_option, 9u);
  EXPECT_EQ(manifest.ladder().threshold(2), 5u);
  EXPECT_EQ(manifest.epoch_end(0), 1'772'355'600);
  EXPECT_EQ(manifest.epoch_end(2), 1'772'442'000);
}

TEST(Manifest, NumbersOptionsOfEveryKind) {
  const Manifest manifest = test::manifest_of(test::all_items_fields());
  EXPECT_EQ(manifest.options, 25u);
  EXPECT_TRUE(std::ranges::equal(
      manifest.shape().shapes(),
      std::vector<proof::ItemShape>{6, 3, 2, 3, 2, proof::ItemShape::ranking(3)}));
  EXPECT_EQ(manifest.items[5].first_option, 16u);
  EXPECT_EQ(manifest.items[5].first_row, 5u);
  EXPECT_EQ(manifest.items[5].rows(), 3u);
}

TEST(Manifest, ReadsBackEveryKindOfItem) {
  const ManifestFields fields = test::all_items_fields();
  const auto manifest = Manifest::parse(frozen(fields));
  ASSERT_TRUE(manifest);
  EXPECT_TRUE(static_cast<const ManifestFields&>(*manifest) == fields);
}

TEST(Manifest, IsTheBytesItIs) {
  const std::string text(base::as_text(frozen(sample_fields())));
  const Json json = Json::parse(text);
  const auto spaced = parse(text);
  const auto dense = parse(json.dump());
  ASSERT_TRUE(spaced && dense);
  EXPECT_NE(spaced->hash(), dense->hash());
  EXPECT_TRUE(static_cast<const ManifestFields&>(*spaced) == *dense);
}

TEST(Manifest, AcceptsTheLimits) {
  EXPECT_EQ(check_of("/title", std::string(200, 'x')), "accepted");
  EXPECT_EQ(check_of("/body", std::string(131'072, 'x')), "accepted");
  EXPECT_EQ(check_of("/authors/0/stake", std::string(400, 'x')), "accepted");
  EXPECT_EQ(check_of("/authors/0/role", ""), "accepted");
  EXPECT_EQ(check_of("/items/0/ladder", {12}), "accepted");
  EXPECT_EQ(check_of("/items/0/ladder", {1}), "accepted");
  EXPECT_EQ(check_of("/items/1/id", "a" + std::string(39, '-')), "accepted");
  EXPECT_EQ(check_of("/smallest_cohort", 1'000'000), "accepted");
  EXPECT_EQ(check_of("/objection_seconds", 0), "accepted");
  EXPECT_EQ(check_of("/bundle_sha256", std::string(64, 'a')), "accepted");
  EXPECT_EQ(check_of("/language", "fr"), "accepted");
  EXPECT_EQ(check_of("/roster_size", 1'000'000), "accepted");
}

TEST(Manifest, NamesEveryMissingKey) {
  for_each_value(sample_json(), [](const std::string& pointer) {
    Json json = sample_json();
    const Pointer here(pointer);
    Json& parent = json[here.parent_pointer()];
    if (!parent.is_object()) return;
    parent.erase(here.back());
    const auto manifest = parse(json.dump());
    ASSERT_FALSE(manifest) << pointer;
    EXPECT_EQ(manifest.error().check, "manifest.missing") << pointer;
    EXPECT_NE(manifest.error().message.find(path_of(pointer) + " "), std::string::npos)
        << manifest.error().message;
  });
}

TEST(Manifest, NamesEveryUnknownKey) {
  for_each_value(sample_json(), [](const std::string& pointer) {
    Json json = sample_json();
    if (!json[Pointer(pointer)].is_object()) return;
    json[Pointer(pointer)]["extra"] = 1;
    const auto manifest = parse(json.dump());
    ASSERT_FALSE(manifest) << pointer;
    EXPECT_EQ(manifest.error().check, "manifest.unknown");
    EXPECT_NE(manifest.error().message.find(path_of(pointer) + ".extra "), std::string::npos)
        << manifest.error().message;
  });
  EXPECT_EQ(check_of("/extra", 1), "manifest.unknown");
}

TEST(Manifest, NamesEveryWrongType) {
  const std::vector<Json> values = {nullptr,       true,          -1, 1.0, 1.5, "x",
                                    Json::array(), Json::object()};
  for_each_value(sample_json(), [&](const std::string& pointer) {
    const Json right = sample_json()[Pointer(pointer)];
    for (const Json& value : values) {
      if (value.type() == right.type()) continue;
      if (pointer == "/witnesses" && value.is_object()) continue;  // its other form
      const base::Error error = refusal(pointer, value);
      EXPECT_EQ(error.check, "manifest.type") << pointer << " " << value.dump();
      EXPECT_NE(error.message.find(path_of(pointer) + " "), std::string::npos) << error.message;
    }
  });
}

// Every text, also those that a narrower rule would refuse.
TEST(Manifest, NamesEveryTextThatPassesForAnother) {
  for_each_value(sample_json(), [](const std::string& pointer) {
    const Json right = sample_json()[Pointer(pointer)];
    if (!right.is_string()) return;
    for (const char* bad : {"\x07", "\x1b", "\x7f", "\u0085", "\u202e", "\u2066", "\u200b",
                            "\ufeff", "\u00ad", "\n", "\t"}) {
      const bool body = pointer == "/body";
      if (body && (*bad == '\n' || *bad == '\t')) continue;
      const auto text = right.get<std::string>();
      const base::Error error = refusal(pointer, text.substr(0, text.size() / 2) + bad);
      EXPECT_NE(error.check, "accepted") << pointer;
      EXPECT_NE(error.message.find(path_of(pointer)), std::string::npos) << error.message;
    }
  });
  EXPECT_EQ(check_of("/title", "left \u202e right"), "manifest.text");
}

TEST(Manifest, BoundsEveryText) {
  const std::pair<const char*, std::size_t> limits[] = {{"/title", 200},
                                                        {"/addressee", 200},
                                                        {"/body", 131'072},
                                                        {"/authors/1/name", 120},
                                                        {"/authors/1/role", 120},
                                                        {"/authors/1/stake", 400},
                                                        {"/items/1/id", 40},
                                                        {"/items/1/question", 400},
                                                        {"/items/1/answers/2", 400},
                                                        {"/log/origin", 120},
                                                        {"/trustees/members/0/name", 120},
                                                        {"/registrar/name", 120},
                                                        {"/issuers/0/name", 120},
                                                        {"/bundle_sha256", 64},
                                                        {"/authors/0/key", 64},
                                                        {"/schedule/start", 20}};
  for (const auto& [pointer, limit] : limits) {
    const base::Error error = refusal(pointer, std::string(limit + 1, 'a'));
    EXPECT_EQ(error.check, "manifest.range") << pointer;
    EXPECT_NE(error.message.find(path_of(pointer)), std::string::npos) << error.message;
    const bool may_be_empty = std::string(pointer).ends_with("role") ||
                              std::string(pointer).ends_with("stake") ||
                              std::string(pointer) == "/bundle_sha256";
    EXPECT_EQ(check_of(pointer, "") == "accepted", may_be_empty) << pointer;
  }
}

TEST(Manifest, BoundsEveryNumber) {
  const std::tuple<const char*, std::uint64_t, std::uint64_t> limits[] = {
      {"/roster_size", 9, 1'000'000},  // the ladder asks for 9
      {"/smallest_cohort", 10, 1'000'000},
      {"/objection_seconds", 0, 2'592'000},
      {"/schedule/epochs", 2, 64},  // two reach the earliest opening
      {"/schedule/epoch_seconds", 43'200, 604'800},
      {"/trustees/threshold", 1, 3},
      {"/undersigned", 1, 1},
      {"/schedule/window", 1, 1}};
  for (const auto& [pointer, least, most] : limits) {
    EXPECT_EQ(check_of(pointer, least), "accepted") << pointer;
    EXPECT_EQ(check_of(pointer, most), "accepted") << pointer;
    if (least > 0) {
      EXPECT_NE(check_of(pointer, least - 1), "accepted") << pointer;
    }
    for (const std::uint64_t over :
         {most + 1, most + (std::uint64_t{1} << 32), ~std::uint64_t{0}}) {
      EXPECT_NE(check_of(pointer, over), "accepted") << pointer;
    }
    EXPECT_NE(check_of(pointer, 0.0), "accepted") << pointer;
  }
  EXPECT_EQ(check_of("/undersigned", 2), "manifest.version");
  EXPECT_EQ(check_of("/draft", 1), "manifest.draft");
  EXPECT_EQ(check_of("/schedule/window", 2), "manifest.schedule");
  EXPECT_EQ(check_of("/schedule/window", 3), "manifest.range");
}

TEST(Manifest, RefusesBadLadders) {
  const std::pair<Json, const char*> ladders[] = {
      {Json::array(), "manifest.range"},
      {{0, 3}, "manifest.ladder"},
      {{3, 3}, "manifest.ladder"},
      {{5, 3}, "manifest.ladder"},
      {{3, 13}, "manifest.ladder"},
      {{3, 1ull << 40}, "manifest.ladder"},
      {{3, -5}, "manifest.type"},
      {{3, "5"}, "manifest.type"},
      {{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17}, "manifest.range"}};
  for (const auto& [ladder, check] : ladders) {
    const base::Error error = refusal("/items/0/ladder", ladder);
    EXPECT_EQ(error.check, check) << ladder.dump();
    EXPECT_NE(error.message.find("manifest.items[0].ladder"), std::string::npos) << error.message;
  }
}

TEST(Manifest, RefusesOtherKinds) {
  EXPECT_EQ(check_of("/items/1/kind", "poem"), "manifest.kind");
  EXPECT_EQ(check_of("/items/1/kind", "Choice"), "manifest.kind");
  // Another kind has other keys.
  EXPECT_EQ(check_of("/items/1/kind", "demand"), "manifest.unknown");
  EXPECT_EQ(check_of("/items/3/kind", "pledge"), "manifest.missing");
  EXPECT_EQ(check_of("/items/1/kind", "ranking"), "accepted");
}

TEST(Manifest, HasLaddersOfDemandsAndPledges) {
  for (const std::string item : {"/items/3", "/items/4"}) {
    EXPECT_EQ(check_of(item + "/ladder", {1, 12}), "accepted");
    EXPECT_EQ(check_of(item + "/ladder", {0, 12}), "manifest.ladder");
    EXPECT_EQ(check_of(item + "/ladder", {1, 13}), "manifest.ladder");
    EXPECT_EQ(check_of(item + "/ladder", Json::array()), "manifest.range");
    EXPECT_EQ(check_of(item + "/text", ""), "manifest.range");
    EXPECT_EQ(check_of(item + "/text", "a\u202eb"), "manifest.text");
  }
}

TEST(Manifest, PledgesSayWhenTheyAreReleased) {
  const std::string release = "/items/4/release";
  EXPECT_EQ(check_of(release + "/demands", {"heat", "destination"}), "manifest.release");
  EXPECT_EQ(check_of(release + "/demands", Json::array({"light"})), "manifest.release");
  EXPECT_EQ(check_of(release + "/demands", {"heat", "heat"}), "manifest.duplicate");
  EXPECT_EQ(check_of(release + "/at_least", 0), "manifest.range");
  EXPECT_EQ(check_of(release + "/at_least", 2), "manifest.range");
  EXPECT_EQ(check_of(release + "/expires", ""), "accepted");
  EXPECT_EQ(check_of(release + "/expires", "soon"), "manifest.time");
  EXPECT_EQ(
      check_of(release,
               {{"demands", Json::array()}, {"at_least", 0}, {"expires", "2026-06-01T00:00:00Z"}}),
      "accepted");
  EXPECT_EQ(check_of(release, {{"demands", Json::array()}, {"at_least", 0}, {"expires", ""}}),
            "manifest.release");
  EXPECT_EQ(check_of(release, {{"demands", Json::array()}, {"at_least", 1}, {"expires", ""}}),
            "manifest.range");
}

TEST(Manifest, RanksAtMostEleven) {
  Json answers = Json::array();
  while (answers.size() < 10) answers.push_back("answer " + std::to_string(answers.size()));
  EXPECT_EQ(check_of("/items/5/answers", answers), "accepted");
  answers.push_back("eleventh");
  EXPECT_EQ(check_of("/items/5/answers", answers), "manifest.options");
  answers.push_back("twelfth");
  EXPECT_EQ(check_of("/items/5/answers", answers), "manifest.range");
}

TEST(Manifest, HasOneSignatureFirst) {
  Json items = sample_json()["items"];
  EXPECT_EQ(check_of("/items", {items[1], items[0]}), "manifest.order");
  EXPECT_EQ(check_of("/items", {items[1], items[2]}), "manifest.order");
  EXPECT_EQ(check_of("/items", Json::array()), "manifest.range");
  Json second = items[0];
  second["id"] = "second";
  EXPECT_EQ(check_of("/items", {items[0], second}), "manifest.order");
  EXPECT_EQ(check_of("/items", Json::array({items[0]})), "accepted");
}

TEST(Manifest, RefusesBadIdsAndAnswers) {
  for (const char* id : {"A", "1a", "-a", "a_b", "a b", "é", "a.b"}) {
    EXPECT_EQ(check_of("/items/1/id", id), "manifest.id") << id;
  }
  EXPECT_EQ(check_of("/items/1/id", "signature"), "manifest.duplicate");
  EXPECT_EQ(check_of("/items/2/id", "destination"), "manifest.duplicate");
  EXPECT_EQ(check_of("/items/1/answers", {"Stay", "Go", "Stay"}), "manifest.duplicate");
  EXPECT_EQ(check_of("/items/1/answers", Json::array({"Stay"})), "manifest.range");
}

TEST(Manifest, BoundsOptions) {
  // Six options of the signature, 30 answers each, the rest in the last.
  const auto items_with = [](std::size_t options) {
    Json items = Json::array({sample_json()["items"][0]});
    for (std::size_t left = options - 6; left > 0;) {
      Json answers = Json::array();
      const std::size_t here = left > 32 ? 30 : left;
      while (answers.size() < here) answers.push_back("answer " + std::to_string(answers.size()));
      left -= here;
      items.push_back({{"kind", "choice"},
                       {"id", "item-" + std::to_string(items.size())},
                       {"question", "?"},
                       {"answers", answers}});
    }
    return items;
  };
  EXPECT_EQ(check_of("/items", items_with(128)), "accepted");
  EXPECT_EQ(check_of("/items", items_with(129)), "manifest.options");
  Json answers = Json::array();
  while (answers.size() < 33) answers.push_back(std::to_string(answers.size()));
  EXPECT_EQ(check_of("/items/1/answers", answers), "manifest.range");
}

TEST(Manifest, RefusesBadTimes) {
  EXPECT_EQ(check_of("/schedule/start", "2026-02-30T00:00:00Z"), "manifest.time");
  EXPECT_EQ(check_of("/schedule/start", "2026-03-01 00:00:00Z"), "manifest.time");
  EXPECT_EQ(check_of("/schedule/earliest_opening", "2026-03-02T09:00:00Z"), "accepted");
  EXPECT_EQ(check_of("/schedule/earliest_opening", "2026-03-02T09:00:01Z"), "manifest.schedule");
}

TEST(Manifest, RefusesBadKeys) {
  const std::string key = base::to_hex(test::sample_key("author 1"));
  std::string upper = key;
  upper[0] = 'A';
  for (const std::string& wrong : {key.substr(2), key.substr(1) + "g", upper}) {
    EXPECT_EQ(check_of("/authors/0/key", wrong), "manifest.key") << wrong;
    EXPECT_EQ(check_of("/bundle_sha256", wrong), "manifest.key") << wrong;
  }
  const std::string members = "/trustees/members";
  EXPECT_EQ(check_of(members + "/0/encryption_key", std::string(64, '0')), "manifest.key");
  EXPECT_EQ(check_of(members + "/0/encryption_key", std::string(64, 'f')), "manifest.key");
  const Json other = sample_json()["trustees"]["members"][0];
  for (const char* field : {"signing_key", "encryption_key"}) {
    const base::Error error = refusal(members + "/2/" + field, other[field]);
    EXPECT_EQ(error.check, "manifest.duplicate");
    EXPECT_NE(error.message.find("manifest.trustees.members[2]"), std::string::npos);
  }
}

TEST(Manifest, RefusesWhatThisDraftHasNot) {
  EXPECT_EQ(check_of("/cover", "some"), "manifest.unsupported");
  EXPECT_EQ(check_of("/names", "secret"), "manifest.unsupported");
  EXPECT_EQ(check_of("/count", "quiet"), "manifest.unsupported");
  EXPECT_EQ(check_of("/language", "de"), "manifest.unsupported");
  EXPECT_EQ(check_of("/witnesses", Json::array({"w"})), "manifest.range");
  EXPECT_EQ(check_of("/witnesses", "none"), "manifest.type");
  const Json issuer = sample_json()["issuers"][0];
  EXPECT_EQ(check_of("/issuers", {issuer, issuer}), "manifest.duplicate");
  EXPECT_EQ(check_of("/issuers", {issuer, issuer, issuer}), "manifest.range");
  EXPECT_EQ(check_of("/issuers", Json::array()), "manifest.range");
  EXPECT_EQ(check_of("/trustees/members", Json::array()), "manifest.range");
  EXPECT_EQ(check_of("/authors", Json::array()), "manifest.range");
  for (const char* origin : {"Letters", "a b", "a_b", "a:b", "é"}) {
    EXPECT_EQ(check_of("/log/origin", origin), "manifest.origin") << origin;
  }
}

TEST(Manifest, SaysItsPolicies) {
  ManifestFields fields = sample_fields();
  EXPECT_EQ(test::manifest_of(fields).cover, Cover::kAll);
  EXPECT_EQ(test::manifest_of(fields).names, NameList::kPublished);
  fields.cover = Cover::kNone;
  fields.names = NameList::kCommitted;
  const Manifest manifest = test::manifest_of(fields);
  EXPECT_EQ(manifest.cover, Cover::kNone);
  EXPECT_EQ(manifest.names, NameList::kCommitted);
}

TEST(Manifest, BoundsTrustees) {
  const auto with = [](std::size_t count, std::size_t threshold) {
    ManifestFields fields = sample_fields();
    fields.threshold = threshold;
    fields.trustees.clear();
    for (std::size_t i = 0; i < count; ++i) {
      const std::string name = "Trustee " + std::to_string(i);
      fields.trustees.push_back({name, test::sample_key(name),
                                 group::hash_to_group(base::as_bytes(name), base::as_bytes("t"))});
    }
    return write_manifest(fields).has_value();
  };
  EXPECT_TRUE(with(1, 1) && with(16, 12) && with(12, 12) && with(16, 1));
  EXPECT_FALSE(with(16, 13) || with(17, 3) || with(3, 4) || with(3, 0) || with(0, 0));
}

TEST(Manifest, RefusesOtherBytes) {
  const std::string text(base::as_text(frozen(sample_fields())));
  EXPECT_EQ(parse("").error().check, "manifest.syntax");
  EXPECT_EQ(parse("[]").error().check, "manifest.type");
  EXPECT_EQ(parse(text + "{}").error().check, "manifest.syntax");
  EXPECT_EQ(parse("\xef\xbb\xbf" + text).error().check, "manifest.syntax");
  std::string twice = text;
  twice.replace(twice.find("\"cover\""), 7, "\"count\": \"loud\", \"cover\"");
  EXPECT_EQ(parse(twice).error().check, "manifest.duplicate");
  std::string latin = text;
  latin.replace(latin.find("Ruiz"), 4, "Ru\xedz");
  EXPECT_EQ(parse(latin).error().check, "manifest.syntax");
  EXPECT_TRUE(parse(text + std::string(kMaxManifestBytes - text.size(), ' ')));
  EXPECT_EQ(parse(text + std::string(kMaxManifestBytes + 1 - text.size(), ' ')).error().check,
            "manifest.size");
  EXPECT_EQ(check_of("/title", Json::parse("[[[[[[[[[1]]]]]]]]]")), "manifest.depth");
}

TEST(ManifestWriter, RefusesWhatParseRefuses) {
  ManifestFields fields = sample_fields();
  fields.title.clear();
  EXPECT_EQ(write_manifest(fields).error().check, "manifest.range");
  fields = sample_fields();
  fields.items[0].ladder.reset();
  EXPECT_EQ(write_manifest(fields).error().check, "manifest.range");
  fields = sample_fields();
  fields.schedule.start = -1;
  EXPECT_EQ(write_manifest(fields).error().check, "manifest.time");
  fields = sample_fields();
  fields.authors[0].name = "Ru\xedz";
  EXPECT_EQ(write_manifest(fields).error().check, "manifest.text");
  fields = sample_fields();
  fields.items[1].ladder = fields.items[0].ladder;
  EXPECT_EQ(write_manifest(fields).error().check, "manifest.text");
}

TEST(ManifestWriter, WritesOneForm) {
  const std::string text(base::as_text(frozen(sample_fields())));
  EXPECT_TRUE(text.starts_with(
      "{\n  \"undersigned\": 1,\n  \"draft\": 3,\n  \"language\": \"en\",\n  \"title\": \""));
  EXPECT_TRUE(text.ends_with("\"objection_seconds\": 3600,\n  \"bundle_sha256\": \"\"\n}\n"));
  EXPECT_NE(text.find("\"ladder\": [\n        3,\n        5,\n        9\n      ]"), text.npos);
}

}  // namespace
}  // namespace undersigned::letter
