#include "core/rehearsal/theory.h"

#include <algorithm>
#include <cmath>

#include "core/base/check.h"
#include "core/rehearsal/arithmetic.h"
#include "core/rehearsal/draw_table.h"

namespace undersigned::rehearsal::theory {
namespace {

// C(n, k) for all k, exactly enough.
std::vector<long double> binomials(std::size_t n) {
  std::vector<long double> row(n + 1, 1);
  for (std::size_t k = 1; k <= n; ++k) {
    row[k] = row[k - 1] * static_cast<long double>(n - k + 1) / static_cast<long double>(k);
  }
  return row;
}

long double power(long double base, std::size_t exponent) {
  long double result = 1;
  for (; exponent > 0; exponent >>= 1, base *= base) {
    if (exponent & 1) result *= base;
  }
  return result;
}

// e^-z z^k / k!
std::vector<double> poisson(double z, std::size_t most) {
  std::vector<double> p(most + 1, exponential(-z));
  for (std::size_t k = 1; k <= most; ++k) p[k] = p[k - 1] * z / static_cast<double>(k);
  return p;
}

// P(at least `needed` of n, each with probability q).
double at_least(std::size_t needed, std::size_t n, double q) {
  double sum = 0;
  const auto ways = binomials(n);
  for (std::size_t m = needed; m <= n; ++m) {
    sum += static_cast<double>(ways[m] * power(q, m) * power(1 - q, n - m));
  }
  return sum;
}

// The least number of k neighbours that is at least the share `threshold`.
std::size_t neighbours_needed(double threshold, std::size_t k) {
  return static_cast<std::size_t>(std::ceil(threshold * static_cast<double>(k) - 1e-9));
}

}  // namespace

std::vector<double> final_count_distribution(std::span<const double> distribution) {
  UNDERSIGNED_CHECK(!distribution.empty() && distribution.size() <= 201);
  const std::size_t n = distribution.size() - 1;
  const auto out_of_n = binomials(n);
  std::vector<long double> all{1};
  std::vector<double> result;
  for (std::size_t k = 0; k <= n; ++k) {
    const long double f = distribution[k];
    if (k > 0) {
      const auto out_of_k = binomials(k);
      long double sum = power(f, k);
      for (std::size_t j = 0; j < k; ++j) {
        sum -= out_of_k[j] * all[j] * power(f - distribution[j], k - j);
      }
      all.push_back(sum);
    }
    result.push_back(static_cast<double>(out_of_n[k] * all[k] * power(1 - f, n - k)));
  }
  return result;
}

std::uint32_t final_count(std::span<const std::uint32_t> thresholds) {
  std::uint32_t count = 0;
  while (true) {
    const auto joined = static_cast<std::uint32_t>(std::count_if(
        thresholds.begin(), thresholds.end(), [&](std::uint32_t t) { return t <= count; }));
    if (joined == count) return count;
    count = joined;
  }
}

SaddleNode saddle_node(double mean) {
  UNDERSIGNED_CHECK(mean > 0 && mean < 0.5);
  // At the meeting point both r = Φ(x), r = mean + σ x, and their slopes agree: σ = φ(x). So
  // Φ(x) - mean - x φ(x) = 0, whose left side rises from -mean at x = -8 to 1/2 - mean at 0.
  double low = -8, high = 0;
  for (int step = 0; step < 100; ++step) {
    const double x = (low + high) / 2;
    (normal_distribution(x) - mean - x * normal_density(x) < 0 ? low : high) = x;
  }
  return {normal_density(low), normal_distribution(low)};
}

double cascade_slope(double threshold, double mean_degree) {
  const auto most = static_cast<std::size_t>(1 / threshold + 1e-9);
  const auto p = poisson(mean_degree, most);
  double slope = 0;
  for (std::size_t k = 2; k <= most; ++k) slope += static_cast<double>(k * (k - 1)) * p[k];
  return slope / mean_degree;
}

double cascade_size(double threshold, double mean_degree, double seed) {
  const auto most = static_cast<std::size_t>(mean_degree + 12 * std::sqrt(mean_degree) + 12);
  const auto p = poisson(mean_degree, most);
  double q = seed;
  for (int step = 0; step < 5000; ++step) {
    double next = 0;
    for (std::size_t k = 1; k <= most; ++k) {
      next += static_cast<double>(k) * p[k] / mean_degree *
              at_least(neighbours_needed(threshold, k), k - 1, q);
    }
    next = seed + (1 - seed) * next;
    if (std::abs(next - q) < 1e-12) break;
    q = next;
  }
  double share = 0;
  for (std::size_t k = 1; k <= most; ++k) {
    share += p[k] * at_least(neighbours_needed(threshold, k), k, q);
  }
  return seed + (1 - seed) * share;
}

double wrong_cascade(double p) { return (p - 2) * (p - 1) / (2 * (1 - p + p * p)); }

bool last_decision_right(Stream stream, std::uint32_t replica, double p, std::uint32_t people) {
  int lead = 0;  // right decisions less wrong ones, as far as they tell their makers' signals
  bool right = false;
  for (std::uint32_t person = 0; person < people; ++person) {
    const Draws draws = halves(stream.block(replica, person, 0));
    const bool signal = draws[0] < draws_below(p);
    // A lead of two outweighs any signal: from here on everybody follows, and tells nothing.
    if (lead >= 2 || lead <= -2) return lead > 0;
    // A lead of one against the signal leaves it even: a fair coin.
    const bool even = (lead == 1 && !signal) || (lead == -1 && signal);
    right = even ? draws[1] < 32768 : signal;
    lead += right ? 1 : -1;
  }
  return right;
}

std::vector<double> logit(std::span<const double> utilities) {
  UNDERSIGNED_CHECK(!utilities.empty());
  const double most = *std::max_element(utilities.begin(), utilities.end());
  std::vector<double> shares;
  double total = 0;
  for (const double utility : utilities) {
    shares.push_back(exponential(utility - most));
    total += shares.back();
  }
  for (double& share : shares) share /= total;
  return shares;
}

}  // namespace undersigned::rehearsal::theory
