// The sealed entry over fields so small that everything that can happen is looked at. A toy point
// is its own logarithm, known to all, which the claims tested here do not mind: zero knowledge
// compares distributions, and the soundness of equation (a) is a statement about polynomials.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>

#include "tests/support/entry_reference.h"

namespace undersigned::test {
namespace {

// Integers modulo the prime Q.
template <int Q>
struct Residue {
  int value = 0;
  friend Residue operator+(Residue a, Residue b) { return {(a.value + b.value) % Q}; }
  friend Residue operator-(Residue a, Residue b) { return {(a.value - b.value + Q) % Q}; }
  friend Residue operator*(Residue a, Residue b) { return {a.value * b.value % Q}; }
  friend bool operator==(Residue, Residue) = default;
};

template <int Q>
struct Toy {
  using Scalar = Residue<Q>;
  using Point = Residue<Q>;
  static Point multiply(Scalar scalar, Point point) { return scalar * point; }
  static Scalar one() { return {1}; }
};

// Every challenge is possible in the random-oracle model: they are given.
template <int Q>
struct Given {
  Residue<Q> of_fold, of_sum;
  template <class Proof>
  Residue<Q> beta(const Proof&) const {
    return of_fold;
  }
  template <class Proof>
  Residue<Q> total(const Proof&) const {
    return of_sum;
  }
};

// Calls `look` with every vector of `digits` residues.
template <int Q, class Look>
void for_all_vectors(std::size_t digits, Look look) {
  std::vector<Residue<Q>> vector(digits);
  for (;;) {
    look(vector);
    std::size_t i = 0;
    while (i < digits && vector[i].value == Q - 1) vector[i++].value = 0;
    if (i == digits) return;
    ++vector[i].value;
  }
}

// A transcript as one number.
template <int Q>
std::uint64_t packed(const typename Reference<Toy<Q>>::Proof& p) {
  std::uint64_t number = 0;
  const auto take = [&number](Residue<Q> digit) {
    number = number * Q + static_cast<std::uint64_t>(digit.value);
  };
  for (const auto digit : {p.p0, p.p1, p.te, p.tr, p.tc, p.ur, p.ue, p.up, p.x_cover, p.zp, p.zr,
                           p.zc, p.zdelta, p.zcover}) {
    take(digit);
  }
  for (const auto f : p.f) take(f);
  return number;
}

template <int Q>
typename Reference<Toy<Q>>::Statement toy_statement(
    std::vector<typename Reference<Toy<Q>>::Item> items) {
  typename Reference<Toy<Q>>::Statement s;
  s.items = std::move(items);
  int next = 1;  // arbitrary logarithms, none zero
  const auto point = [&next] { return Residue<Q>{1 + next++ * 2 % (Q - 1)}; };
  for (std::size_t k = 0; k < s.options(); ++k) {
    s.g.push_back(point());
    s.h.push_back(point());
    s.keys.push_back(point());
  }
  for (std::size_t q = 0; q < s.items.size(); ++q) s.i.push_back(point());
  s.k = point();
  s.base = {1};
  return s;
}

// A statement that both branches can prove, with given challenges, and all accepted transcripts of
// each branch over all coins, as often as they occur.
template <int Q>
class ToyEntry {
 public:
  using Ref = Reference<Toy<Q>>;
  using Vector = std::vector<Residue<Q>>;

  // With `whole` false the coins of (d) and (g) stand still, and what depends on them is not looked
  // at: they enter nothing else, and smaller fields show them.
  ToyEntry(std::vector<typename Ref::Item> items, Vector v, Residue<Q> beta, Residue<Q> total,
           bool whole)
      : statement_(toy_statement<Q>(std::move(items))),
        v_(std::move(v)),
        oracle_{beta, total},
        whole_(whole) {
    statement_.credential = c_ * statement_.base;
    statement_.cover_key = p_ * statement_.base;
    given_.r = r_ * statement_.base;
    statement_.previous_r = given_.r - delta_ * statement_.base;
    for (std::size_t k = 0; k < v_.size(); ++k) {
      given_.e.push_back(v_[k] * statement_.base + r_ * statement_.keys[k]);
      statement_.previous_e.push_back(given_.e[k] - delta_ * statement_.keys[k]);
    }
  }

  // Of those masks a_1 that `drawn` admits: all, for an honest prover.
  template <class Drawn>
  std::vector<std::uint64_t> of_choice(Drawn drawn) const {
    return collect([&](const Vector& first, const Residue<Q>* t, auto& proof) {
      if (!drawn(first[0])) return false;
      const typename Ref::ChoiceCoins coins{filled(first), t[0], t[1], t[2],
                                            t[5],          t[3], t[4], t[6]};
      Ref::prove_choice(statement_, proof, v_, r_, c_, coins, oracle_);
      return true;
    });
  }

  std::vector<std::uint64_t> of_cover() const {
    return collect([&](const Vector& first, const Residue<Q>* t, auto& proof) {
      const typename Ref::CoverCoins coins{t[0], t[1], t[5], t[2], filled(first), t[3], t[4], t[6]};
      Ref::prove_cover(statement_, proof, delta_, p_, coins, oracle_);
      return true;
    });
  }

