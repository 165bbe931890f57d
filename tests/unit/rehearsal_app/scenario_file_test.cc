// Scenario files: what is wrong is named with its line; the examples run and show what they say.
#include "app/rehearsal/scenario_file.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

#include "core/rehearsal/study.h"

namespace undersigned::rehearsal {
namespace {

std::string file(const std::string& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string example(const std::string& name) {
  return file(UNDERSIGNED_SOURCE_DIR "/examples/" + name);
}

base::Result<ScenarioFile> parse(const std::string& text) {
  return parse_scenario(text, [](const std::string& name) -> base::Result<std::string> {
    return base::fail("file.read", "", name);
  });
}

// The refusal of an example in which `from` is replaced by `to`.
base::Error changed(const std::string& from, const std::string& to) {
  std::string text = example("same-curve.toml");
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
  const auto parsed = parse(text);
  EXPECT_FALSE(parsed.has_value());
  return parsed ? base::Error{} : parsed.error();
}

TEST(ScenarioFile, RefusesWithLineAndReason) {
  const base::Error typo = changed("seed = 7", "sead = 7");
  EXPECT_EQ(typo.check, "scenario.unknown");
  EXPECT_TRUE(typo.message.starts_with("line 7: ")) << typo.message;
  const base::Error syntax = changed("people = 300", "people = = 300");
  EXPECT_EQ(syntax.check, "scenario.syntax");
  EXPECT_TRUE(syntax.message.starts_with("line 8: ")) << syntax.message;
  const base::Error range = changed("away = { is = 0.0,", "away = { is = 1.5,");
  EXPECT_EQ(range.check, "scenario.range");
  EXPECT_TRUE(range.message.starts_with("line 17: ")) << range.message;
  EXPECT_EQ(changed("away = { is = 0.0, from = \"assumption\" }", "away = 0.1").check,
            "scenario.origin");
  EXPECT_EQ(changed("away = { is = 0.0, from = \"assumption\" }", "away = { is = 0.1 }").check,
            "scenario.origin");
  EXPECT_EQ(changed("awake = { is = 0.6, from", "awoken = { is = 0.6, from").check,
            "scenario.unknown");
  EXPECT_EQ(changed("away = { is = 0.0, from = \"assumption\" }", "").check, "scenario.missing");
  EXPECT_EQ(changed("people = 300", "people = \"many\"").check, "scenario.type");
  EXPECT_EQ(changed("ladder = [60, 150]", "ladder = [60, 1500]").check, "ladder.threshold");
  EXPECT_EQ(changed("offer = false", "mode = \"open\"").check, "scenario.mode");
}

TEST(ScenarioFile, Edges) {
  const auto edges = parse_edges("source target\n0 1\r\n2 3\n", false);
  ASSERT_TRUE(edges.has_value());
  EXPECT_EQ(*edges, (std::vector<Edge>{{0, 1}, {2, 3}}));
  EXPECT_EQ(parse_edges("0 1\n", true)->size(), 2u);
  const auto bad = parse_edges("0 1\n1 x\n", false);
  EXPECT_EQ(bad.error().check, "edges.syntax");
  EXPECT_TRUE(bad.error().message.starts_with("line 2"));
}

std::vector<Compared> compared(const ScenarioFile& file, std::uint32_t replicas) {
  base::SerialExecutor serial;
  auto result =
      compare(file.scenario, file.variants, replicas, serial, [](double) { return true; });
  EXPECT_TRUE(result.has_value());
  return *std::move(result);
}

TEST(Examples, TheSameCurveSaysNothingAboutPressure) {
  const auto parsed = parse(example("same-curve.toml"));
  ASSERT_TRUE(parsed.has_value()) << parsed.error().message;
  const auto both = compared(*parsed, 512);
  ASSERT_EQ(both.size(), 2u);
  EXPECT_EQ(both[0].summary.curve, both[1].summary.curve);
  EXPECT_EQ(both[0].summary.histogram, both[1].summary.histogram);
  EXPECT_EQ(both[0].summary.pressured.value, 0);
  EXPECT_GT(both[1].summary.pressured.low, 0.05 * 300);
}

// The article's pattern comes out of the scenario; the press figures stand beside it, with room.
TEST(Examples, NightLetter) {
  const auto parsed = parse(example("night-letter.toml"));
  ASSERT_TRUE(parsed.has_value()) << parsed.error().message;
  const auto all = compared(*parsed, 512);
  const double n = 770;
  const Summary& was = all[0].summary;
  EXPECT_GT(was.signers.value, 0.93 * n);               // near-total
  EXPECT_LT(was.go[0].value, 0.02 * n);                 // near-zero wish to join
  EXPECT_LT(was.prefer[0].value, was.prefer[1].value);  // alternatives preferred
  EXPECT_GT(was.pressured.value, 0.1 * n);
  const Summary& free = all[1].summary;
  EXPECT_LT(free.signers.value, was.signers.value - 0.1 * n);
  EXPECT_EQ(free.leave.value, was.leave.value);
  EXPECT_EQ(free.demands[0].value, was.demands[0].value);
  EXPECT_GT(was.resentful.value, all[3].summary.resentful.value);  // pay matched or not
  std::cout << "signed after 2 h, 20 h, in the end (press: 500, 650, 738-747): ";
  for (const auto& [hour, low, middle, high] : was.curve) {
    if (hour == 2 || hour == 20 || hour == 48) std::cout << middle << " ";
  }
  std::cout << "\n";
}

// An organisation's own graph, where UNDERSIGNED_EDGES names one of 1,005 people.
TEST(Examples, RealNetworkIfThereIsOne) {
  const char* path = std::getenv("UNDERSIGNED_EDGES");
  if (path == nullptr) GTEST_SKIP() << "UNDERSIGNED_EDGES names no edge list";
  std::string text = example("same-curve.toml");
  text.replace(text.find("people = 300"), 12, "people = 1005");
  text.replace(text.find("[[group]]"), 0, "[network]\nkind = \"given\"\nedges = \"edges\"\n\n");
  const auto parsed = parse_scenario(
      text, [&](const std::string&) -> base::Result<std::string> { return file(path); });
  ASSERT_TRUE(parsed.has_value()) << parsed.error().message;
  EXPECT_GT(parsed->scenario.given.edges(), 10000u);
  const auto both = compared(*parsed, 512);
  EXPECT_EQ(both[0].summary.curve, both[1].summary.curve);
}

}  // namespace
}  // namespace undersigned::rehearsal
