// A second implementation of docs/protocol.md 6, slow and straight from the text, over any group G.
// Over ristretto255 it checks the real one and serves attackers, who choose what the real prover
// would not; over a toy group it is small enough to look at everything that can happen.
//
// G names Scalar and Point, both with + and −; G::multiply(scalar, point) and G::one().
#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace undersigned::test {

template <class G>
struct Reference {
  using Scalar = typename G::Scalar;
  using Point = typename G::Point;
  using Scalars = std::vector<Scalar>;
  using Points = std::vector<Point>;

  // An item of rows × columns options: one row, or a ranking's square.
  struct Item {
    std::size_t rows, columns;
  };

  struct Statement {
    std::vector<Item> items;
    Points g, h, i;
    Point k, base;
    Points keys;
    Point cover_key, credential;
    Point previous_r;
    Points previous_e;
    std::size_t options() const {
      std::size_t sum = 0;
      for (const Item& item : items) sum += item.rows * item.columns;
      return sum;
    }
  };

  struct Proof {
    Point r;
    Points e;
    Point p0, p1, te, tr, tc, ur, ue, up;
    Scalar x_cover;
    Scalars f;
    Scalar zp, zr, zc, zdelta, zcover;
  };

  // f_1…f_M, then f_{q,0} = sum − Σ f_k over the first row of each item.
  static Scalars with_implied(const Statement& s, Scalars f, const Scalar& sum) {
    std::size_t k = 0;
    for (const Item& item : s.items) {
      Scalar implied = sum;
      for (std::size_t j = 0; j < item.columns; ++j) implied = implied - f[k + j];
      f.push_back(implied);
      k += item.rows * item.columns;
    }
    return f;
  }

  // The coins that a prover draws for f or a, first … in order, as a vector of all M values: the
  // last row and column of a ranking follow from the others and from the sum of its first row.
  template <class Coin>
  static Scalars filled(const Statement& s, Coin coin) {
    Scalars all;
    for (const Item& item : s.items) {
      const std::size_t d = item.columns;
      Scalar sum{};
      for (std::size_t j = 0; j < d; ++j) {
        all.push_back(coin());
        sum = sum + all.back();
      }
      if (item.rows == 1) continue;
      const std::size_t first = all.size() - d;
      for (std::size_t i = 1; i < d; ++i) {
        Scalar rest = sum;
        for (std::size_t j = 0; j < d; ++j) {
          Scalar value = rest;  // of the last column, unless it is the last row
          if (i + 1 == d) {
            value = sum;
            for (std::size_t above = 0; above + 1 < d; ++above) {
              value = value - all[first + above * d + j];
            }
          } else if (j + 1 < d) {
            value = coin();
          }
          all.push_back(value);
          rest = rest - value;
        }
      }
    }
    return all;
  }

  // Every ranking's rows and columns have one sum.
  static bool sums_agree(const Statement& s, const Scalars& f) {
    std::size_t first = 0;
    for (const Item& item : s.items) {
      for (std::size_t i = 0; item.rows > 1 && i < item.rows; ++i) {
        Scalar expected{}, row{}, column{};
        for (std::size_t j = 0; j < item.columns; ++j) {
          expected = expected + f[first + j];
          row = row + f[first + i * item.columns + j];
          column = column + f[first + j * item.columns + i];
        }
        if (!(row == expected && column == expected)) return false;
      }
      first += item.rows * item.columns;
    }
    return true;
  }

  // Σ_k of_g·G_k + Σ_F of_h·H + of_k·K
  static Point commit(const Statement& s, const Scalars& of_g, const Scalars& of_h,
                      const Scalar& of_k) {
    Point sum = G::multiply(of_k, s.k);
    for (std::size_t k = 0; k < s.options(); ++k) {
      sum = sum + G::multiply(of_g[k], s.g[k]) + G::multiply(of_h[k], s.h[k]);
    }
    for (std::size_t q = 0; q < s.items.size(); ++q) {
      sum = sum + G::multiply(of_h[s.options() + q], s.i[q]);
    }
    return sum;
  }

  // Σ β^(k−1)·points_k
  static Point fold(const Scalar& beta, const Points& points) {
    Point sum{};
    Scalar power = G::one();
    for (const Point& point : points) {
      sum = sum + G::multiply(power, point);
      power = power * beta;
    }
    return sum;
  }

  static Scalar fold_scalars(const Scalar& beta, const Scalars& scalars) {
    Scalar sum{}, power = G::one();
    for (const Scalar& scalar : scalars) {
      sum = sum + power * scalar;
      power = power * beta;
    }
    return sum;
  }

  struct Sides {
    Point left, right;
    bool equal() const { return left == right; }
  };