 private:
  // How many values of a or f a prover draws; the rest of a ranking follows from them.
  std::size_t drawn_values() const {
    std::size_t count = 0;
    Ref::filled(statement_, [&count] { return ++count, Residue<Q>{}; });
    return count;
  }
  Vector filled(const Vector& coins) const {
    std::size_t next = 0;
    return Ref::filled(statement_, [&] { return coins[next++]; });
  }

  template <class Prove>
  std::vector<std::uint64_t> collect(Prove prove) const {
    std::vector<std::uint64_t> transcripts;
    const std::size_t m = drawn_values();
    for_all_vectors<Q>(m + (whole_ ? 7 : 5), [&](Vector coins) {
      coins.resize(m + 7);
      auto proof = given_;
      const Vector first(coins.begin(), coins.begin() + static_cast<std::ptrdiff_t>(m));
      if (!prove(first, coins.data() + m, proof)) return;
      if (!Ref::holds(statement_, proof, oracle_.of_fold, oracle_.of_sum)) return;
      if (!whole_) proof.tc = proof.up = proof.zc = proof.zcover = {};
      transcripts.push_back(packed<Q>(proof));
    });
    std::ranges::sort(transcripts);
    return transcripts;
  }

  typename Ref::Statement statement_;
  typename Ref::Proof given_;
  Vector v_;
  Given<Q> oracle_;
  bool whole_;
  static constexpr Residue<Q> c_{2}, p_{1}, r_{Q - 1}, delta_{1};
};

constexpr auto kAnyMask = [](auto) { return true; };

// Every coin leads to an accepted transcript, and the two lists are the same.
template <int Q>
void expect_one_distribution(const ToyEntry<Q>& entry, std::size_t coins) {
  const auto of_choice = entry.of_choice(kAnyMask);
  std::size_t all = 1;
  for (std::size_t i = 0; i < coins; ++i) all *= Q;
  EXPECT_EQ(of_choice.size(), all);
  EXPECT_TRUE(of_choice == entry.of_cover());
}

TEST(ToyField, BothBranchesHaveOneDistribution) {
  for (const int total : {0, 2}) {
    for (const int v : {0, 1}) {
      expect_one_distribution<5>({{{1, 1}}, {{v}}, {3}, {total}, true}, 8);
    }
  }
}

TEST(ToyField, BothBranchesHaveOneDistributionWithTwoOptions) {
  for_all_vectors<3>(2, [](const std::vector<Residue<3>>& c) {
    for (const auto& v : {std::vector<Residue<3>>{{0}, {0}}, {{1}, {0}}, {{0}, {1}}}) {
      expect_one_distribution<3>({{{1, 2}}, v, c[0], c[1], true}, 9);
    }
    expect_one_distribution<3>({{{1, 1}, {1, 1}}, {{1}, {1}}, c[0], c[1], true}, 9);
  });
}

TEST(ToyField, BothBranchesHaveOneDistributionInALargerField) {
  expect_one_distribution<11>({{{1, 1}}, {{1}}, {4}, {7}, false}, 6);
}

// A ranking of two: none, and both orders; beside an option of another item.
TEST(ToyField, BothBranchesHaveOneDistributionWithARanking) {
  using Vector = std::vector<Residue<3>>;
  for_all_vectors<3>(2, [](const Vector& c) {
    for (const auto& v : {Vector{{0}, {0}, {0}, {0}}, {{1}, {0}, {0}, {1}}, {{0}, {1}, {1}, {0}}}) {
      expect_one_distribution<3>({{{2, 2}}, v, c[0], c[1], true}, 9);
    }
  });
  expect_one_distribution<3>({{{1, 1}, {2, 2}}, {{1}, {0}, {1}, {1}, {0}}, {2}, {1}, true}, 10);
}

TEST(ToyField, BothBranchesHaveOneDistributionWithARankingOfThree) {
  using Vector = std::vector<Residue<3>>;
  for (const auto& v : {Vector(9), Vector{{0}, {1}, {0}, {0}, {0}, {1}, {1}, {0}, {0}}}) {
    expect_one_distribution<3>({{{3, 3}}, v, {2}, {1}, false}, 10);
  }
}

// Masks drawn without regard to the sums would be accepted for no ranking at all, and values that
// are no ranking show: the comparison sees both.
TEST(ToyField, TheComparisonSeesWhatIsNoRanking) {
  const ToyEntry<3> entry({{2, 2}}, {{1}, {0}, {1}, {0}}, {2}, {1}, true);
  EXPECT_FALSE(entry.of_choice(kAnyMask) == entry.of_cover());
}

// All matrices over a field: with every entry and the first row's implied one in {0, 1}, and all
// sums equal, they are the rankings and none, whatever the field's characteristic above the
// number of answers.
template <std::size_t D>
void expect_rankings_only(std::size_t rankings) {
  std::size_t found = 0;
  const auto s = toy_statement<5>({{D, D}});
  for (unsigned bits = 0; bits < 1u << D * D; ++bits) {
    std::vector<Residue<5>> v;
    for (std::size_t k = 0; k < D * D; ++k) v.push_back({static_cast<int>(bits >> k & 1)});
    const auto all = Reference<Toy<5>>::with_implied(s, v, {1});
    if (all.back().value <= 1 && Reference<Toy<5>>::sums_agree(s, v)) ++found;
  }
  EXPECT_EQ(found, rankings + 1);
}

TEST(ToyField, WhatIsAcceptedIsARankingOrNothing) {
  expect_rankings_only<2>(2);
  expect_rankings_only<3>(6);
  expect_rankings_only<4>(24);
}

// A matrix whose sums differ has f with equal sums for one x at most, whatever the mask.
TEST(ToyField, SumsAgreeForOneChallengeAtMost) {
  constexpr int kQ = 5;
  using Vector = std::vector<Residue<kQ>>;
  const auto s = toy_statement<kQ>({{2, 2}});
  for_all_vectors<kQ>(4, [&s](const Vector& a) {
    for (unsigned bits = 0; bits < 16; ++bits) {
      Vector v;
      for (std::size_t k = 0; k < 4; ++k) v.push_back({static_cast<int>(bits >> k & 1)});
      int accepted = 0;
      for (int x = 0; x < kQ; ++x) {
        Vector f;
        for (std::size_t k = 0; k < 4; ++k) f.push_back(a[k] + Residue<kQ>{x} * v[k]);
        if (Reference<Toy<kQ>>::sums_agree(s, f)) ++accepted;
      }
      ASSERT_TRUE(accepted <= 1 || Reference<Toy<kQ>>::sums_agree(s, v));
    }
  });
}

// The comparison can fail: a mask that is never zero shows, as does a value that is neither 0
// nor 1.
TEST(ToyField, TheComparisonSeesADifference) {
  const ToyEntry<5> entry({{1, 1}}, {{1}}, {3}, {2}, true);
  EXPECT_FALSE(entry.of_choice([](Residue<5> a) { return a.value != 0; }) == entry.of_cover());
  const ToyEntry<5> bad({{1, 1}}, {{2}}, {3}, {2}, true);
  EXPECT_FALSE(bad.of_choice(kAnyMask) == bad.of_cover());
}

// (a) with commitments opened to a, v on G and α, γ on H: f = a + x·v must have f(x − f) = α + γ·x.
// Whatever a prover commits to, a value that is not 0 or 1 is accepted for two x at most.
template <int Q>
void expect_sound_for_one_value(int v) {
  for_all_vectors<Q>(3, [v](const std::vector<Residue<Q>>& committed) {
    int accepted = 0;
    for (int i = 0; i < Q; ++i) {
      const Residue<Q> x{i}, f = committed[0] + x * Residue<Q>{v};
      if (f * (x - f) == committed[1] + committed[2] * x) ++accepted;
    }
    ASSERT_TRUE(accepted <= 2 || (v <= 1 && accepted == Q)) << v;
  });
}

TEST(ToyField, ChoiceIsSoundForEveryValue) {
  for (int v = 0; v < 11; ++v) expect_sound_for_one_value<11>(v);
  for (int v = 0; v < 13; ++v) expect_sound_for_one_value<13>(v);
}

// All vectors of three options in one item, with the implied one: those for which some commitments
// are accepted for three x are exactly the well-formed ones. For each f the line through the first
// two x is the best that a prover can commit to.
TEST(ToyField, ChoiceIsSoundForEveryVector) {
  constexpr int kQ = 11;
  using Scalar = Residue<kQ>;
  const auto s = toy_statement<kQ>({{1, 3}});
  for_all_vectors<kQ>(3, [&s](const std::vector<Scalar>& v) {
    const auto all = Reference<Toy<kQ>>::with_implied(s, v, {1});
    const bool well_formed =
        std::ranges::all_of(all, [](Scalar value) { return value.value <= 1; });
    bool three = true;
    for (const Scalar value : all) {
      // f(x − f) − (α + γ·x) vanishes at x = 0, 1, 2 for some α, γ and a exactly if its second
      // difference is zero.
      bool some_mask = false;
      for (int a = 0; a < kQ; ++a) {
        const auto at = [&](int x) {
          const Scalar f = Scalar{a} + Scalar{x} * value;
          return f * (Scalar{x} - f);
        };
        if (at(0) - at(1) - at(1) + at(2) == Scalar{}) some_mask = true;
      }
      three = three && some_mask;
    }
    ASSERT_EQ(three, well_formed);
  });
}

// A vector W ≠ 0 folds to zero for at most M − 1 values of β.
TEST(ToyField, FoldHidesNothing) {
  constexpr int kQ = 11;
  for_all_vectors<kQ>(4, [](const std::vector<Residue<kQ>>& w) {
    int zeros = 0;
    for (int beta = 0; beta < kQ; ++beta) {
      if (Reference<Toy<kQ>>::fold({beta}, w) == Residue<kQ>{}) ++zeros;
    }
    const bool none = std::ranges::all_of(w, [](Residue<kQ> x) { return x.value == 0; });
    ASSERT_TRUE(none || zeros <= 3);
  });
}

}  // namespace
}  // namespace undersigned::test
