#include "app/service/csv.h"

#include <algorithm>

namespace undersigned::service {
namespace {

std::string trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

// Reads one row at a time; knows its line for messages.
class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : rest_(text) {
    if (rest_.starts_with("\xef\xbb\xbf")) rest_.remove_prefix(3);
    const std::string_view first_line = rest_.substr(0, rest_.find('\n'));
    if (std::ranges::count(first_line, ';') > std::ranges::count(first_line, ',')) separator_ = ';';
  }

  bool at_end() const { return rest_.empty(); }
  std::size_t line() const { return line_; }

  base::Result<std::vector<std::string>> row() {
    std::vector<std::string> fields;
    while (true) {
      UNDERSIGNED_TRY(std::string field, next_field());
      fields.push_back(std::move(field));
      if (rest_.empty()) return fields;
      const char end = rest_.front();
      rest_.remove_prefix(1);
      if (end == '\n') {
        ++line_;
        return fields;
      }
    }
  }

 private:
  base::Result<std::string> next_field() {
    if (rest_.starts_with('"')) return quoted_field();
    std::size_t end = 0;
    while (end < rest_.size() && rest_[end] != separator_ && rest_[end] != '\n') ++end;
    std::string_view field = rest_.substr(0, end);
    rest_.remove_prefix(end);
    if (field.ends_with('\r')) field.remove_suffix(1);
    return trim(field);
  }

  base::Result<std::string> quoted_field() {
    const std::size_t opened = line_;
    std::string out;
    rest_.remove_prefix(1);
    while (true) {
      const auto quote = rest_.find('"');
      if (quote == std::string_view::npos) {
        return base::fail("csv.quote", "",
                          "Line " + std::to_string(opened) + ": a quotation mark is not closed.");
      }
      out += rest_.substr(0, quote);
      rest_.remove_prefix(quote + 1);
      if (!rest_.starts_with('"')) break;
      out += '"';
      rest_.remove_prefix(1);
    }
    line_ += static_cast<std::size_t>(std::ranges::count(out, '\n'));
    if (rest_.starts_with("\r\n")) rest_.remove_prefix(1);
    if (!rest_.empty() && rest_.front() != separator_ && rest_.front() != '\n') {
      return base::fail(
          "csv.quote", "",
          "Line " + std::to_string(line_) + ": text follows a closing quotation mark.");
    }
    return trim(out);
  }

  std::string_view rest_;
  char separator_ = ',';
  std::size_t line_ = 1;
};

}  // namespace

base::Result<CsvTable> parse_csv(base::ByteView bytes) {
  CsvReader reader(base::as_text(bytes));
  if (reader.at_end())
    return base::fail("csv.empty", "", "The file is empty; its first line must name the columns.");
  CsvTable table;
  UNDERSIGNED_TRY(table.header, reader.row());
  for (std::string& name : table.header) {
    std::ranges::transform(name, name.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
  }
  while (!reader.at_end()) {
    const std::size_t line = reader.line();
    UNDERSIGNED_TRY(std::vector<std::string> row, reader.row());
    if (row.size() == 1 && row.front().empty()) continue;  // a blank line
    if (row.size() != table.header.size()) {
      return base::fail("csv.columns", "",
                        "Line " + std::to_string(line) + " has " + std::to_string(row.size()) +
                            " fields, the header has " + std::to_string(table.header.size()) + ".");
    }
    table.rows.push_back(std::move(row));
    table.lines.push_back(line);
  }
  return table;
}

std::string csv_row(const std::vector<std::string>& fields) {
  std::string out;
  for (const std::string& field : fields) {
    if (!out.empty() || &field != &fields.front()) out += ',';
    if (field.find_first_of(",;\"\r\n") == std::string::npos && field == trim(field)) {
      out += field;
      continue;
    }
    out += '"';
    for (const char c : field) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    out += '"';
  }
  return out + "\n";
}

}  // namespace undersigned::service
