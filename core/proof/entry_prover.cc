// The two branches. Each draws the other branch's challenge and responses and solves the other's
// commitments from the equations (a) to (g) of docs/protocol.md 6. What is solved so is made of
// values that the entry shows anyway; everything else goes through SecretGroup.
#include <algorithm>

#include "core/base/check.h"
#include "core/base/declassify.h"
#include "core/group/multiscalar.h"
#include "core/proof/entry_equations.h"

namespace undersigned::proof {
namespace {

using base::SecretVector;
using group::Point;
using group::Scalar;
using group::SecretScalar;

SecretScalar draw_secret(base::Randomness& randomness) {
  return SecretScalar(Scalar::random(randomness));
}

// A value of the simulated branch: the entry shows it.
Scalar draw_public(base::Randomness& randomness) {
  const Scalar scalar = Scalar::random(randomness);
  base::publish(scalar);
  return scalar;
}

std::vector<Scalar> draw_public(base::Randomness& randomness, const EntryShape& shape) {
  std::vector<Scalar> scalars(shape.options());
  shape.draw(randomness, scalars);
  base::publish_all(std::span<const Scalar>(scalars));
  return scalars;
}

// secret + challenge·witness, a response.
Scalar respond(const Scalar& secret, const Scalar& challenge, const Scalar& witness) {
  const Scalar response = secret + challenge * witness;
  base::publish(response);
  return response;
}

// All that an entry consists of, while it is made.
struct Draft {
  elgamal::VectorCiphertext sealed;
  std::array<Point, Entry::kCommitments> commitments;
  Scalar x, x_cover;
  std::vector<Scalar> f;
  std::array<Scalar, Entry::kResponses> responses;
};

// The points and challenges that both branches need: everything public.
class Statement {
 public:
  Statement(const EntryContext& context, const EntryPlace& place)
      : context_(context), place_(place), transcript_(context, place) {}

  // Publishes (R, E), P0 and P1; draws β and folds.
  void absorb_first(Draft& draft) {
    base::publish(draft.sealed.r);
    base::publish_all(std::span<const Point>(draft.sealed.e));
    append(draft.sealed.r);
    for (const Point& e : draft.sealed.e) append(e);
    const std::size_t sealed_size = bytes_.size();
    append_commitments(draft, Entry::kP0, Entry::kTE);
    const auto bytes = base::ByteView(bytes_);
    const Scalar beta =
        transcript_.absorb_first(bytes.first(sealed_size), bytes.subspan(sealed_size));
    beta_ = powers(beta, context_.shape().options());
    key_ = group::sum_vartime(beta_, context_.keys());
    sealed_ = group::sum_vartime(beta_, draft.sealed.e);
    previous_ = group::sum_vartime(beta_, place_.previous->points().e);
  }

  // Publishes T and U; draws X.
  Scalar absorb_second(const Draft& draft) {
    const std::size_t before = bytes_.size();
    append_commitments(draft, Entry::kTE, Entry::kCommitments);
    return transcript_.absorb_second(base::ByteView(bytes_).subspan(before));
  }

  Entry finish(const Draft& draft) {
    append(draft.x_cover);
    for (const Scalar& f : draft.f) append(f);
    for (const Scalar& response : draft.responses) append(response);
    auto entry = Entry::parse(bytes_, context_.shape().options());
    // Only a broken source of randomness makes a point that is refused: the identity.
    UNDERSIGNED_CHECK(entry.has_value());
    return *std::move(entry);
  }

  const std::vector<Scalar>& beta() const { return beta_; }
  const Point& key() const { return key_; }            // Y_β
  const Point& sealed() const { return sealed_; }      // E_β
  const Point& previous() const { return previous_; }  // E′_β

 private:
  void append(const Point& point) {
    const auto encoded = point.encode();
    bytes_.insert(bytes_.end(), encoded.begin(), encoded.end());
  }
  void append(const Scalar& scalar) {
    const auto encoded = scalar.encode();
    bytes_.insert(bytes_.end(), encoded.begin(), encoded.end());
  }
  void append_commitments(const Draft& draft, std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      base::publish(draft.commitments[i]);
      append(draft.commitments[i]);
    }
  }

