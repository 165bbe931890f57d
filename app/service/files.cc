#include "app/service/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace undersigned::service {
namespace {

namespace fs = std::filesystem;

std::unexpected<base::Error> cannot(const char* check, const char* doing, const fs::path& path) {
  return base::fail(
      check, "",
      std::string("Cannot ") + doing + " " + path.string() + ": " + std::strerror(errno) + ".");
}

class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return value_; }

 private:
  int value_;
};

bool write_all(int file, base::ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

// Overwrites what `file` had before another took its name; where it has a name left, a copy that
// somebody wanted, it stays.
bool wipe_replaced(int file) {
  struct stat status{};
  if (::fstat(file, &status) != 0) return false;
  if (status.st_nlink > 0) return true;
  const base::Bytes zeros(static_cast<std::size_t>(status.st_size));
  return write_all(file, zeros) && ::fsync(file) == 0;
}

void flush_folder(const fs::path& folder) {
  const fs::path named = folder.empty() ? "." : folder;
  const Descriptor opened(::open(named.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.get() >= 0) ::fsync(opened.get());
}

bool make_folders(const fs::path& folder, Privacy privacy) {
  if (folder.empty()) return true;
  std::error_code error;
  const bool made = fs::create_directories(folder, error);
  if (error) {
    errno = error.value();
    return false;
  }
  return !made || privacy == Privacy::kPublic || ::chmod(folder.c_str(), 0700) == 0;
}

}  // namespace

base::Result<base::Bytes> read_file(const fs::path& path, std::size_t max_bytes) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status{};
  if (file.get() < 0 || ::fstat(file.get(), &status) != 0) return cannot("file.read", "read", path);
  if (!S_ISREG(status.st_mode)) {
    return base::fail("file.read", "", path.string() + " is not a file.");
  }
  if (static_cast<std::uint64_t>(status.st_size) > max_bytes) {
    return base::fail("file.size", "",
                      path.string() + " is larger than " + std::to_string(max_bytes) + " bytes.");
  }
  base::Bytes out(static_cast<std::size_t>(status.st_size));
  std::size_t done = 0;
  while (done < out.size()) {
    const ssize_t got = ::read(file.get(), out.data() + done, out.size() - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return cannot("file.read", "read", path);
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  out.resize(done);
  return out;
}

base::Result<void> write_file(const fs::path& path, base::ByteView bytes, Privacy privacy,
                              Durability durability) {
  const bool flush = durability == Durability::kKept;
  if (!make_folders(path.parent_path(), privacy))
    return cannot("file.write", "make the folder of", path);
  const fs::path temporary = path.string() + ".new";
  {
    const mode_t mode = privacy == Privacy::kPrivate ? 0600 : 0644;
    const Descriptor file(
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode));
    if (file.get() < 0 || ::fchmod(file.get(), mode) != 0 || !write_all(file.get(), bytes) ||
        (flush && ::fsync(file.get()) != 0)) {
      return cannot("file.write", "write", path);
    }
  }
  const Descriptor replaced(
      privacy == Privacy::kPrivate ? ::open(path.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC) : -1);
  if (::rename(temporary.c_str(), path.c_str()) != 0) return cannot("file.write", "write", path);
  // Only once the new name is on the disk: until then a power cut could bring the old file back.
  if (flush) flush_folder(path.parent_path());
  if (replaced.get() >= 0 && !wipe_replaced(replaced.get()))
    return cannot("file.write", "wipe what was replaced by", path);
  return {};
}

base::Result<FileLock> FileLock::take(const fs::path& path) {
  const fs::path beside = path.string() + ".lock";
  // Whoever held it has removed it meanwhile: then it is nobody's, and another is made.
  for (int attempt = 0; attempt < 100; ++attempt) {
    const int file = ::open(beside.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0) return cannot("file.write", "make", beside);
    FileLock lock(beside, file);
    struct flock whole{};
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    if (::fcntl(file, F_OFD_SETLK, &whole) != 0) {
      lock.let_be();
      return base::fail("file.busy", "",
                        "Another program is at work on " + path.string() + "; wait until it ends.");
    }
    struct stat held{}, named{};
    if (::fstat(file, &held) == 0 && ::stat(beside.c_str(), &named) == 0 &&
        held.st_dev == named.st_dev && held.st_ino == named.st_ino)
      return lock;
    lock.let_be();
  }
  return base::fail("file.busy", "", path.string() + " is in use; try again.");
}

FileLock::FileLock(FileLock&& other) noexcept
    : path_(std::move(other.path_)), file_(std::exchange(other.file_, -1)) {}

FileLock::~FileLock() {
  if (file_ < 0) return;
  ::unlink(path_.c_str());  // while it is held, so that nobody else's is removed
  ::close(file_);
}

void FileLock::let_be() { ::close(std::exchange(file_, -1)); }

}  // namespace undersigned::service
