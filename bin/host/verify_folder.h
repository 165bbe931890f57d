// Verifying a record folder from a program: the same for undersigned-verify and `undersigned
// verify`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/letter/verifier.h"

namespace undersigned::host {

enum class Format { kText, kJson };

// Exit codes of a verification (docs/protocol.md 13).
inline constexpr int kValid = 0;
inline constexpr int kInvalid = 1;
inline constexpr int kUnreadable = 2;
inline constexpr int kWithheld = 3;  // section 16: entries withheld after failure; never valid

// Verifies with this machine's threads and randomness.
letter::VerifyReport verify(const std::string& folder,
                            const std::optional<hash::Digest256>& fingerprint,
                            const letter::CheckCallback& lines = {},
                            const letter::ValidCallback& valid = {});

// What somebody read somewhere, to be derived again from the record (core/letter/claims.h), or a
// list of names that is to be the one that the letter committed to (core/letter/shown_names.h).
struct Asked {
  std::vector<std::string> claims;  // "name" or "name=value"
  bool all = false;                 // every claim that the record gives
  std::string names;                // the list's file
  bool any() const { return all || !claims.empty() || !names.empty(); }
};

// Verifies, prints a line a check as it completes (or one JSON value at the end), and returns the
// exit code: kInvalid as well if a claim is not the record's, or the list of names not. What is
// asked is printed alone if all is well; a record whose entries are withheld answers nothing.
// fingerprint: 64 hexadecimal digits, or nothing.
int verify_folder(const std::string& folder, const std::optional<std::string>& fingerprint,
                  Format format, const Asked& asked = {});

}  // namespace undersigned::host
