#include "bin/host/disk_record_files.h"

#include <fstream>

namespace undersigned::host {

namespace fs = std::filesystem;

base::Result<DiskRecordFiles> DiskRecordFiles::open(const fs::path& folder) {
  std::error_code error;
  for (const fs::path& root : {folder, folder / "record"}) {
    if (fs::is_regular_file(root / "checkpoint", error)) return DiskRecordFiles(root);
  }
  return base::fail(
      "files.missing", "8",
      folder.string() +
          " holds no record: neither it nor its folder 'record' has a file 'checkpoint'.");
}

base::Result<std::vector<std::string>> DiskRecordFiles::list() {
  std::vector<std::string> files;
  std::error_code error;
  for (auto entry = fs::recursive_directory_iterator(root_, error);
       !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (!entry->is_directory() || entry->is_symlink())
      files.push_back(entry->path().lexically_relative(root_).generic_string());
  }
  if (error)
    return base::fail("files.read", "8",
                      "The record folder cannot be listed: " + error.message() + ".");
  return files;
}

base::Result<base::Bytes> DiskRecordFiles::read(std::string_view path, std::size_t max_bytes) {
  const fs::path full = root_ / path;
  std::error_code error;
  const std::uintmax_t size = fs::is_symlink(full, error) ? 0 : fs::file_size(full, error);
  if (error || !fs::is_regular_file(fs::symlink_status(full, error))) {
    return base::fail("files.read", "8",
                      "The file " + std::string(path) + " is missing or cannot be read.");
  }
  if (size > max_bytes)
    return base::fail("files.read", "8", "The file " + std::string(path) + " is too large.");
  base::Bytes bytes(static_cast<std::size_t>(size));
  std::ifstream in(full, std::ios::binary);
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!in || in.gcount() != static_cast<std::streamsize>(bytes.size())) {
    return base::fail("files.read", "8", "The file " + std::string(path) + " cannot be read.");
  }
  return bytes;
}

}  // namespace undersigned::host
