// The office of first issuer and registrar (docs/protocol.md 5), one party in this version, once
// codes are issued (code_office.h): credentials and cards, then the first leaves of the record and
// with them the letter's fingerprint.
#pragma once

#include <cstdint>
#include <optional>

#include "app/service/letter_folder.h"
#include "app/service/people.h"
#include "app/service/runtime.h"
#include "app/service/second_issuer.h"
#include "core/hash/sha2.h"

namespace undersigned::service {

struct FreezeReport {
  hash::Digest256 fingerprint{};
  std::uint32_t people = 0;
  std::uint64_t leaves = 0;
  std::filesystem::path to_sign;  // not empty: the second issuer must sign this file first
};

// What a second issuer has given (app/service/second_issuer.h).
struct FromSecondIssuer {
  std::optional<Halves> halves;
  std::optional<group::Signature> signature;
};

// Makes credentials and cards, appends the manifest, keys and roster leaves in one step, writes the
// record and the invitations. Repeating it after a crash completes what is missing and changes
// nothing. With two issuers in two steps: given the halves, it writes the roster's draft for the
// second one to sign (again, with other halves, as long as nothing is frozen); given the signature,
// it freezes that draft. Refuses "roster.list" for halves of another list than the one that was
// issued, "keys.missing" before the trustees' key ceremony is complete, "roster.halves" and
// "roster.signature" for what a second issuer has still to give.
base::Result<FreezeReport> freeze_roster(LetterFolder& folder, const Runtime& runtime,
                                         const FromSecondIssuer& given = {});

}  // namespace undersigned::service
