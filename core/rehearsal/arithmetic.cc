#include "core/rehearsal/arithmetic.h"

#include <algorithm>
#include <cmath>

namespace undersigned::rehearsal {

double exponential(double x) {
  if (x < -700) return 0;
  x = std::min(x, 700.0);
  // x = k ln 2 + r with |r| ≤ 0.35; ln 2 in two parts, so that k times the first is exact.
  const double k = std::floor(x * 1.4426950408889634 + 0.5);
  const double r = (x - k * 0.693147180369123816490) - k * 1.90821492927058770002e-10;
  double term = 1, sum = 1;
  for (int n = 1; n <= 18; ++n) {
    term *= r / n;
    sum += term;
  }
  return std::ldexp(sum, static_cast<int>(k));
}

double logarithm(double x) {
  // x = m 2^k with m in 0.70 … 1.42; ln m = 2 artanh((m - 1)/(m + 1)).
  int k = 0;
  double m = std::frexp(x, &k);
  if (m < 0.70710678118654752) {
    m *= 2;
    --k;
  }
  const double s = (m - 1) / (m + 1);
  double power = s, sum = s;
  for (int n = 3; n < 60; n += 2) {
    power *= s * s;
    sum += power / n;
  }
  return 2 * sum + k * 0.693147180559945309417;
}

double normal_density(double x) { return 0.39894228040143267794 * exponential(-x * x / 2); }

double normal_distribution(double x) {
  if (x < -8.5) return 0;
  if (x > 8.5) return 1;
  // Φ(x) = 1/2 + φ(x) (x + x³/3 + x⁵/(3·5) + …)
  double term = x, sum = x;
  for (int n = 1; n < 200; ++n) {
    term *= x * x / (2 * n + 1);
    sum += term;
  }
  return std::clamp(0.5 + normal_density(x) * sum, 0.0, 1.0);
}

}  // namespace undersigned::rehearsal