  // (a) to (g).
  static std::array<Sides, 7> equations(const Statement& s, const Proof& p, const Scalar& beta,
                                        const Scalar& total) {
    const Scalar x = total - p.x_cover;
    Scalars products;
    const Scalars all = with_implied(s, p.f, x);
    for (const Scalar& f : all) products.push_back(f * (x - f));
    const Point y = fold(beta, s.keys), e = fold(beta, p.e), previous = fold(beta, s.previous_e);
    const Point folded = G::multiply(fold_scalars(beta, p.f), s.base);
    return {{{commit(s, p.f, products, p.zp), p.p0 + G::multiply(x, p.p1)},
             {folded + G::multiply(p.zr, y), p.te + G::multiply(x, e)},
             {G::multiply(p.zr, s.base), p.tr + G::multiply(x, p.r)},
             {G::multiply(p.zc, s.base), p.tc + G::multiply(x, s.credential)},
             {G::multiply(p.zdelta, s.base), p.ur + G::multiply(p.x_cover, p.r - s.previous_r)},
             {G::multiply(p.zdelta, y), p.ue + G::multiply(p.x_cover, e - previous)},
             {G::multiply(p.zcover, s.base), p.up + G::multiply(p.x_cover, s.cover_key)}}};
  }

  static bool holds(const Statement& s, const Proof& p, const Scalar& beta, const Scalar& total) {
    for (const Sides& sides : equations(s, p, beta, total)) {
      if (!sides.equal()) return false;
    }
    return sums_agree(s, p.f);
  }

  struct ChoiceCoins {
    Scalars a;
    Scalar s0, s1, s, u, x_cover, zdelta, zcover;
  };

  // p.r and p.e are given: (R, E) of randomness r, perhaps not of the choice v. The oracle answers
  // beta(p) and total(p).
  template <class Oracle>
  static void prove_choice(const Statement& s, Proof& p, const Scalars& v, const Scalar& r,
                           const Scalar& c, const ChoiceCoins& coins, Oracle&& oracle) {
    const Scalar one = G::one();
    const Scalars all_v = with_implied(s, v, one), all_a = with_implied(s, coins.a, one - one);
    Scalars of_p0, of_p1;
    for (std::size_t j = 0; j < all_v.size(); ++j) {
      of_p0.push_back(Scalar{} - all_a[j] * all_a[j]);
      of_p1.push_back(all_a[j] * (one - all_v[j] - all_v[j]));
    }
    p.p0 = commit(s, coins.a, of_p0, coins.s0);
    p.p1 = commit(s, v, of_p1, coins.s1);
    const Scalar beta = oracle.beta(p);
    const Point y = fold(beta, s.keys), step = fold(beta, p.e) - fold(beta, s.previous_e);
    p.te = G::multiply(fold_scalars(beta, coins.a), s.base) + G::multiply(coins.s, y);
    p.tr = G::multiply(coins.s, s.base);
    p.tc = G::multiply(coins.u, s.base);
    p.ur = G::multiply(coins.zdelta, s.base) - G::multiply(coins.x_cover, p.r - s.previous_r);
    p.ue = G::multiply(coins.zdelta, y) - G::multiply(coins.x_cover, step);
    p.up = G::multiply(coins.zcover, s.base) - G::multiply(coins.x_cover, s.cover_key);
    p.x_cover = coins.x_cover;
    const Scalar x = oracle.total(p) - coins.x_cover;
    p.f.clear();
    for (std::size_t k = 0; k < s.options(); ++k) p.f.push_back(coins.a[k] + x * v[k]);
    p.zp = coins.s0 + x * coins.s1;
    p.zr = coins.s + x * r;
    p.zc = coins.u + x * c;
    p.zdelta = coins.zdelta;
    p.zcover = coins.zcover;
  }

  struct CoverCoins {
    Scalar rho, d, e, x;
    Scalars f;
    Scalar zp, zr, zc;
  };

  // p.r and p.e are given: the previous ciphertext with δ added, perhaps not.
  template <class Oracle>
  static void prove_cover(const Statement& s, Proof& p, const Scalar& delta,
                          const Scalar& cover_secret, const CoverCoins& coins, Oracle&& oracle) {
    const Scalar& x = coins.x;
    Scalars products;
    for (const Scalar& f : with_implied(s, coins.f, x)) products.push_back(f * (x - f));
    p.p1 = G::multiply(coins.rho, s.k);
    p.p0 = commit(s, coins.f, products, coins.zp) - G::multiply(x, p.p1);
    const Scalar beta = oracle.beta(p);
    const Point y = fold(beta, s.keys);
    p.te = G::multiply(fold_scalars(beta, coins.f), s.base) + G::multiply(coins.zr, y) -
           G::multiply(x, fold(beta, p.e));
    p.tr = G::multiply(coins.zr, s.base) - G::multiply(x, p.r);
    p.tc = G::multiply(coins.zc, s.base) - G::multiply(x, s.credential);
    p.ur = G::multiply(coins.d, s.base);
    p.ue = G::multiply(coins.d, y);
    p.up = G::multiply(coins.e, s.base);
    p.x_cover = oracle.total(p) - x;
    p.f = coins.f;
    p.zp = coins.zp;
    p.zr = coins.zr;
    p.zc = coins.zc;
    p.zdelta = coins.d + p.x_cover * delta;
    p.zcover = coins.e + p.x_cover * cover_secret;
  }
};

}  // namespace undersigned::test
