// Lists of secret scalars in bytes, without leaving copies behind: what key files and the kept
// states of a ceremony end with.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/base/codec.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/group/scalar.h"

namespace undersigned::ceremony {

// head ‖ 32 bytes a secret. The head is as secret as its caller says; the whole is wiped.
base::SecretBytes append_secrets(base::ByteView head, std::span<const group::SecretScalar> secrets);

// The next `count` scalars. Errors of Reader and of Scalar::parse.
base::Result<std::vector<group::SecretScalar>> read_secrets(base::Reader& reader,
                                                            std::size_t count);

}  // namespace undersigned::ceremony
