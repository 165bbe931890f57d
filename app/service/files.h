// Files of a letter's folder and of key holders: read with a bound, written whole or not at all.
#pragma once

#include <filesystem>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace undersigned::service {

enum class Privacy { kPublic, kPrivate };  // kPrivate: mode 0600, in a folder of mode 0700

// The whole file; refuses files over max_bytes ("file.size") and unreadable ones ("file.read").
base::Result<base::Bytes> read_file(const std::filesystem::path& path, std::size_t max_bytes);

// Writes a temporary file beside it, flushes it to the disk, then renames: after a crash the old or
// the new content is there, whole. Makes missing folders.
base::Result<void> write_file(const std::filesystem::path& path, base::ByteView bytes,
                              Privacy privacy);

}  // namespace undersigned::service
