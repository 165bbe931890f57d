// What is known exactly about simple models, to hold the engines against. Each function names its
// source; none is used by an engine. Nothing here is secret.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/rehearsal/philox.h"

namespace undersigned::rehearsal::theory {

// Everybody sees everybody's signature; n people with independent thresholds, F[k] = P(threshold ≤
// k) for k = 0 … n. The distribution of the final number T, [0] … [n]: with A_k the probability
// that k people all join,
//   A_0 = 1, A_k = F_k^k - Σ_{j<k} C(k, j) A_j (F_k - F_j)^{k-j},
//   P(T = k) = C(n, k) A_k (1 - F_k)^{n-k}.
// n ≤ 200: beyond, the sum loses its digits.
std::vector<double> final_count_distribution(std::span<const double> distribution);

// The same for one list of thresholds, one a person, by going round until nobody joins.
std::uint32_t final_count(std::span<const std::uint32_t> thresholds);

// Normal thresholds in a continuum, r = Φ((r - mean)/σ), both as shares: the σ at which the two
// lower solutions meet and vanish, and the r where they meet. 0 < mean < 1/2.
struct SaddleNode {
  double deviation;
  double share;
};
SaddleNode saddle_node(double mean);

// Watts 2002: neighbours needed are at least a share `threshold` of a person's, Poisson degrees of
// mean z. The slope of the cascade's branching at its start, Σ_{2≤k≤1/threshold} k(k-1) p_k / z: a
// single person can start a global cascade where it is above 1.
double cascade_slope(double threshold, double mean_degree);
// Gleeson and Cahalane 2007: the mean final share, from a seed of share `seed`, on such networks.
double cascade_size(double threshold, double mean_degree, double seed);

// Bikhchandani, Hirshleifer and Welch 1992: people decide in turn, each with a private signal that
// is right with probability p, seeing all decisions before; the share of wrong cascades in the
// limit, (p-2)(p-1) / [2(1-p+p²)].
double wrong_cascade(double p);
// One such sequence of `people`: the last decision was right.
bool last_decision_right(Stream stream, std::uint32_t replica, double p, std::uint32_t people);

// Multinomial logit: P(d) = e^{u_d} / Σ e^{u_k}.
std::vector<double> logit(std::span<const double> utilities);

}  // namespace undersigned::rehearsal::theory
