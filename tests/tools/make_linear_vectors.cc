// linear.json: proofs of the protocol's linear relations and of general ones, and what is refused.
#include "app/sodium/sodium.h"
#include "core/base/check.h"
#include "core/group/multiscalar.h"
#include "core/proof/linear.h"
#include "tests/tools/made_vectors.h"
#include "tests/tools/vector_json.h"

namespace undersigned::test {
namespace {

using base::Json;
using group::Point;
using group::Scalar;
using proof::LinearRelation;
using proof::PublishedPoint;

Point times(const Scalar& scalar, const Point& point) {
  return group::multiply_vartime(scalar, point);
}
Point times_base(const Scalar& scalar) { return times(scalar, Point::base()); }

hash::SessionTag tag_of(std::string_view name) {
  return hash::SessionTag("test-vector").bytes(base::as_bytes(name));
}

// The two sides of each equation: map(responses), and commitment + challenge·image.
Json sides(const LinearRelation& relation, const proof::LinearProof& proof,
           const Scalar& challenge) {
  Json out = Json::array();
  for (std::size_t i = 0; i < relation.equations().size(); ++i) {
    const auto& equation = relation.equations()[i];
    Point left, right = proof.commitments[i].point();
    for (const auto& [scalar, element, coefficient] : equation.terms) {
      left += times(coefficient * proof.responses[scalar], relation.elements()[element].point());
    }
    for (const auto& [element, coefficient] : equation.image) {
      right += times(challenge * coefficient, relation.elements()[element].point());
    }
    out.push_back({{"left", hex(left)}, {"right", hex(right)}});
  }
  return out;
}

class LinearVectors {
 public:
  Scalar draw() { return Scalar::random_nonzero(randomness_); }

  // A good proof. Its bytes are returned for the list of those to refuse.
  base::Bytes add(const char* name, const LinearRelation& relation,
                  const std::vector<Scalar>& witness) {
    const auto tag = tag_of(name);
    std::vector<group::SecretScalar> secrets;
    for (const Scalar& scalar : witness) secrets.emplace_back(scalar);
    sodium::SeededRandomness coins({++seed_}), same_coins({seed_});
    const base::Bytes bytes = prove(ops_, tag, relation, secrets, coins);
    std::vector<Scalar> nonces;
    while (nonces.size() < witness.size()) nonces.push_back(Scalar::random(same_coins));
    const std::size_t equations = relation.equations().size();
    const auto commitments = base::ByteView(bytes).first(32 * equations);
    const auto parsed = proof::LinearProof::parse(bytes, equations, witness.size());
    const Scalar challenge = linear_challenge(tag, relation, commitments);
    UNDERSIGNED_CHECK(verify(tag, relation, bytes).has_value());
    good_.push_back({{"name", name},
                     {"tag", hex(tag.tag())},
                     {"session_id", hex(tag.id())},
                     {"instance", hex(relation.serialize())},
                     {"witness", hex(witness)},
                     {"nonces", hex(nonces)},
                     {"absorbed", {hex(relation.serialize()), hex(commitments)}},
                     {"challenge", hex(challenge)},
                     {"equations", sides(relation, *parsed, challenge)},
                     {"proof", hex(bytes)}});
    return bytes;
  }

  // The instance is a relation with the tag of `name_of_tag`.
  void refuse(const char* name, const char* name_of_tag, const LinearRelation& relation,
              base::ByteView proof) {
    const auto tag = tag_of(name_of_tag);
    const auto outcome = verify(tag, relation, proof);
    UNDERSIGNED_CHECK(!outcome);
    bad_.push_back({{"name", name},
                    {"tag", hex(tag.tag())},
                    {"instance", hex(relation.serialize())},
                    {"proof", hex(proof)},
                    {"check", outcome.error().check}});
  }

  Json json() && {
    return {{"about", "docs/protocol.md 2: the batchable proofs of linear relations"},
            {"good", std::move(good_)},
            {"refused", std::move(bad_)}};
  }

