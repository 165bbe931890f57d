// The fast engine for any processor.
#include "core/rehearsal/kernel_body.inc"

namespace undersigned::rehearsal::kernel {

void run_portable(const KernelDesign& design, std::uint32_t first, const Block& block) {
  run_block(design, first, block);
}

}  // namespace undersigned::rehearsal::kernel
