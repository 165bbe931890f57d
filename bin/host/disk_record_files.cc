#include "bin/host/disk_record_files.h"

#include <fstream>

namespace undersigned::host {

namespace fs = std::filesystem;

base::Result<base::Bytes> read_regular(const fs::path& file, std::string_view called,
                                       std::size_t max_bytes) {
  std::error_code error;
  const std::uintmax_t size = fs::is_symlink(file, error) ? 0 : fs::file_size(file, error);
  if (error || !fs::is_regular_file(fs::symlink_status(file, error))) {
    return base::fail("files.read", "8",
                      "The file " + std::string(called) + " is missing or cannot be read.");
  }
  if (size > max_bytes)
    return base::fail("files.read", "8", "The file " + std::string(called) + " is too large.");
  base::Bytes bytes(static_cast<std::size_t>(size));
  std::ifstream in(file, std::ios::binary);
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!in || in.gcount() != static_cast<std::streamsize>(bytes.size())) {
    return base::fail("files.read", "8", "The file " + std::string(called) + " cannot be read.");
  }
  return bytes;
}

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
  return read_regular(root_ / path, path, max_bytes);
}

}  // namespace undersigned::host
