// Over ristretto255: the reference of entry_reference.h with a transcript of its own, as the text
// of docs/protocol.md 6 has it or with something left out, and the bytes of an entry. A flawed
// transcript serves to show that an attack is real: the verifier with the flaw accepts what the
// project's refuses.
#pragma once

#include <string>

#include "core/base/codec.h"
#include "core/group/multiscalar.h"
#include "core/proof/entry.h"
#include "tests/support/entry_reference.h"
#include "tests/support/sealed_letter.h"

namespace undersigned::test {

struct Ristretto {
  using Scalar = group::Scalar;
  using Point = group::Point;
  static Point multiply(const Scalar& scalar, const Point& point) {
    return group::multiply_vartime(scalar, point);
  }
  static Scalar one() { return Scalar::one(); }
};
using Real = Reference<Ristretto>;

// What a flawed transcript does not absorb before a challenge.
struct Flaws {
  bool no_shape = false, no_cover_key = false, no_keys = false, no_credential = false,
       no_previous = false;
  bool no_sealed = false, no_first_commitments = false;  // before β; after it they are absorbed
  bool no_choice_commitments = false, no_cover_commitments = false;  // T, U
};

// The two challenges of an entry, from the text alone. Refers to the statement: an attacker may
// change it under way.
class FiatShamir {
 public:
  FiatShamir(const hash::Digest256& fingerprint, std::uint64_t epoch, std::uint64_t index,
             const proof::EntryShape& shape, const Real::Statement& statement, Flaws flaws = {})
      : shape_(shape), statement_(statement), flaws_(flaws) {
    tag_.bytes(fingerprint).number(epoch).number(index);
  }

  const hash::SessionTag& tag() const { return tag_; }
  // What is absorbed before β.
  base::Bytes first(const Real::Proof& proof) const {
    base::Writer out;
    if (!flaws_.no_shape) {
      out.u32(static_cast<std::uint32_t>(shape_.options()));
      out.u32(static_cast<std::uint32_t>(shape_.items()));
      for (const proof::ItemShape& item : shape_.shapes()) out.u32(item.rows).u32(item.columns);
    }
    if (!flaws_.no_cover_key) append(out, {statement_.cover_key});
    if (!flaws_.no_keys) append(out, statement_.keys);
    if (!flaws_.no_credential) append(out, {statement_.credential});
    if (!flaws_.no_previous) {
      append(out, {statement_.previous_r});
      append(out, statement_.previous_e);
    }
    if (!flaws_.no_sealed) append_sealed(out, proof);
    if (!flaws_.no_first_commitments) append(out, {proof.p0, proof.p1});
    return out.take();
  }
  // What is absorbed between β and X.
  base::Bytes second(const Real::Proof& proof) const {
    base::Writer out;
    if (flaws_.no_sealed) append_sealed(out, proof);
    if (flaws_.no_first_commitments) append(out, {proof.p0, proof.p1});
    if (!flaws_.no_choice_commitments) append(out, {proof.te, proof.tr, proof.tc});
    if (!flaws_.no_cover_commitments) append(out, {proof.ur, proof.ue, proof.up});
    return out.take();
  }

  group::Scalar beta(const Real::Proof& proof) const { return challenge({first(proof)}); }
  group::Scalar total(const Real::Proof& proof) const {
    return challenge({first(proof), second(proof)});
  }

  bool accepts(const Real::Proof& proof) const {
    return Real::holds(statement_, proof, beta(proof), total(proof));
  }

 private:
  static void append(base::Writer& out, std::span<const group::Point> points) {
    for (const group::Point& point : points) out.raw(point.encode());
  }
  static void append(base::Writer& out, std::initializer_list<group::Point> points) {
    append(out, std::span(points.begin(), points.size()));
  }
  static void append_sealed(base::Writer& out, const Real::Proof& proof) {
    append(out, {proof.r});
    append(out, proof.e);
  }

  group::Scalar challenge(std::initializer_list<base::Bytes> absorbed) const {
    hash::Transcript transcript(tag_.id());
    for (const base::Bytes& bytes : absorbed) transcript.absorb(bytes);
    return group::challenge_scalar(transcript);
  }

  proof::EntryShape shape_;
  const Real::Statement& statement_;
  Flaws flaws_;
  hash::SessionTag tag_{"entry"};
};

inline Real::Statement statement_of(const proof::EntryContext& context,
                                    const proof::EntryPlace& place) {
  const auto list = [](std::span<const group::Point> points) {
    return Real::Points(points.begin(), points.end());
  };
  std::vector<Real::Item> items;
  for (const auto& item : context.shape().shapes()) items.push_back({item.rows, item.columns});
  const proof::Generators& generators = context.generators();
  return {std::move(items),
          list(generators.g()),
          list(generators.h()),
          list(generators.i()),
          generators.k(),
          group::Point::base(),
          list(context.keys()),
          context.cover_key(),
          place.credential->point(),
          place.previous->points().r,
          place.previous->points().e};
}

// The bytes of an entry; points and scalars may be anything.
inline base::Bytes encode(const Real::Proof& p) {
  base::Writer out;
  out.raw(p.r.encode());
  for (const group::Point& e : p.e) out.raw(e.encode());
  for (const auto& point : {p.p0, p.p1, p.te, p.tr, p.tc, p.ur, p.ue, p.up}) {
    out.raw(point.encode());
  }
  out.raw(p.x_cover.encode());
  for (const group::Scalar& f : p.f) out.raw(f.encode());
  for (const auto& scalar : {p.zp, p.zr, p.zc, p.zdelta, p.zcover}) out.raw(scalar.encode());
  return out.take();
}

// In the order in which the real provers draw, after r and after δ.
inline Real::ChoiceCoins draw_choice_coins(base::Randomness& randomness,
                                           const Real::Statement& statement) {
  Real::ChoiceCoins coins;
  coins.a = Real::filled(statement, [&] { return group::Scalar::random(randomness); });
  for (auto* coin :
       {&coins.s0, &coins.s1, &coins.s, &coins.u, &coins.x_cover, &coins.zdelta, &coins.zcover}) {
    *coin = group::Scalar::random(randomness);
  }
  return coins;
}

inline Real::CoverCoins draw_cover_coins(base::Randomness& randomness,
                                         const Real::Statement& statement) {
  Real::CoverCoins coins;
  for (auto* coin : {&coins.rho, &coins.d, &coins.e, &coins.x}) {
    *coin = group::Scalar::random(randomness);
  }
  coins.f = Real::filled(statement, [&] { return group::Scalar::random(randomness); });
  for (auto* coin : {&coins.zp, &coins.zr, &coins.zc}) *coin = group::Scalar::random(randomness);
  return coins;
}

// v_k·B + r·Y_k for any scalars v.
inline Real::Points encrypt(const Real::Points& keys, const Real::Scalars& v,
                            const group::Scalar& r) {
  Real::Points out;
  for (std::size_t k = 0; k < keys.size(); ++k) {
    out.push_back(group::multiply_base_vartime(v[k]) + group::multiply_vartime(r, keys[k]));
  }
  return out;
}

// verify_entry's answer to bytes: "good", or the name of the check that refuses.
inline std::string verdict(const proof::EntryContext& context, const proof::EntryPlace& place,
                           base::ByteView bytes) {
  const auto entry = proof::Entry::parse(bytes, context.shape().options());
  if (!entry) return entry.error().check;
  const auto outcome = proof::verify_entry(context, place, *entry);
  return outcome ? "good" : outcome.error().check;
}

}  // namespace undersigned::test
