// The page: well formed, harmless whatever a manifest says, and with every number of the JSON.
// Sample pages are written out for looking at when UNDERSIGNED_PAGES names a folder.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>

#include "app/report/embedded.h"
#include "app/report/result_page.h"
#include "core/base/encoding.h"
#include "core/hash/sha2.h"
#include "core/letter/result_json.h"
#include "tests/support/html_tags.h"
#include "tests/unit/report/samples.h"

namespace undersigned::report {
namespace {

using letter::LetterState;
using test::Tag;

constexpr std::array kStates = {LetterState::kInProgress, LetterState::kOpenedWithNames,
                                LetterState::kOpenedCounted, LetterState::kFailed};

// Every tag of a page that must be well formed, with the text between them.
struct Read {
  explicit Read(const std::string& page) {
    test::HtmlReader reader(page);
    const auto found = reader.tags();
    EXPECT_TRUE(found) << page;
    if (found) tags = *found;
    text = reader.text();
  }
  std::string attribute(std::string_view element, std::string_view name) const {
    for (const Tag& tag : tags) {
      for (const auto& [key, value] : tag.attributes) {
        if (tag.name == element && key == name) return value;
      }
    }
    return "";
  }

  std::vector<Tag> tags;
  std::string text;
};

std::vector<letter::Outcome> all_outcomes() {
  std::vector<letter::Outcome> outcomes;
  for (const LetterState state : kStates) {
    outcomes.push_back(test::small_outcome(state));
    if (outcomes.back().settlement && outcomes.back().settlement->signatures > 0) {
      outcomes.push_back(test::small_outcome(state));
      test::add_every_kind(outcomes.back());
    }
    for (const char* language : {"en", "fr", "es"}) {
      outcomes.push_back(test::large_outcome(state, language));
      outcomes.push_back(outcomes.back());
      outcomes.back().manifest.cover = letter::Cover::kNone;
    }
  }
  return outcomes;
}

void write_page(const std::string& folder, const std::string& name,
                const letter::Outcome& outcome) {
  std::ofstream(folder + "/" + name + ".html") << result_page(outcome);
}

TEST(ResultPage, Samples) {
  const char* folder = std::getenv("UNDERSIGNED_PAGES");
  if (!folder) GTEST_SKIP() << "UNDERSIGNED_PAGES names no folder";
  for (const LetterState state : kStates) {
    for (const char* language : {"en", "fr", "es"}) {
      write_page(folder, std::string(state_name(state)) + "-" + language,
                 test::large_outcome(state, language));
    }
    write_page(folder, std::string(state_name(state)) + "-small", test::small_outcome(state));
  }
}

TEST(ResultPage, TheSameOutcomeGivesTheSameBytes) {
  for (const letter::Outcome& outcome : all_outcomes()) {
    EXPECT_EQ(result_page(outcome), result_page(outcome));
  }
}

TEST(ResultPage, LanguageTitleAndHeadingsInOrder) {
  for (const letter::Outcome& outcome : all_outcomes()) {
    const Read page(result_page(outcome));
    EXPECT_EQ(page.attribute("html", "lang"), outcome.manifest.language);
    int level = 0, titles = 0;
    for (const Tag& tag : page.tags) {
      if (tag.closing || tag.name.size() != 2 || tag.name[0] != 'h' || tag.name == "hr") continue;
      const int next = tag.name[1] - '0';
      EXPECT_LE(next, level + 1);
      titles += next == 1;
      level = next;
    }
    EXPECT_EQ(titles, 1);
    EXPECT_EQ(page.text.find('{'), std::string::npos) << "a value that was not filled in";
  }
}

TEST(ResultPage, IdsAreUniqueAndLinksLead) {
  std::vector<letter::Outcome> outcomes = all_outcomes();
  outcomes.push_back(test::small_outcome(LetterState::kOpenedWithNames));
  outcomes.back().manifest.items[1].id = "names";
  outcomes.back().manifest.items[2].id = "heading-item-names";
  for (const letter::Outcome& outcome : outcomes) {
    std::set<std::string> ids;
    const Read page(result_page(outcome));
    for (const Tag& tag : page.tags) {
      for (const auto& [name, value] : tag.attributes) {
        if (name == "id") {
          EXPECT_TRUE(ids.insert(value).second) << value;
        }
      }
    }
    for (const Tag& tag : page.tags) {
      for (const auto& [name, value] : tag.attributes) {
        const bool inside = name == "href" && value.starts_with("#");
        if (name == "aria-labelledby" || inside) {
          EXPECT_TRUE(ids.contains(inside ? value.substr(1) : value)) << value;
        }
      }
    }
  }
}

// Nothing that a content security policy would have to stop: no script, no inline style, nothing
// from elsewhere, no address at all but in the letter's own links.
void expect_harmless(const std::string& html, const std::set<std::string>& links) {
  static const std::set<std::string> kElements = {
      "html",    "head",   "meta",  "title", "style",  "body", "svg",        "defs",      "pattern",
      "rect",    "circle", "line",  "a",     "header", "nav",  "main",       "article",   "footer",
      "section", "div",    "p",     "span",  "h1",     "h2",   "h3",         "h4",        "h5",
      "h6",      "ul",     "ol",    "li",    "dl",     "dt",   "dd",         "figure",    "strong",
      "em",      "code",   "pre",   "br",    "hr",     "time", "blockquote", "details",   "summary",
      "caption", "table",  "thead", "tbody", "tr",     "th",   "td",         "figcaption"};
  const Read page(html);
  for (const Tag& tag : page.tags) {
    EXPECT_TRUE(kElements.contains(tag.name)) << tag.name;
    for (const auto& [name, value] : tag.attributes) {
      EXPECT_NE(name, "style");
      EXPECT_NE(name, "src");
      EXPECT_FALSE(name.starts_with("on")) << name;
      if (name == "href" && !value.starts_with("#")) {
        EXPECT_TRUE(tag.name == "a" && links.contains(value)) << value;
      }
    }
  }
}

TEST(ResultPage, LoadsAndRunsNothing) {
  for (const letter::Outcome& outcome : all_outcomes()) {
    expect_harmless(result_page(outcome), {"https://meridian.example/charter"});
  }
  letter::Outcome plain = test::small_outcome(LetterState::kOpenedWithNames);
  const std::string page = result_page(plain);
  for (const char* outside : {"http:", "https:", "//", "@import", "@font-face"}) {
    EXPECT_EQ(page.find(outside), std::string::npos) << outside;
  }
  for (std::size_t at = page.find("url("); at != page.npos; at = page.find("url(", at + 1)) {
    EXPECT_EQ(page.substr(at + 4, 1), "#");
  }
}

TEST(ResultPage, ThePolicyAllowsThisStyleAlone) {
  const std::string html = result_page(test::small_outcome(LetterState::kFailed));
  const std::size_t begin = html.find("<style>") + 7, end = html.find("</style>");
  const std::string style = html.substr(begin, end - begin);
  EXPECT_EQ(style, embedded_style());
  EXPECT_EQ(Read(html).attribute("meta", "content"),
            "default-src 'none'; style-src 'sha256-" +
                base::to_base64(hash::sha256(base::as_bytes(style))) +
                "'; base-uri 'none'; form-action 'none'");
}

TEST(ResultPage, HostileTextStaysText) {
  const std::string bad = "</title></style><script>alert(1)</script>\"'><img src=x onerror=1>&";
  letter::Outcome outcome = test::small_outcome(LetterState::kOpenedWithNames);
  outcome.manifest.title = outcome.manifest.addressee = outcome.manifest.body = bad;
  outcome.manifest.authors = {{bad, bad, bad, {}}};
  outcome.manifest.trustees = {{bad, {}, {}}};
  outcome.manifest.issuers = {{bad, {}}};
  outcome.manifest.registrar.name = bad;
  for (letter::Item& item : outcome.manifest.items) {
    item.question = bad;
    for (std::string& answer : item.answers) answer = bad;
  }
  for (letter::OpenedName& opened : outcome.names) opened.name = opened.role = opened.cohort = bad;
  for (letter::Cell& cell : outcome.cells) cell.cohorts = {bad, bad};
  expect_harmless(result_page(outcome), {});
  outcome.state = LetterState::kInProgress;
  outcome.next = bad;
  expect_harmless(result_page(outcome), {});
  outcome.tallies = {};
  outcome.manifest.language = bad;
  expect_harmless(result_page(outcome), {});
}

TEST(ResultPage, ABodyThatCannotBeRenderedIsShownAsItIs) {
  letter::Outcome outcome = test::small_outcome(LetterState::kOpenedWithNames);
  outcome.manifest.body = "We *ask* for <b>this</b>.\n";
  const std::string page = result_page(outcome);
  EXPECT_NE(page.find("We *ask* for &lt;b&gt;this&lt;/b&gt;.\n"), std::string::npos);
  EXPECT_NE(page.find("shown as it was written"), std::string::npos);
  EXPECT_EQ(page.find("<em>ask</em>"), std::string::npos);
}

// Every number in a JSON value, as it stands there.
void collect_numbers(const base::Json& value, std::set<std::string>& numbers) {
  if (value.is_number()) numbers.insert(value.dump());
  if (value.is_structured()) {
    for (const auto& child : value) collect_numbers(child, numbers);
  }
}

TEST(ResultPage, EveryNumberOfTheJsonIsThere) {
  for (const letter::Outcome& outcome : all_outcomes()) {
    base::Json json = result_json(outcome);
    base::Json names = json["names"];
    json.erase("names");
    json.erase("undersigned-result");
    const Read page(result_page(outcome));
    std::set<std::string> there, wanted;
    std::string run;
    for (const char c : page.text + " ") {
      if (c >= '0' && c <= '9') {
        run += c;
      } else if (!run.empty()) {
        there.insert(std::exchange(run, ""));
      }
    }
    collect_numbers(json, wanted);
    // Levels that settled are told in words; 0 and the absent ones have none.
    for (const std::string& number : wanted) {
      EXPECT_TRUE(number == "0" || there.contains(number)) << number;
    }
    std::set<std::string> ids;
    for (const Tag& tag : page.tags) {
      for (const auto& [name, value] : tag.attributes) {
        if (name == "id") ids.insert(value);
      }
    }
    for (const auto& name : names) {
      EXPECT_TRUE(ids.contains("credential-" + name["credential"].dump()));
    }
  }
}

TEST(ResultPage, DigestsAndTheExactCommandAreThere) {
  const letter::Outcome outcome = test::large_outcome(LetterState::kOpenedWithNames, "fr");
  const std::string page = result_page(outcome);
  EXPECT_NE(page.find("undersigned-verify --fingerprint " + base::to_hex(outcome.fingerprint) +
                      " DOSSIER"),
            std::string::npos);
  std::string spans;
  const std::string root = base::to_hex(outcome.root);
  for (std::size_t i = 0; i < root.size(); i += 8)
    spans += "<span>" + root.substr(i, 8) + "</span>";
  EXPECT_NE(page.find(spans), std::string::npos);
}

TEST(ResultPage, TheLadderSaysWhatSettledAndWhy) {
  const std::string text =
      Read(result_page(test::small_outcome(LetterState::kOpenedWithNames))).text;
  // By name: 4, 6, 7 against 3, 5, 9; counted with the 6 named: 6, 7, 9.
  for (const char* words :
       {"If at least 5 sign by name   6", "Reached: the names open at this level.",
        "Met too: 6 sign by name.", "If at least 9 sign by name   7", "Not reached: 2 short.",
        "If at least 9 sign   9", "6 named and 3 unnamed. Reached: the count holds at this level.",
        "6 named and 1 unnamed. Met too: 9 sign."}) {
    EXPECT_NE(text.find(words), std::string::npos) << words << "\n" << text;
  }
}

TEST(ResultPage, FreedomStandsBesideSigningAndLast) {
  const std::string text =
      Read(result_page(test::large_outcome(LetterState::kOpenedWithNames, "en"))).text;
  const std::size_t freedom = text.find("Did you feel free?");
  EXPECT_GT(freedom, text.find("What keeps you from going"));
  EXPECT_NE(text.find("not bound to the signature", freedom), std::string::npos);
  EXPECT_NE(text.find("Signed by name   331", freedom), std::string::npos);
  EXPECT_NE(text.find("Counted without a name   181", freedom), std::string::npos);
}

TEST(ResultPage, NamesInAReadersOrder) {
  const std::string text =
      Read(result_page(test::small_outcome(LetterState::kOpenedWithNames))).text;
  std::size_t at = text.find("6 names");
  for (const char* name : {"Ana Torvane", "Bao Lindqvist", "Cyd Amara", "Dov Petit", "Eun Salcedo",
                           "A name that cannot be read"}) {
    at = text.find(name, at);
    ASSERT_NE(at, std::string::npos) << name;
  }
}

TEST(ResultPage, FailedAndCountedLettersNameNobody) {
  const letter::Outcome opened = test::small_outcome(LetterState::kOpenedWithNames);
  for (const LetterState state : {LetterState::kFailed, LetterState::kOpenedCounted}) {
    letter::Outcome outcome = test::small_outcome(state);
    outcome.names = opened.names;  // even if somebody put them there
    const std::string page = result_page(outcome);
    EXPECT_EQ(page.find("Eun Salcedo"), std::string::npos);
    EXPECT_EQ(page.find("credential-"), std::string::npos);
    EXPECT_NE(page.find("No name is known"), std::string::npos);
  }
  const std::string failed = Read(result_page(test::small_outcome(LetterState::kFailed))).text;
  EXPECT_NE(failed.find("This letter did not open."), std::string::npos);
  EXPECT_NE(failed.find("Not reached: 2 short."), std::string::npos);
  EXPECT_NE(failed.find("The answers stay sealed"), std::string::npos);
}

TEST(ResultPage, ASealedLetterSaysWhatComesNextAndNoCount) {
  const std::string text = Read(result_page(test::small_outcome(LetterState::kInProgress))).text;
  EXPECT_NE(text.find("Epoch 2 of 4: its entries, then its epoch leaf."), std::string::npos);
  EXPECT_NE(text.find("This letter is sealed."), std::string::npos);
  EXPECT_EQ(text.find("No name is known"), std::string::npos);
  EXPECT_EQ(text.find("Reached"), std::string::npos);
}

TEST(ResultPage, ARecordThatEndsInTheMiddleOfItsTallies) {
  letter::Outcome outcome = test::small_outcome(LetterState::kOpenedWithNames);
  outcome.state = LetterState::kInProgress;
  outcome.next = "The tally of item 3.";
  outcome.tallies.choices.pop_back();
  const std::string text = Read(result_page(outcome)).text;
  EXPECT_NE(text.find("This letter is opening"), std::string::npos);
  EXPECT_NE(text.find("Where would you go?"), std::string::npos);
  outcome.names.clear();
  EXPECT_NE(Read(result_page(outcome)).text.find("are not opened yet"), std::string::npos);
}

}  // namespace
}  // namespace undersigned::report
