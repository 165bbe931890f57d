// A record folder as the verifier sees it (docs/protocol.md 8): `checkpoint` and `tile/`, behind an
// interface, since the core reads no disk. All that comes from it is untrusted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace undersigned::letter {

class RecordFiles {
 public:
  virtual ~RecordFiles() = default;
  // Every regular file under the folder, relative, with "/" (no order needed); anything that is not
  // a regular file or a folder is listed too, so that it is refused.
  virtual base::Result<std::vector<std::string>> list() = 0;
  // Refuses ("files.read") a file that cannot be read or is larger than max_bytes.
  virtual base::Result<base::Bytes> read(std::string_view path, std::size_t max_bytes) = 0;
};

}  // namespace undersigned::letter
