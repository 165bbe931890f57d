// For the field's operations and the formulas above them: a call would pass limbs through memory.
#pragma once

#define UNDERSIGNED_INLINE [[gnu::always_inline]] inline
