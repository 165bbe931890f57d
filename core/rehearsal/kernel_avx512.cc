// The fast engine for processors with AVX-512; its file alone is compiled for them.
#include "core/rehearsal/kernel_body.inc"

namespace undersigned::rehearsal::kernel {

void run_avx512(const KernelDesign& design, std::uint32_t first, const Block& block) {
  run_block(design, first, block);
}

}  // namespace undersigned::rehearsal::kernel
