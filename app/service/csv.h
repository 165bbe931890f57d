// Comma-separated values as spreadsheets write them (RFC 4180; also a byte-order mark, bare line
// feeds, semicolons where the header has them). Every row has as many fields as the header.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace undersigned::service {

struct CsvTable {
  std::vector<std::string> header;             // lower case, trimmed
  std::vector<std::vector<std::string>> rows;  // trimmed fields
  std::vector<std::size_t> lines;              // line number of each row, from 1
};

// Errors name the line.
base::Result<CsvTable> parse_csv(base::ByteView bytes);

// One row with a line feed; fields are quoted where needed.
std::string csv_row(const std::vector<std::string>& fields);

}  // namespace undersigned::service
