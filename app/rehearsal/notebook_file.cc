#include "app/rehearsal/notebook_file.h"

#include "core/base/json.h"

namespace undersigned::rehearsal {
namespace {

constexpr std::size_t kMostLineBytes = std::size_t{1} << 20;
constexpr const char* kHeading = "undersigned-rehearsal-notebook";

base::Result<void> check_heading(std::string_view line, const std::string& digest) {
  UNDERSIGNED_TRY(const base::Json json, base::parse_json(base::as_bytes(line), kMostLineBytes));
  UNDERSIGNED_TRY(const auto object, base::JsonObject::of(json, "notebook"));
  UNDERSIGNED_TRY_VOID(object.only({kHeading, "scenario"}));
  UNDERSIGNED_TRY_VOID(object.integer(kHeading, 1, 1));
  UNDERSIGNED_TRY(const std::string scenario, object.text("scenario", 64));
  if (scenario != digest) {
    return base::fail("notebook.scenario", "",
                      "This notebook is of another scenario or another version of the program; "
                      "name a new file, or none.");
  }
  return {};
}

base::Result<std::pair<std::string, std::vector<double>>> parse_cell(std::string_view line) {
  UNDERSIGNED_TRY(const base::Json json, base::parse_json(base::as_bytes(line), kMostLineBytes));
  UNDERSIGNED_TRY(const auto object, base::JsonObject::of(json, "cell"));
  UNDERSIGNED_TRY_VOID(object.only({"cell", "values"}));
  UNDERSIGNED_TRY(std::string name, object.text("cell", 200));
  UNDERSIGNED_TRY(const base::Json* values, object.array("values", 100'000));
  std::vector<double> numbers;
  for (const base::Json& value : *values) {
    if (!value.is_number()) return base::fail("json.type", "", "values are numbers");
    numbers.push_back(value.get<double>());
  }
  return std::pair(std::move(name), std::move(numbers));
}

}  // namespace

base::Result<FileNotebook> FileNotebook::parse(std::string_view text, const std::string& digest,
                                               Append append) {
  if (text.size() > kMostNotebookBytes) {
    return base::fail("notebook.size", "", "A notebook has at most 256 MiB.");
  }
  FileNotebook notebook;
  for (std::size_t number = 1;; ++number) {
    const std::size_t end = text.find('\n', notebook.whole_);
    if (end == text.npos) break;
    const std::string_view line = text.substr(notebook.whole_, end - notebook.whole_);
    base::Result<void> good;
    if (number == 1) {
      good = check_heading(line, digest);
      if (!good && good.error().check == "notebook.scenario") {
        return std::unexpected(good.error());
      }
    } else if (auto cell = parse_cell(line)) {
      notebook.cells_.insert_or_assign(std::move(cell->first), std::move(cell->second));
    } else {
      good = std::unexpected(cell.error());
    }
    if (!good) {
      return base::fail(
          "notebook.line", "",
          "Line " + std::to_string(number) + " of the notebook: " + good.error().message);
    }
    notebook.whole_ = end + 1;
  }
  notebook.append_ = std::move(append);
  if (notebook.whole_ == 0) {
    notebook.append_(base::Json{{kHeading, 1}, {"scenario", digest}}.dump() + "\n");
  }
  return notebook;
}

const std::vector<double>* FileNotebook::find(const std::string& cell) const {
  const auto found = cells_.find(cell);
  return found == cells_.end() ? nullptr : &found->second;
}

void FileNotebook::keep(const std::string& cell, std::vector<double> values) {
  append_(base::Json{{"cell", cell}, {"values", values}}.dump() + "\n");
  cells_.insert_or_assign(cell, std::move(values));
}

}  // namespace undersigned::rehearsal
