// A verified letter's result typeset as a PDF on A4: the letter, the names in columns, the numbers
// as tables, how to check them with a QR code. The same outcome gives the same bytes.
#pragma once

#include <string>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/letter/outcome.h"

namespace undersigned::print {

// `address`: where the letter can be read and verified, for a link and a QR code; empty: none.
// Refuses "print.qr" (the address is too long).
base::Result<base::Bytes> result_pdf(const letter::Outcome& result, const std::string& address);

}  // namespace undersigned::print
