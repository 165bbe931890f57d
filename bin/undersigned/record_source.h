// The record that a command is given: a folder, or a letter's address on a server.
#pragma once

#include <filesystem>
#include <string>

#include "bin/undersigned/commands.h"
#include "core/base/result.h"

namespace undersigned::cli {

struct RecordOptions {
  std::string where;        // a record's folder, a letter's, or https://HOST/letters/ID
  std::string keep;         // of an address: where the copy of its record stays
  std::string authorities;  // of an address: certificates to trust
};
// The positional argument, --keep and --ca.
void add_record_options(CLI::App& command, RecordOptions& options);

class RecordSource {
 public:
  // Copies the record of an address, into a folder that goes with this unless one is named to keep
  // it. Refuses what copy_record refuses.
  static base::Result<RecordSource> open(const RecordOptions& options, const Console& console);
  RecordSource(RecordSource&& other) noexcept;
  RecordSource& operator=(RecordSource&&) = delete;
  ~RecordSource();

  const std::string& folder() const { return folder_; }

 private:
  explicit RecordSource(std::string folder) : folder_(std::move(folder)) {}
  std::string folder_;
  std::filesystem::path goes_;  // not empty: removed at the end
};

}  // namespace undersigned::cli
