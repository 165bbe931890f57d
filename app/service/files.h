// Files of a letter's folder and of key holders: read with a bound, written whole or not at all.
#pragma once

#include <filesystem>
#include <string_view>
#include <utility>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace undersigned::service {

enum class Privacy { kPublic, kPrivate };  // kPrivate: mode 0600, in a folder of mode 0700

// The whole file; refuses files over max_bytes ("file.size") and unreadable ones ("file.read").
base::Result<base::Bytes> read_file(const std::filesystem::path& path, std::size_t max_bytes);

enum class Durability {
  kKept,     // on the disk when this returns
  kDerived,  // can be made again from what is kept: whole, but written out when the system pleases
};

// Writes a temporary file beside it, then renames: if the program is killed, the old or the new
// content is there, whole. Makes missing folders. A private file that is replaced is overwritten
// with zeros where it lay, unless another name still points to it; what a disk or a file system
// keeps beside that (copies, snapshots, worn blocks) is out of a program's reach.
base::Result<void> write_file(const std::filesystem::path& path, base::ByteView bytes,
                              Privacy privacy, Durability durability = Durability::kKept);

// Keeps others who ask so from a file that is read, changed and written anew, until it goes: by an
// empty file `PATH.lock` beside it, since the file itself is replaced. A program that is killed
// leaves that file behind, which keeps nobody out.
class FileLock {
 public:
  // Refuses "file.busy" while another holds it, here or in another program.
  static base::Result<FileLock> take(const std::filesystem::path& path);
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();

 private:
  FileLock(std::filesystem::path path, int file) : path_(std::move(path)), file_(file) {}
  void let_be();                // lets go without removing what is another's
  std::filesystem::path path_;  // of the lock
  int file_;                    // −1: moved from
};

}  // namespace undersigned::service