  const EntryContext& context_;
  const EntryPlace& place_;
  EntryTranscript transcript_;
  base::Bytes bytes_;
  std::vector<Scalar> beta_;
  Point key_, sealed_, previous_;
};

// Secrets of the choice branch: the values v and masks a over F, coded options first, then implied
// ones; s0, s1.
struct ChoiceSecrets {
  ChoiceSecrets(const EntryShape& shape, const Choice& choice, base::Randomness& randomness)
      : v(shape.options() + shape.items()), a(shape.options() + shape.items()) {
    const std::size_t m = shape.options();
    std::ranges::copy(choice.values(), v.view().begin());
    shape.draw(randomness, a.view().first(m));
    shape.implied(v.view().first(m), Scalar::one(), v.view().subspan(m));
    shape.implied(a.view().first(m), Scalar(), a.view().subspan(m));
  }
  SecretVector<Scalar> v, a;
};

// P0 = Σ_k a_k·G_k − Σ_F a²·H + s0·K        P1 = Σ_k v_k·G_k + Σ_F a(1 − 2v)·H + s1·K
void commit_choice(const group::SecretGroup& ops, const Generators& generators,
                   const ChoiceSecrets& secrets, const SecretScalar& s0, const SecretScalar& s1,
                   Draft& draft) {
  const std::size_t m = generators.options(), size = secrets.v.size();
  SecretVector<Scalar> of_p0(m + size + 1), of_p1(m + size + 1);  // G; H and I; K
  for (std::size_t k = 0; k < m; ++k) {
    of_p0[k] = secrets.a[k];
    of_p1[k] = secrets.v[k];
  }
  const Scalar one = Scalar::one();
  for (std::size_t j = 0; j < size; ++j) {
    const Scalar &a = secrets.a[j], &v = secrets.v[j];
    of_p0[m + j] = -(a * a);
    of_p1[m + j] = a * (one - v - v);
  }
  of_p0[m + size] = s0.reveal();
  of_p1[m + size] = s1.reveal();
  draft.commitments[Entry::kP0] = ops.sum(of_p0.view(), generators.all());
  draft.commitments[Entry::kP1] = ops.sum(of_p1.view(), generators.all());
}

// P0 from (a): Σ_k f_k·G_k + Σ_F f(x − f)·H + z_P·K − x·P1.
Point solve_choice(const EntryContext& context, const Draft& draft) {
  const EntryShape& shape = context.shape();
  const std::size_t m = shape.options();
  std::vector<Scalar> f = draft.f;
  f.resize(m + shape.items());
  shape.implied(draft.f, draft.x, std::span(f).subspan(m));
  std::vector<Scalar> scalars(draft.f);
  for (const Scalar& value : f) scalars.push_back(value * (draft.x - value));
  scalars.push_back(draft.responses[Entry::kZP]);
  return group::sum_vartime(scalars, context.generators().all()) -
         group::multiply_vartime(draft.x, draft.commitments[Entry::kP1]);
}

// response·base − challenge·image: the commitment that an equation asks for.
Point solve(const Scalar& response, const Point& base, const Scalar& challenge,
            const Point& image) {
  return group::multiply_vartime(response, base) - group::multiply_vartime(challenge, image);
}

}  // namespace