 private:
  sodium::SodiumGroup ops_;
  sodium::SeededRandomness randomness_{{1}};
  std::uint8_t seed_ = 1;
  Json good_ = Json::array(), bad_ = Json::array();
};

// DL, and what is wrong with it in every way that a proof can be.
void add_dl(LinearVectors& vectors) {
  const Scalar x = vectors.draw();
  const auto relation = proof::dl(times_base(x));
  const base::Bytes good = vectors.add("dl", relation, {x});
  vectors.refuse("another tag", "another", relation, good);
  vectors.refuse("another point", "dl", proof::dl(times_base(x) + Point::base()), good);
  vectors.refuse("the identity proved", "dl", proof::dl(Point()), good);
  auto changed = [&](std::size_t field, const base::ByteArray<32>& value) {
    base::Bytes bytes = good;
    std::copy(value.begin(), value.end(), bytes.begin() + static_cast<std::ptrdiff_t>(32 * field));
    return bytes;
  };
  base::ByteArray<32> order = (-Scalar::one()).encode();
  order[0] += 1;
  vectors.refuse("commitment is the identity", "dl", relation, changed(0, {}));
  vectors.refuse("commitment is no point", "dl", relation, changed(0, order));
  vectors.refuse("response is the order", "dl", relation, changed(1, order));
  vectors.refuse("response is zero", "dl", relation, changed(1, {}));
  vectors.refuse("a byte too few", "dl", relation, base::ByteView(good).first(63));
  base::Bytes longer = good;
  longer.push_back(0);
  vectors.refuse("a byte too many", "dl", relation, longer);
}

void add_dleq(LinearVectors& vectors) {
  const Scalar x = vectors.draw();
  const Point s = times_base(vectors.draw());
  const base::Bytes good = vectors.add("dleq", proof::dleq(times_base(x), s, times(x, s)), {x});
  vectors.refuse("elements exchanged", "dleq", proof::dleq(times_base(x), times(x, s), s), good);
}

void add_possession(LinearVectors& vectors) {
  std::vector<Scalar> a;
  std::vector<PublishedPoint> points;
  for (int k = 0; k < 3; ++k) {
    a.push_back(vectors.draw());
    points.emplace_back(times_base(a.back()));
  }
  const base::Bytes good = vectors.add("possession", proof::possession(points), a);
  std::swap(points[0], points[1]);
  vectors.refuse("keys exchanged", "possession", proof::possession(points), good);
}

void add_sum_parts(LinearVectors& vectors) {
  const Point s = times_base(vectors.draw());
  std::vector<Scalar> y;
  std::vector<PublishedPoint> keys, parts;
  for (int k = 0; k < 2; ++k) {
    y.push_back(vectors.draw());
    keys.emplace_back(times_base(y.back()));
    parts.emplace_back(times(y.back(), s));
  }
  const base::Bytes good = vectors.add("sum", proof::sum_parts(s, keys, parts), y);
  std::swap(parts[0], parts[1]);
  vectors.refuse("parts exchanged", "sum", proof::sum_parts(s, keys, parts), good);
}

void add_raising(LinearVectors& vectors) {
  const Scalar rho = vectors.draw();
  const Point r = times_base(vectors.draw()), z = times_base(vectors.draw());
  const base::Bytes good =
      vectors.add("raise", proof::raising(r, z, times(rho, r), times(rho, z)), {rho});
  vectors.refuse("another power of Z", "raise",
                 proof::raising(r, z, times(rho, r), times(rho, z) + z), good);
  vectors.refuse("power zero", "raise", proof::raising(r, z, Point(), Point()), good);
}

// Several terms and coefficients: C = 5·m·B + r·H − 2·r·B and C + 3·H = m·C + s·H.
void add_general(LinearVectors& vectors) {
  const Scalar m = vectors.draw(), r = vectors.draw(), h = vectors.draw();
  const Scalar one = Scalar::one(), two = Scalar::from_u64(2), three = Scalar::from_u64(3),
               five = Scalar::from_u64(5);
  const Scalar c = five * m + r * h - two * r;
  LinearRelation relation;
  const auto h_number = relation.element(times_base(h));
  const auto c_number = relation.element(times_base(c));
  relation.equation({{{c_number, one}}, {{0, 0, five}, {1, h_number, one}, {1, 0, -two}}});
  relation.equation(
      {{{c_number, one}, {h_number, three}}, {{0, c_number, one}, {2, h_number, one}}});
  vectors.add("general", relation, {m, r, (c + three * h - m * c) * h.invert()});
}

}  // namespace

Json make_linear_vectors() {
  sodium::initialise();
  LinearVectors vectors;
  add_dl(vectors);
  add_dleq(vectors);
  add_possession(vectors);
  add_sum_parts(vectors);
  add_raising(vectors);
  add_general(vectors);
  return std::move(vectors).json();
}

}  // namespace undersigned::test
