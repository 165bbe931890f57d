#include "app/print/qr.h"

#include <qrcodegen/qrcodegen.hpp>
#include <string>

namespace undersigned::print {

base::Result<QrCode> make_qr(std::string_view text) {
  constexpr std::size_t kMost = 2'300;  // of version 40 at medium correction
  if (text.size() > kMost)
    return base::fail("print.qr", "", "The link is too long for a QR code; use a shorter address.");
  const qrcodegen::QrCode code =
      qrcodegen::QrCode::encodeText(std::string(text).c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
  QrCode out;
  out.size = code.getSize();
  for (int y = 0; y < out.size; ++y) {
    for (int x = 0; x < out.size; ++x) out.dark.push_back(code.getModule(x, y));
  }
  return out;
}

}  // namespace undersigned::print
