// Chooses the field backend at compile time. A backend is one header that defines Residue<M> and
// the functions that field.h lists; everything above field.h is the same for all of them.
#pragma once

#include "core/group/field_5x51.h"
