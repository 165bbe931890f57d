// Codes as cards to print and cut out, eight on a page of A4: for people without e-mail, and for
// whoever hands codes over in person. A card has the name, the code, the letter's fingerprint, and
// a QR code that opens the letter; the QR code does not hold the secret.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/letter/manifest.h"

namespace undersigned::print {

struct PrintedCard {
  std::string name, role, cohort;
  std::string code;  // as it is typed; empty: it comes by another way. Secret.
  std::string link;  // empty: no QR code
  bool testifies = false;
};

// The whole PDF, in the letter's language. `issuer`, of the manifest's from 1: whose codes these
// are; with two, a card says that signing takes the other's as well. Refuses "print.qr" where a
// link is too long.
base::Result<base::Bytes> print_cards(const letter::Manifest& manifest,
                                      const std::string& fingerprint,
                                      const std::vector<PrintedCard>& cards,
                                      std::size_t issuer = 1);

}  // namespace undersigned::print
