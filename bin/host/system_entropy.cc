#include "bin/host/system_entropy.h"

#include <sys/random.h>

#include <cerrno>

#include "core/base/check.h"

namespace undersigned::host {

void SystemEntropy::fill(std::span<std::uint8_t> out) {
  while (!out.empty()) {
    const ssize_t got = ::getrandom(out.data(), out.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    UNDERSIGNED_CHECK(got > 0);
    out = out.subspan(static_cast<std::size_t>(got));
  }
}

}  // namespace undersigned::host
