// Messages: every language says everything, with the same values; numbers, shares and moments.
#include "app/report/messages.h"
#include "core/base/collate.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "app/report/embedded.h"
#include "core/base/bytes.h"

namespace undersigned::report {
namespace {

base::Json texts(std::string_view language) {
  return base::parse_json(base::as_bytes(embedded_messages(language)), 1u << 20).value();
}

// The {names} in a text.
std::set<std::string> names_in(const std::string& text) {
  std::set<std::string> names;
  for (std::size_t open = text.find('{'); open != text.npos; open = text.find('{', open + 1)) {
    names.insert(text.substr(open, text.find('}', open) - open + 1));
  }
  return names;
}

void expect_same_shape(const std::string& key, const base::Json& english, const base::Json& other) {
  ASSERT_EQ(english.type(), other.type()) << key;
  if (english.is_object()) {
    ASSERT_EQ(english.size(), 2u) << key;
    for (const char* form : {"one", "other"}) {
      ASSERT_TRUE(english.contains(form) && other.contains(form)) << key;
      expect_same_shape(key + "." + form, english[form], other[form]);
    }
  } else if (english.is_string()) {
    EXPECT_EQ(names_in(english.get<std::string>()), names_in(other.get<std::string>())) << key;
    EXPECT_FALSE(other.get<std::string>().empty()) << key;
  }
}

TEST(Messages, EveryLanguageHasEveryMessage) {
  const base::Json english = texts("en");
  EXPECT_GT(english.size(), 100u);
  for (const char* language : {"fr", "es"}) {
    const base::Json other = texts(language);
    EXPECT_EQ(other.size(), english.size()) << language;
    for (const auto& [key, message] : english.items()) {
      ASSERT_TRUE(other.contains(key)) << language << " lacks " << key;
      expect_same_shape(language + (": " + key), message, other[key]);
    }
  }
}

TEST(Messages, FormsForOneAndMany) {
  const Messages english("en"), french("fr");
  EXPECT_EQ(english.html_of(1, "names.title"), "1 name");
  EXPECT_EQ(english.html_of(0, "names.title"), "0 names");
  EXPECT_EQ(french.html_of(0, "names.title"), "0 nom");
  EXPECT_EQ(french.html_of(2, "names.title"), "2 noms");
}

TEST(Messages, TheMessageIsEscapedItsValuesAreHtml) {
  const Messages english("en");
  EXPECT_EQ(english.html("limits.more", {{"file", "<code>x</code>"}}),
            "The project’s <code>x</code> has the rest.");
}

TEST(Messages, Numbers) {
  const Messages english("en"), french("fr");
  EXPECT_EQ(english.number(0), "0");
  EXPECT_EQ(english.number(9'999), "9999");
  EXPECT_EQ(english.number(10'000), "10,000");
  EXPECT_EQ(english.number(1'234'567), "1,234,567");
  EXPECT_EQ(french.number(100'000), "100\u202f000");
}

TEST(Messages, PercentNeverSaysNoneOrAllUnlessItIs) {
  const Messages english("en"), spanish("es");
  EXPECT_EQ(english.percent(0, 769), "0%");
  EXPECT_EQ(english.percent(1, 769), "&lt;1%");
  EXPECT_EQ(english.percent(331, 769), "43%");
  EXPECT_EQ(english.percent(1, 200), "1%");
  EXPECT_EQ(english.percent(768, 769), "&gt;99%");
  EXPECT_EQ(english.percent(769, 769), "100%");
  EXPECT_EQ(english.percent(0, 0), "0%");
  EXPECT_EQ(spanish.percent(1, 2), "50\u202f%");
}

TEST(Messages, Moments) {
  constexpr std::int64_t kMoment = 1'772'355'600;  // 2026-03-01T09:00:00Z
  EXPECT_EQ(Messages("en").moment(kMoment),
            "<time datetime=\"2026-03-01T09:00:00Z\">1 March 2026, 09:00 UTC</time>");
  EXPECT_EQ(Messages("fr").moment(kMoment),
            "<time datetime=\"2026-03-01T09:00:00Z\">1er mars 2026, 09:00 UTC</time>");
  EXPECT_EQ(Messages("es").moment(kMoment),
            "<time datetime=\"2026-03-01T09:00:00Z\">1 de marzo de 2026, 09:00 UTC</time>");
}

TEST(Messages, AnUnknownLanguageSpeaksEnglish) {
  EXPECT_EQ(Messages("xx").html("nav.names"), "Names");
}

TEST(Collation, AccentsAndCapitalsAreTheirPlainLetters) {
  EXPECT_EQ(base::collation_key("Åsa ÉBÈNE"), "asa ebene");
  EXPECT_EQ(base::collation_key("Łukasz Þór"), "lukasz tor");
  EXPECT_EQ(base::collation_key("ſ"), "s");
  EXPECT_EQ(base::collation_key("李 O’Neil"), "李 o’neil");
  EXPECT_EQ(base::collation_key("\xc3"), "\xc3");  // cut short
  EXPECT_LT(base::collation_key("Ågren"), base::collation_key("Andrade"));
}

}  // namespace
}  // namespace undersigned::report
