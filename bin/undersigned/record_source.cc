#include "bin/undersigned/record_source.h"

#include <cstdlib>

#include <utility>

#include "app/http/remote_record.h"
#include "bin/undersigned/remote.h"

namespace undersigned::cli {
namespace {

bool is_address(const std::string& where) {
  return where.starts_with("https://") || where.starts_with("http://");
}

base::Result<std::filesystem::path> temporary_folder() {
  std::error_code error;
  std::string pattern = std::filesystem::temp_directory_path(error) / "undersigned-record-XXXXXX";
  if (error || mkdtemp(pattern.data()) == nullptr) {
    return base::fail("file.write", "",
                      "No folder can be made for the copy of the record. Name one: --keep FOLDER");
  }
  return pattern;
}

}  // namespace

void add_record_options(CLI::App& command, RecordOptions& options) {
  command
      .add_option("record", options.where,
                  "the record's folder, the letter's, or its address, https://HOST/letters/ID")
      ->required();
  command.add_option(
      "--keep", options.keep,
      "of an address: keep the copy in this folder; a copy that was stopped goes on");
  command.add_option("--ca", options.authorities,
                     "of an address: certificates to trust, a file in PEM");
}

base::Result<RecordSource> RecordSource::open(const RecordOptions& options,
                                              const Console& console) {
  if (!is_address(options.where)) {
    if (!options.keep.empty()) {
      return base::fail("record.keep", "",
                        "--keep is for a record that is copied from an address; this one lies in "
                        "a folder already.");
    }
    return RecordSource(options.where);
  }
  const Machine machine(console);
  UNDERSIGNED_TRY(const auto client, connect(options.where, options.authorities));
  RecordSource source(options.keep);
  if (options.keep.empty()) {
    UNDERSIGNED_TRY(source.goes_, temporary_folder());
    source.folder_ = source.goes_;
  }
  UNDERSIGNED_TRY_VOID(http::copy_record(*client, source.folder_, machine.runtime()));
  return source;
}

RecordSource::RecordSource(RecordSource&& other) noexcept
    : folder_(std::move(other.folder_)), goes_(std::exchange(other.goes_, {})) {}

RecordSource::~RecordSource() {
  std::error_code error;
  if (!goes_.empty()) std::filesystem::remove_all(goes_, error);
}

}  // namespace undersigned::cli
