// The record as one who trusts nobody sees it: every leaf in the store, verified from the first on.
// Whoever contributes to a record reads it through this.
#pragma once

#include "app/service/letter_folder.h"
#include "app/service/runtime.h"
#include "core/letter/verifier.h"

namespace undersigned::service {

class RecordView {
 public:
  // Verifies the whole record so far; refuses with the verifier's own words. The runtime must
  // outlive it.
  static base::Result<RecordView> read(const LetterFolder& folder, const Runtime& runtime);
  // The leaves that came since.
  base::Result<void> refresh(const LetterFolder& folder);

  const letter::RecordVerifier& verified() const { return verifier_; }

 private:
  explicit RecordView(const Runtime& runtime)
      : runtime_(&runtime), verifier_(runtime.executor, runtime.randomness) {}
  const Runtime* runtime_;
  letter::RecordVerifier verifier_;
};

}  // namespace undersigned::service