Entry make_choice_entry(const group::SecretGroup& ops, const EntryContext& context,
                        const EntryPlace& place, const SecretScalar& key, const Choice& choice,
                        base::Randomness& randomness) {
  const std::size_t m = context.shape().options();
  UNDERSIGNED_CHECK(choice.values().size() == m && place.previous->options() == m);
  const SecretScalar r = draw_secret(randomness);
  const ChoiceSecrets secrets(context.shape(), choice, randomness);
  const SecretScalar s0 = draw_secret(randomness), s1 = draw_secret(randomness);
  const SecretScalar s = draw_secret(randomness), u = draw_secret(randomness);
  Draft draft;
  draft.x_cover = draw_public(randomness);
  const Scalar z_delta = draw_public(randomness), z_cover = draw_public(randomness);

  draft.sealed = elgamal::encrypt(ops, context.keys(), choice.values(), r);
  commit_choice(ops, context.generators(), secrets, s0, s1, draft);
  Statement statement(context, place);
  statement.absorb_first(draft);

  SecretScalar folded;  // Σ β_k a_k
  for (std::size_t k = 0; k < m; ++k) folded.reveal() += statement.beta()[k] * secrets.a[k];
  const Point& base = Point::base();
  const Point r_step = draft.sealed.r - place.previous->points().r;
  const Point e_step = statement.sealed() - statement.previous();
  draft.commitments[Entry::kTE] =
      ops.multiply_base(folded.reveal()) + ops.multiply(s.reveal(), statement.key());
  draft.commitments[Entry::kTR] = ops.multiply_base(s.reveal());
  draft.commitments[Entry::kTC] = ops.multiply_base(u.reveal());
  draft.commitments[Entry::kUR] = solve(z_delta, base, draft.x_cover, r_step);
  draft.commitments[Entry::kUE] = solve(z_delta, statement.key(), draft.x_cover, e_step);
  draft.commitments[Entry::kUP] = solve(z_cover, base, draft.x_cover, context.cover_key());
  draft.x = statement.absorb_second(draft) - draft.x_cover;

  for (std::size_t k = 0; k < m; ++k) {
    draft.f.push_back(respond(secrets.a[k], draft.x, secrets.v[k]));
  }
  draft.responses = {respond(s0.reveal(), draft.x, s1.reveal()),
                     respond(s.reveal(), draft.x, r.reveal()),
                     respond(u.reveal(), draft.x, key.reveal()), z_delta, z_cover};
  return statement.finish(draft);
}

Entry make_cover_entry(const group::SecretGroup& ops, const EntryContext& context,
                       const EntryPlace& place, const SecretScalar& cover_key,
                       base::Randomness& randomness) {
  const std::size_t m = context.shape().options();
  UNDERSIGNED_CHECK(place.previous->options() == m);
  const SecretScalar delta = draw_secret(randomness), rho = draw_secret(randomness);
  const SecretScalar d = draw_secret(randomness), e = draw_secret(randomness);
  Draft draft;
  draft.x = draw_public(randomness);
  draft.f = draw_public(randomness, context.shape());
  const Scalar z_p = draw_public(randomness), z_r = draw_public(randomness),
               z_c = draw_public(randomness);

  draft.sealed = elgamal::reencrypt(ops, context.keys(), place.previous->points(), delta);
  draft.commitments[Entry::kP1] = ops.multiply(rho.reveal(), context.generators().k());
  base::publish(draft.commitments[Entry::kP1]);
  draft.responses[Entry::kZP] = z_p;
  draft.commitments[Entry::kP0] = solve_choice(context, draft);
  Statement statement(context, place);
  statement.absorb_first(draft);

  Scalar folded;  // Σ β_k f_k
  for (std::size_t k = 0; k < m; ++k) folded += statement.beta()[k] * draft.f[k];
  const Point& base = Point::base();
  draft.commitments[Entry::kTE] = group::multiply_base_vartime(folded) +
                                  solve(z_r, statement.key(), draft.x, statement.sealed());
  draft.commitments[Entry::kTR] = solve(z_r, base, draft.x, draft.sealed.r);
  draft.commitments[Entry::kTC] = solve(z_c, base, draft.x, place.credential->point());
  draft.commitments[Entry::kUR] = ops.multiply_base(d.reveal());
  draft.commitments[Entry::kUE] = ops.multiply(d.reveal(), statement.key());
  draft.commitments[Entry::kUP] = ops.multiply_base(e.reveal());
  draft.x_cover = statement.absorb_second(draft) - draft.x;

  draft.responses = {z_p, z_r, z_c, respond(d.reveal(), draft.x_cover, delta.reveal()),
                     respond(e.reveal(), draft.x_cover, cover_key.reveal())};
  return statement.finish(draft);
}

}  // namespace undersigned::proof
