#include "app/service/csv.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace undersigned::service {
namespace {

base::Result<CsvTable> parse(std::string_view text) { return parse_csv(base::as_bytes(text)); }

TEST(Csv, ReadsWhatSpreadsheetsWrite) {
  const auto table = parse(
      "\xef\xbb\xbfName;Department\r\n\"Torvane; Ana\";Archive\r\n\r\n Bel ;\"He said "
      "\"\"no\"\"\"\r\n");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->header, (std::vector<std::string>{"name", "department"}));
  ASSERT_EQ(table->rows.size(), 2u);
  EXPECT_EQ(table->rows[0][0], "Torvane; Ana");
  EXPECT_EQ(table->rows[1][0], "Bel");
  EXPECT_EQ(table->rows[1][1], "He said \"no\"");
  EXPECT_EQ(table->lines, (std::vector<std::size_t>{2, 4}));
}

TEST(Csv, CountsLinesAcrossQuotedLineFeeds) {
  const auto table = parse("a,b\n\"1\n2\",x\ny\n");
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().check, "csv.columns");
  EXPECT_NE(table.error().message.find("Line 4"), std::string::npos) << table.error().message;
}

TEST(Csv, RefusesBrokenFiles) {
  EXPECT_EQ(parse("").error().check, "csv.empty");
  EXPECT_EQ(parse("a,b\n1\n").error().check, "csv.columns");
  EXPECT_EQ(parse("a,b\n\"1,2\n").error().check, "csv.quote");
  EXPECT_EQ(parse("a,b\n\"1\"2,3\n").error().check, "csv.quote");
}

TEST(Csv, LastLineMayLackItsLineFeed) { EXPECT_EQ(parse("a\nx").value().rows.size(), 1u); }

TEST(Csv, RowsAreReadBackAsTheyWereWritten) {
  rc::check([](std::vector<std::string> fields) {
    for (std::string& field : fields) {
      std::erase_if(field, [](char c) { return c == '\r' || c == '\0' || c == ' ' || c == '\t'; });
    }
    RC_PRE(fields.size() >= 2);  // a single empty field is a blank line
    std::vector<std::string> header;
    for (std::size_t i = 0; i < fields.size(); ++i) header.push_back("c" + std::to_string(i));
    const std::string text = csv_row(header) + csv_row(fields);
    const auto table = parse(text);
    RC_ASSERT(table.has_value());
    RC_ASSERT(table->rows.size() == 1u);
    RC_ASSERT(table->rows[0] == fields);
  });
}

}  // namespace
}  // namespace undersigned::service
