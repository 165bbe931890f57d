// Trustees whose every secret is known, and whole runs of the key ceremony among them: for tests of
// the ceremony itself and of whatever needs a letter's keys.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "app/sodium/sodium.h"
#include "core/base/check.h"
#include "core/base/executor.h"
#include "core/ceremony/keys.h"
#include "core/ceremony/shares.h"
#include "core/ceremony/trustee.h"

namespace undersigned::test {

// n trustees with their identity keys, and the context that their manifest would give.
struct Trustees {
  Trustees(std::size_t n, std::size_t t, std::size_t options, std::uint8_t seed = 1)
      : randomness({seed}) {
    sodium::initialise();
    randomness.fill(context.manifest_hash);
    context.threshold = t;
    context.options = options;
    for (std::size_t i = 0; i < n; ++i) {
      signers.push_back(sodium::SigningKey::generate(randomness));
      decryption.emplace_back(group::Scalar::random_nonzero(randomness));
      context.signing_keys.push_back(signers.back().public_key());
      context.encryption_keys.emplace_back(ops.multiply_base(decryption.back().reveal()));
    }
    context.check();
  }

  std::size_t count() const { return signers.size(); }
  ceremony::TrusteeIdentity identity(std::size_t trustee) const {
    return {static_cast<std::uint8_t>(trustee), decryption[trustee - 1], signers[trustee - 1]};
  }

  sodium::SodiumGroup ops;
  sodium::SeededRandomness randomness;
  ceremony::CeremonyContext context;
  std::vector<sodium::SigningKey> signers;
  std::vector<group::SecretScalar> decryption;  // x_τ at τ − 1
};

// A run in which everybody is honest, step by step: machines[τ − 1], and the messages of each
// round.
struct CeremonyRun {
  explicit CeremonyRun(Trustees& all) : trustees(all) {
    for (std::size_t i = 1; i <= trustees.count(); ++i) {
      machines.push_back(value(ceremony::TrusteeCeremony::start(
          trustees.ops, trustees.context, trustees.identity(i), trustees.randomness)));
      commitments.push_back(machines.back().message());
    }
  }

  void disclose() {
    for (auto& machine : machines)
      disclosures.push_back(value(machine.on_commitments(commitments)));
  }
  void confirm() {
    for (std::size_t i = 1; i <= machines.size(); ++i) {
      confirmations.push_back(value(machines[i - 1].on_disclosures(
          trustees.ops, trustees.identity(i), disclosures, trustees.randomness)));
    }
  }
  void finish() {
    for (auto& machine : machines)
      UNDERSIGNED_CHECK(machine.on_confirmations(confirmations).has_value());
  }
  CeremonyRun& run() {
    disclose();
    confirm();
    finish();
    return *this;
  }

  // Of a finished run; p is drawn.
  ceremony::KeysParts parts() {
    if (!trustees.context.cover) return {machines.front().parts(), {}};
    cover = group::SecretScalar(group::Scalar::random_nonzero(trustees.randomness));
    return {machines.front().parts(),
            ceremony::CoverPart::make(trustees.ops, trustees.context.manifest_hash, cover,
                                      trustees.randomness)};
  }

  template <class T>
  static T value(base::Result<T> result) {
    UNDERSIGNED_CHECK(result.has_value());
    return *std::move(result);
  }

  Trustees& trustees;
  std::vector<ceremony::TrusteeCeremony> machines;
  std::vector<base::Bytes> commitments, disclosures, confirmations;
  group::SecretScalar cover;  // p, once parts() was asked for; zero without cover
};

// What a letter has once its ceremony is over.
struct LetterSecrets {
  ceremony::KeysParts parts;
  ceremony::LetterKeys keys;
  std::vector<ceremony::TrusteeShares> shares;  // of trustee τ at τ − 1
  group::SecretScalar cover;                    // p
};

// Of a finished run.
inline LetterSecrets finish_keys(CeremonyRun& run) {
  ceremony::KeysParts parts = run.parts();
  base::SerialExecutor executor;
  ceremony::LetterKeys keys = CeremonyRun::value(
      ceremony::verify_keys(run.trustees.context, parts, run.trustees.randomness, executor));
  std::vector<ceremony::TrusteeShares> shares;
  for (const auto& machine : run.machines) shares.push_back(machine.shares());
  return {std::move(parts), std::move(keys), std::move(shares), run.cover.clone()};
}

inline LetterSecrets make_keys(Trustees& trustees) {
  CeremonyRun run(trustees);
  return finish_keys(run.run());
}

}  // namespace undersigned::test
