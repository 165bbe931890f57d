// Functions of analysis by additions, multiplications, divisions and powers of two alone, whose
// results IEEE 754 fixes to the last bit: tables made of them are the same with every library, in
// the browser too. Accurate to about 1e-14. Nothing here is secret.
#pragma once

namespace undersigned::rehearsal {

// e^x; 0 below -700, e^700 above 700.
double exponential(double x);

// The natural logarithm of x > 0.
double logarithm(double x);

// The standard normal density and distribution function.
double normal_density(double x);
double normal_distribution(double x);

}  // namespace undersigned::rehearsal
