// QR codes as modules, dark or light.
#pragma once

#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace undersigned::print {

struct QrCode {
  int size = 0;            // modules a side, without the quiet zone of four
  std::vector<bool> dark;  // row by row
};

// At the highest level of error correction that the smallest fitting size has. Refuses "print.qr":
// more than about 2,300 bytes.
base::Result<QrCode> make_qr(std::string_view text);

}  // namespace undersigned::print
