// What every use case needs from the machine, passed in by the programs and by tests.
#pragma once

#include "core/trustee/runtime.h"

namespace undersigned::service {

using Runtime = trustee::Runtime;

}  // namespace undersigned::service
