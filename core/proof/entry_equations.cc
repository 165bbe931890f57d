#include "core/proof/entry_equations.h"

namespace undersigned::proof {
namespace {

using group::Scalar;

// Σ_k f_k·G_k + Σ_F f(x − f)·H + z_P·K = P0 + x·P1                       (a)
// With f_{q,0} = x − Σ f_k over the first row of the item, and I_q in the place of H_{q,0}.
void add_choice(PointSum& sum, const EntryTerms& t, const Scalar& weight) {
  const auto f = t.entry.f();
  for (std::size_t k = 0; k < f.size(); ++k) {
    const Scalar weighted = weight * f[k];
    sum.add(t.shared.g + k, weighted);
    sum.add(t.shared.h + k, weighted * (t.x - f[k]));
  }
  std::vector<Scalar> implied(t.context.shape().items());
  t.context.shape().implied(f, t.x, implied);
  for (std::size_t q = 0; q < implied.size(); ++q) {
    sum.add(t.shared.i + q, weight * implied[q] * (t.x - implied[q]));
  }
  sum.add(t.shared.k, weight * t.entry.response(Entry::kZP));
  sum.add(t.own.commitments + Entry::kP0, -weight);
  sum.add(t.own.commitments + Entry::kP1, -(weight * t.x));
}

// (Σ β_k f_k)·B + z_r·Y_β = T_E + x·E_β                                  (b)
void add_ciphertext(PointSum& sum, const EntryTerms& t, const Scalar& weight) {
  const auto f = t.entry.f();
  const Scalar of_key = weight * t.entry.response(Entry::kZR);
  const Scalar of_sealed = -(weight * t.x);
  Scalar folded;
  for (std::size_t k = 0; k < f.size(); ++k) {
    folded += t.beta[k] * f[k];
    sum.add(t.shared.keys + k, of_key * t.beta[k]);
    sum.add(t.own.sealed + 1 + k, of_sealed * t.beta[k]);
  }
  sum.add(PointSum::kBase, weight * folded);
  sum.add(t.own.commitments + Entry::kTE, -weight);
}

// z_r·B = T_R + x·R                                                      (c)
void add_randomness(PointSum& sum, const EntryTerms& t, const Scalar& weight) {
  sum.add(PointSum::kBase, weight * t.entry.response(Entry::kZR));
  sum.add(t.own.commitments + Entry::kTR, -weight);
  sum.add(t.own.sealed, -(weight * t.x));
}

// z_c·B = T_C + x·C                                                      (d)
void add_credential(PointSum& sum, const EntryTerms& t, const Scalar& weight) {
  sum.add(PointSum::kBase, weight * t.entry.response(Entry::kZC));
  sum.add(t.own.commitments + Entry::kTC, -weight);
  sum.add(t.own.credential, -(weight * t.x));
}

// z_δ·B = U_R + x′·(R − R′)                                              (e)
void add_cover_randomness(PointSum& sum, const EntryTerms& t, const Scalar& weight) {
  const Scalar of_previous = weight * t.x_cover;
  sum.add(PointSum::kBase, weight * t.entry.response(Entry::kZDelta));
  sum.add(t.own.commitments + Entry::kUR, -weight);
  sum.add(t.own.sealed, -of_previous);
  sum.add(t.own.previous, of_previous);
}

// z_δ·Y_β = U_E + x′·(E_β − E′_β)                                        (f)
void add_cover_ciphertext(PointSum& sum, const EntryTerms& t, const Scalar& weight) {
  const Scalar of_key = weight * t.entry.response(Entry::kZDelta);
  const Scalar of_previous = weight * t.x_cover;
  for (std::size_t k = 0; k < t.beta.size(); ++k) {
    const Scalar folded = of_previous * t.beta[k];
    sum.add(t.shared.keys + k, of_key * t.beta[k]);
    sum.add(t.own.sealed + 1 + k, -folded);
    sum.add(t.own.previous + 1 + k, folded);
  }
  sum.add(t.own.commitments + Entry::kUE, -weight);
}

// z_p·B = U_P + x′·P                                                     (g)
void add_cover_key(PointSum& sum, const EntryTerms& t, const Scalar& weight) {
  sum.add(PointSum::kBase, weight * t.entry.response(Entry::kZCover));
  sum.add(t.own.commitments + Entry::kUP, -weight);
  sum.add(t.shared.cover_key, -(weight * t.x_cover));
}

hash::SessionTag entry_tag(const EntryContext& context, const EntryPlace& place) {
  hash::SessionTag tag("entry");
  tag.bytes(context.fingerprint()).number(place.epoch).number(place.index);
  return tag;
}

}  // namespace

const std::array<NamedEquation, kEntryEquations> kEntryEquation = {{
    {add_choice, "entry.proof.choice",
     "Equation (a) is false: the proof does not show one option at most for each item."},
    {add_ciphertext, "entry.proof.ciphertext",
     "Equation (b) is false: the ciphertexts are not shown to hold the choice."},
    {add_randomness, "entry.proof.randomness",
     "Equation (c) is false: the ciphertexts' randomness is not shown to be known."},
    {add_credential, "entry.proof.credential",
     "Equation (d) is false: the credential's key is not shown to be known."},
    {add_cover_randomness, "entry.proof.cover-randomness",
     "Equation (e) is false: R does not follow from the previous entry."},
    {add_cover_ciphertext, "entry.proof.cover-ciphertext",
     "Equation (f) is false: the ciphertexts do not follow from the previous entry."},
    {add_cover_key, "entry.proof.cover-key",
     "Equation (g) is false: the cover key is not shown to be known."},
}};

EntryTranscript::EntryTranscript(const EntryContext& context, const EntryPlace& place)
    : transcript_(entry_tag(context, place).id()) {
  transcript_.absorb(context.preamble());
  transcript_.absorb(place.credential->bytes());
  transcript_.absorb(place.previous->bytes());
}

Scalar EntryTranscript::absorb_first(base::ByteView sealed, base::ByteView commitments) {
  transcript_.absorb(sealed);
  transcript_.absorb(commitments);
  return group::challenge_scalar(transcript_);
}

Scalar EntryTranscript::absorb_second(base::ByteView commitments) {
  transcript_.absorb(commitments);
  return group::challenge_scalar(transcript_);
}

EntryChallenges entry_challenges(const EntryContext& context, const EntryPlace& place,
                                 const Entry& entry) {
  EntryTranscript transcript(context, place);
  EntryChallenges challenges;
  challenges.beta = transcript.absorb_first(entry.sealed().bytes(), entry.first_commitments());
  challenges.total = transcript.absorb_second(entry.second_commitments());
  return challenges;
}

std::vector<Scalar> powers(const Scalar& beta, std::size_t count) {
  std::vector<Scalar> out;
  out.reserve(count);
  Scalar power = Scalar::one();
  for (std::size_t k = 0; k < count; ++k) {
    out.push_back(power);
    power *= beta;
  }
  return out;
}

ContextHandles::ContextHandles(PointSum& sum, const EntryContext& context) {
  const Generators& generators = context.generators();
  g = sum.share_all(generators.all());
  h = g + generators.options();
  i = h + generators.options();
  k = i + generators.items();
  keys = sum.share_all(context.keys());
  cover_key = sum.share(context.cover_key());
}

PointSum::Handle share_sealed(PointSum& sum, const PublishedCiphertext& ciphertext) {
  const auto handle = sum.share(ciphertext.points().r);
  sum.share_all(ciphertext.points().e);
  return handle;
}

EntryTerms::EntryTerms(const EntryContext& entry_context, const Entry& its_entry,
                       const EntryChallenges& challenges, const ContextHandles& context_handles,
                       const EntryHandles& handles)
    : context(entry_context),
      entry(its_entry),
      shared(context_handles),
      own(handles),
      x(challenges.total - its_entry.cover_challenge()),
      x_cover(its_entry.cover_challenge()),
      beta(powers(challenges.beta, its_entry.options())) {}

}  // namespace undersigned::proof
