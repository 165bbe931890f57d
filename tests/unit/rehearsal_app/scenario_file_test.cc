// Scenario files: what is wrong is named with its line; the examples run and show what they say.
#include "app/rehearsal/scenario_file.h"

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <map>
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

base::Result<Plan> parse(const std::string& text) {
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

// What several numbers make impossible together is refused at one of their lines.
TEST(ScenarioFile, RefusesTheImpossibleWithItsLine) {
  const base::Error away = changed("away = { is = 0.0,", "away = { is = 0.5,");
  EXPECT_EQ(away.check, "scenario.range");
  EXPECT_TRUE(away.message.starts_with("line 25: night.awake")) << away.message;
  const base::Error missing = changed("seniority = { is = 1, from = \"assumption\" }\n", "");
  EXPECT_EQ(missing.check, "scenario.missing");
  EXPECT_TRUE(missing.message.starts_with("line 29: ")) << missing.message;
  EXPECT_NE(missing.message.find("seniority"), std::string::npos);
  const base::Error ladder = changed("ladder = [60, 150]", "ladder = [150, 60]");
  EXPECT_EQ(ladder.check, "ladder.order");
  EXPECT_TRUE(ladder.message.starts_with("line 12: ")) << ladder.message;
  const base::Error of_variant = changed("offer = false", "ladder = [400]");
  EXPECT_EQ(of_variant.check, "ladder.threshold");
  EXPECT_TRUE(of_variant.message.starts_with("line 4")) << of_variant.message;
  EXPECT_EQ(changed("people = 300", "people = 1979-05-27").check, "scenario.type");
  EXPECT_EQ(changed("hours = 24", "hours = inf").check, "scenario.time");
}

TEST(ScenarioFile, LettersBeyondAsciiAreInTextsAndComments) {
  const auto parsed = [](const std::string& line) {
    std::string text = example("same-curve.toml");
    const std::string name = "name = \"The same curve\"";
    text.replace(text.find(name), name.size(), line);
    const auto plan = parse(text);
    return plan ? plan->scenario.name
                : plan.error().check + " " + plan.error().message.substr(0, 7);
  };
  EXPECT_EQ(parsed("name = \"Été\"  # où \"ça\""), "Été");
  EXPECT_EQ(parsed("name = 'Ñu'"), "Ñu");
  EXPECT_EQ(parsed("name = \"\"\"\"é\" \\\" ò\"\"\"\""), "\"é\" \" ò\"");
  EXPECT_EQ(parsed("name = '''it's é'''"), "it's é");
  EXPECT_EQ(parsed("name = Été"), "scenario.syntax line 6:");
  EXPECT_EQ(parsed("été = 1"), "scenario.syntax line 6:");
  EXPECT_EQ(parsed("name = \"é"), "scenario.syntax line 6:");
  EXPECT_EQ(parsed("name = 1\"¨"), "scenario.syntax line 6:");
}

// The value that the program writes for the page is read as the file is.
TEST(ScenarioFile, ThePagesValueIsTheSamePlan) {
  const std::string text = example("night-letter.toml");
  const auto value = scenario_value(text);
  ASSERT_TRUE(value.has_value());
  const auto again = base::parse_json(base::as_bytes(value->dump()), kMostScenarioBytes);
  const ReadFile none = [](const std::string&) -> base::Result<std::string> { return ""; };
  const auto plan = parse_plan(*again, [](const base::Json&) { return std::string(); }, none);
  ASSERT_TRUE(plan.has_value()) << plan.error().message;
  const auto read = parse(text);
  EXPECT_EQ(plan->variants.size(), read->variants.size());
  for (const auto& [key, parameter] : read->scenario.parameters) {
    EXPECT_EQ(plan->scenario.at(key), parameter.value) << key;
  }
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

TEST(ScenarioFile, DepartmentsNameEverybodyOnce) {
  EXPECT_EQ(*parse_departments("node label\n0 1\n2 1\n1 0", 3),
            (std::vector<std::uint32_t>{1, 0, 1}));
  const auto refused = [](const char* text) {
    const auto parsed = parse_departments(text, 2);
    return parsed ? std::string()
                  : parsed.error().check + " " + parsed.error().message.substr(0, 6);
  };
  EXPECT_EQ(refused("0 0\n0 1\n"), "departments.person line 2");
  EXPECT_EQ(refused("0 0\n5 1\n"), "departments.person line 2");
  EXPECT_EQ(refused("0 0\n1 9\n"), "departments.person line 2");
  EXPECT_EQ(refused("0 0\n1\n"), "departments.syntax line 2");
  EXPECT_EQ(refused("0 0\n"), "departments.person person");
}

// A given network with departments: edges as they are, and whom most see leads each department.
TEST(ScenarioFile, NetworksFromLists) {
  std::string text = example("same-curve.toml");
  text.replace(text.find("people = 300"), 12, "people = 5");
  text.replace(text.find("ladder = [60, 150]"), 18, "ladder = [2, 4]");
  text.insert(
      text.find("[[group]]"),
      "[network]\nkind = \"given\"\nedges = \"e\"\ndirected = true\ndepartments = \"d\"\n\n");
  const auto plan = [&](const char* departments) {
    return parse_scenario(text, [&](const std::string& name) -> base::Result<std::string> {
      return name == "e" ? "1 2\n0 2\n3 4\n" : departments;
    });
  };
  const auto parsed = plan("0 0\n1 0\n2 0\n3 1\n4 1\n");
  ASSERT_TRUE(parsed.has_value()) << parsed.error().message;
  const Network network = make_network(parsed->scenario);
  const auto sees = [&](std::uint32_t i) {
    return std::vector<std::uint32_t>(network.sees(i).begin(), network.sees(i).end());
  };
  EXPECT_EQ(sees(2), (std::vector<std::uint32_t>{0, 1}));  // the lead of the first department
  EXPECT_EQ(sees(0), (std::vector<std::uint32_t>{2}));
  EXPECT_EQ(sees(4), (std::vector<std::uint32_t>{3}));
  const auto bad = plan("0 0\n1 0\n2 0\n3 1\n");
  EXPECT_EQ(bad.error().check, "departments.person");
  EXPECT_TRUE(bad.error().message.starts_with("line 2")) << bad.error().message;
  EXPECT_NE(bad.error().message.find("the file \"d\""), std::string::npos);
}

std::vector<Compared> compared(const Plan& file, std::uint32_t replicas) {
  base::SerialExecutor serial;
  NoNotebook notebook;
  const Progress progress = [](double) { return true; };
  auto result = compare(file.scenario, file.variants, replicas, {serial, progress, notebook});
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
  // The press's figures lie within what nine of ten rehearsals show.
  const std::map<double, std::array<double, 2>> press = {
      {2, {500, 500}}, {20, {650, 650}}, {48, {738, 747}}};
  std::size_t seen = 0;
  for (const auto& [hour, low, middle, high] : was.curve) {
    const auto figure = press.find(hour);
    if (figure == press.end()) continue;
    ++seen;
    EXPECT_LE(low, figure->second[1]) << hour;
    EXPECT_GE(high, figure->second[0]) << hour;
  }
  EXPECT_EQ(seen, press.size());
}

// An organisation's own e-mail graph with its departments, where it lies beside the project.
TEST(Examples, AnOrganisationsOwnGraph) {
  const std::string data = UNDERSIGNED_SOURCE_DIR "/../shared/data/";
  if (!std::ifstream(data + "eu_core_email_edges.txt")) {
    GTEST_SKIP() << data << "eu_core_email_edges.txt is not there";
  }
  std::string text = example("own-network.toml");
  const auto parsed =
      parse_scenario(text, [&](const std::string& name) -> base::Result<std::string> {
        return file(data +
                    (name == "edges.txt" ? "eu_core_email_edges.txt" : "eu_core_departments.txt"));
      });
  ASSERT_TRUE(parsed.has_value()) << parsed.error().message;
  EXPECT_EQ(parsed->scenario.people, 1005u);
  EXPECT_GT(parsed->scenario.given.edges(), 30000u);
  const Network network = make_network(parsed->scenario);
  EXPECT_GT(network.edges(), parsed->scenario.given.edges());
  const auto all = compared(*parsed, 512);
  EXPECT_GT(all[0].summary.pressured.low, 0);
  EXPECT_EQ(all[0].summary.leave.value, all[1].summary.leave.value);
}

}  // namespace
}  // namespace undersigned::rehearsal
