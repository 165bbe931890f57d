// A trustee's key as its work needs it: a signer, the vault, and a way to keep the vault.
#pragma once

#include <cstdint>

#include "core/base/result.h"
#include "core/group/signer.h"
#include "core/letter/manifest.h"
#include "core/trustee/runtime.h"
#include "core/trustee/trustee_desk.h"
#include "core/trustee/trustee_vault.h"

namespace undersigned::trustee {

class Key {
 public:
  virtual ~Key() = default;
  virtual const group::Signer& signer() const = 0;
  virtual TrusteeVault& vault() = 0;
  virtual const TrusteeVault& vault() const = 0;
  // Keeps the vault, whole, before anything made from it may leave.
  virtual base::Result<void> save(const Runtime& runtime) = 0;

  // τ in this letter; "trustee.stranger" if the key is none of its trustees', "trustee.letter" if
  // this key already serves another letter.
  base::Result<std::uint8_t> number_in(const letter::Manifest& manifest) const;
  // Refuses "trustee.erased" once its shares are gone: nothing is left to contribute.
  base::Result<void> check_not_erased() const;
  // The desk's record must extend the one that this key remembers ("trustee.extends"); from now on
  // it remembers this one.
  base::Result<void> note_record(TrusteeDesk& desk, const Runtime& runtime);
};

}  // namespace undersigned::trustee
