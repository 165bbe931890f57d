// Chooses the field backend at compile time. A backend is one header, in a namespace of its own,
// that defines Residue<M> and the functions that field.h lists; everything above field.h is the
// same for all of them. Where the machine multiplies 64 × 64 → 128 bits, that is the faster one.
#pragma once

#if defined(__wasm__)
#include "core/group/field_10x25.h"
namespace undersigned::group {
namespace backend = field_10x25;
}  // namespace undersigned::group
#else
#include "core/group/field_5x51.h"
namespace undersigned::group {
namespace backend = field_5x51;
}  // namespace undersigned::group
#endif

namespace undersigned::group {

using backend::field_from_words;
using backend::field_to_words;
using backend::FieldElement;
using backend::Residue;
using backend::select;
using backend::square;

}  // namespace undersigned::group
