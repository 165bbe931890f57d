// A record folder on this machine's disk.
#pragma once

#include <filesystem>

#include "core/letter/record_files.h"

namespace undersigned::host {

// A regular file, whole; `called` as messages name it. Refuses "files.read".
base::Result<base::Bytes> read_regular(const std::filesystem::path& file, std::string_view called,
                                       std::size_t max_bytes);

class DiskRecordFiles final : public letter::RecordFiles {
 public:
  // The record folder itself, or a letter's folder that holds it as `record`.
  static base::Result<DiskRecordFiles> open(const std::filesystem::path& folder);
  base::Result<std::vector<std::string>> list() override;
  base::Result<base::Bytes> read(std::string_view path, std::size_t max_bytes) override;

 private:
  explicit DiskRecordFiles(std::filesystem::path root) : root_(std::move(root)) {}
  std::filesystem::path root_;
};

}  // namespace undersigned::host
