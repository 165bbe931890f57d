// Sobol indices: how much of a number's variance a parameter explains, alone and with all others.
//
// The mathematics. For points A_i, B_i drawn independently from the parameters' ranges, and A_i^k
// being A_i with B_i's coordinate k, in a sample of n (V the variance of f over both):
//   first-order  S_k = 1/n Σ f(B_i) (f(A_i^k) - f(A_i)) / V      (Saltelli 2010)
//   total        T_k = 1/2n Σ (f(A_i) - f(A_i^k))² / V           (Jansen 1999)
// f is centred first, which leaves both as they are and takes noise away. The 95 % intervals are
// from a jackknife over groups of samples. Nothing here is secret.
#pragma once

#include <span>
#include <vector>

#include "core/rehearsal/summary.h"

namespace undersigned::rehearsal {

struct SobolSample {
  double a = 0, b = 0;        // f(A_i), f(B_i)
  std::vector<double> mixed;  // f(A_i^k) for each k
};
struct SobolIndex {
  Interval first, total;
};
// For each coordinate; at least two samples, of the same number of coordinates. Zero where nothing
// varies.
std::vector<SobolIndex> sobol_indices(std::span<const SobolSample> samples);

}  // namespace undersigned::rehearsal
