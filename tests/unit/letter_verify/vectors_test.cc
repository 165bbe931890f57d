// The records of tests/vectors/records, verified from the files alone.
#include <gtest/gtest.h>

#include "core/letter/shown_names.h"
#include "core/log/tile.h"
#include "tests/support/vectors.h"
#include "tests/unit/letter_verify/support.h"

namespace undersigned::test {
namespace {

Files files_of(const base::Json& files) {
  Files out;
  for (const auto& [path, bytes] : files.items()) out[path] = unhex(bytes.get<std::string>());
  return out;
}

hash::Digest256 fingerprint_of(const base::Json& record) {
  return unhex_array<32>(field(record, "fingerprint"));
}

std::string state_name(letter::LetterState state) {
  constexpr const char* kStates[] = {"in progress", "opened with names", "opened, counted only",
                                     "failed"};
  return kStates[static_cast<std::size_t>(state)];
}

template <class T>
void expect_counts(const std::vector<T>& tallies, const base::Json& expected) {
  ASSERT_EQ(tallies.size(), expected.size());
  for (std::size_t i = 0; i < tallies.size(); ++i) {
    EXPECT_EQ(base::Json(tallies[i].counts), expected[i]);
  }
}

void expect_ladders(const std::vector<letter::LadderTally>& tallies, const base::Json& expected) {
  expect_counts(tallies, [&] {
    base::Json counts = base::Json::array();
    for (const base::Json& tally : expected) counts.push_back(tally.at("counts"));
    return counts;
  }());
  for (std::size_t i = 0; i < tallies.size(); ++i) {
    const letter::LadderTally& tally = tallies[i];
    EXPECT_EQ(base::Json(tally.level), expected[i].at("level"));
    EXPECT_EQ(base::Json(tally.people), expected[i].at("people"));
    EXPECT_EQ(tally.opposed ? base::Json(*tally.opposed) : base::Json(), expected[i].at("opposed"));
  }
}

void expect_beside(const letter::Outcome& outcome, const base::Json& expected) {
  const letter::Beside& beside = outcome.beside;
  EXPECT_EQ(base::Json(beside.offers.size()), expected.at("offers"));
  base::Json replaced = base::Json::array(), objections = replaced, withdrawn = replaced,
             fates = replaced;
  for (const letter::OfferLeaf& leaf : beside.offers) {
    if (!letter::offer_stands(beside.offers, leaf.number)) replaced.push_back(leaf.number);
  }
  for (const auto& made : beside.objections) {
    const bool trustee = made.role == letter::ObjectorRole::kTrustee;
    objections.push_back((trustee ? "trustee " : "credential ") + std::to_string(made.number));
  }
  for (const auto& leaf : beside.withdrawals) withdrawn.push_back(leaf.credential);
  for (const auto& leaf : beside.outcomes)
    fates.push_back(leaf.fate == letter::Fate::kPending ? "pending" : "partly");
  EXPECT_EQ(replaced, expected.at("replaced"));
  EXPECT_EQ(objections, expected.at("objections"));
  EXPECT_EQ(withdrawn, expected.at("withdrawn"));
  EXPECT_EQ(fates, expected.at("fates"));
}

// They are the list that the letter committed to.
void expect_shown_names(const letter::RecordVerifier& valid, const base::Json& json) {
  const auto shown = letter::ShownNames::parse(base::as_bytes(json.dump()));
  ASSERT_TRUE(shown) << shown.error().message;
  const auto check = letter::check_shown_names(*valid.manifest(), *valid.roster(), *shown);
  EXPECT_EQ(check.found, check.people);
  EXPECT_TRUE(check.wrong.empty());
}

class RecordVector : public testing::TestWithParam<const char*> {};

TEST_P(RecordVector, SaysWhatItShould) {
  const base::Json record = load_vectors(std::string("records/") + GetParam() + ".json");
  EXPECT_EQ(record.at("draft").get<std::uint32_t>(), letter::kFormatDraft);
  const auto report = verify_files(files_of(record.at("files")), fingerprint_of(record),
                                   [&](const letter::RecordVerifier& valid) {
                                     if (record.contains("shown_names"))
                                       expect_shown_names(valid, record.at("shown_names"));
                                   });
  const bool withheld = GetParam() == std::string("withheld");
  EXPECT_EQ(report.withheld.has_value(), withheld);
  ASSERT_EQ(report.outcome.has_value(), !withheld) << show(report.failure);
  const letter::Outcome& outcome = withheld ? *report.withheld : *report.outcome;
  const base::Json& expected = record.at("outcome");
  EXPECT_EQ(state_name(outcome.state), field(expected, "state"));
  EXPECT_EQ(base::Json(outcome.count->named), expected.at("named"));
  EXPECT_EQ(base::Json(outcome.count->counted), expected.at("counted"));
  EXPECT_EQ(base::Json(outcome.settlement->names_level), expected.at("names_level"));
  EXPECT_EQ(base::Json(outcome.settlement->counted_level), expected.at("counted_level"));
  EXPECT_EQ(base::Json(outcome.settlement->signatures), expected.at("signatures"));
  ASSERT_EQ(outcome.names.size(), expected.at("names").size());
  for (std::size_t i = 0; i < outcome.names.size(); ++i) {
    const base::Json& name = expected.at("names")[i];
    EXPECT_EQ(base::Json(outcome.names[i].index), name.at("credential"));
    EXPECT_EQ(outcome.names[i].name, field(name, "name"));
    EXPECT_EQ(outcome.names[i].cohort, field(name, "cohort"));
  }
  const base::Json& tallies = expected.at("tallies");
  expect_counts(outcome.tallies.choices, tallies.at("choices"));
  expect_counts(outcome.tallies.rankings, tallies.at("rankings"));
  expect_ladders(outcome.tallies.demands, tallies.at("demands"));
  expect_ladders(outcome.tallies.pledges, tallies.at("pledges"));
  if (expected.contains("amendments")) {
    EXPECT_EQ(base::Json(outcome.amendments), expected.at("amendments"));
    EXPECT_EQ(base::Json(outcome.testifying), expected.at("testifying"));
  }
  if (expected.contains("beside")) expect_beside(outcome, expected.at("beside"));
}

INSTANTIATE_TEST_SUITE_P(Records, RecordVector,
                         testing::Values("opened", "counted", "failed", "items", "beside",
                                         "amended", "uncovered", "committed", "drawn", "withheld"));

std::vector<base::Bytes> leaves_of(const Files& files) {
  std::vector<base::Bytes> leaves;
  for (const auto& [path, bytes] : files) {
    const auto tile = log::Tile::parse(path);
    if (!tile || tile->kind != log::TileKind::kEntries) continue;
    const auto views = log::parse_bundle(bytes, tile->width);
    for (const base::ByteView leaf : *views) leaves.emplace_back(leaf.begin(), leaf.end());
  }
  return leaves;
}

// The folder of an altered record, as its description says.
Files altered_files(const base::Json& altered) {
  const base::Json base = load_vectors("records/" + field(altered, "of") + ".json");
  Files files = files_of(base.at("files"));
  if (altered.contains("leaves")) {
    const std::vector<base::Bytes> known = leaves_of(files);
    std::vector<base::Bytes> leaves;
    for (const base::Json& leaf : altered.at("leaves")) {
      leaves.push_back(leaf.is_string() ? unhex(leaf.get<std::string>())
                                        : known.at(leaf.get<std::size_t>()));
    }
    files = tiles_of(leaves);
    files["checkpoint"] = bytes_of(field(altered, "checkpoint"));
  }
  if (altered.contains("files")) {
    for (const auto& [path, bytes] : files_of(altered.at("files"))) files[path] = bytes;
  }
  return files;
}

TEST(AlteredRecordVectors, AreRefusedWhereTheySay) {
  const base::Json vectors = load_vectors("records/altered.json");
  EXPECT_GE(vectors.at("records").size(), 35u);
  for (const base::Json& altered : vectors.at("records")) {
    SCOPED_TRACE(field(altered, "what"));
    const auto report = verify_files(altered_files(altered), fingerprint_of(altered));
    ASSERT_TRUE(report.failure);
    EXPECT_EQ(report.failure->line, field(altered, "line")) << show(report.failure);
    EXPECT_EQ(report.failure->check, field(altered, "check")) << show(report.failure);
    const base::Json leaf = report.failure->leaf ? base::Json(*report.failure->leaf) : base::Json();
    EXPECT_EQ(leaf, altered.at("leaf")) << show(report.failure);
  }
}

}  // namespace
}  // namespace undersigned::test
