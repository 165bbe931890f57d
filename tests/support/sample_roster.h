// A roster for tests in which everybody's secret is known: codes, cards, the card key, the keys of
// registrar and issuer, all from one seed.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "app/sodium/sodium.h"
#include "core/base/code.h"
#include "core/letter/card.h"
#include "core/letter/roster.h"
#include "tests/support/sample_manifest.h"

namespace undersigned::test {

struct SampleRoster {
  // `people` in three cohorts, the first the largest; names sort otherwise than credentials.
  explicit SampleRoster(std::uint32_t people, std::uint8_t seed = 1, std::size_t issuers = 1,
                        letter::NameList names = letter::NameList::kPublished)
      : randomness({seed}),
        registrar(sodium::SigningKey::generate(randomness)),
        issuer(sodium::SigningKey::generate(randomness)),
        second(seed_of_second(seed)),
        manifest(manifest_of(fields(people, issuers, names))),
        card_secret(group::Scalar::random_nonzero(randomness)),
        card_key(ops.multiply_base(card_secret)) {
    draft.cohorts = {"Foundry", "Kitchen", "Night shift"};
    for (std::uint32_t i = 0; i < people; ++i) add(i);
    std::sort(draft.names.begin(), draft.names.end());
    std::sort(draft.commitments.begin(), draft.commitments.end());
  }

  // The payloads of all parts, signed by both.
  std::vector<base::Bytes> payloads() const { return signed_payloads(roster_payloads(draft)); }
  std::vector<base::Bytes> signed_payloads(std::vector<base::Bytes> payloads) const {
    const hash::Digest256 digest = letter::roster_digest(payloads);
    std::vector<group::Signature> signatures = {
        issuer.sign(letter::issuer_message(manifest.hash(), 1, digest))};
    if (manifest.issuers.size() == 2) {
      signatures.push_back(second.sign(letter::issuer_message(manifest.hash(), 2, digest)));
    }
    payloads.push_back(letter::roster_signatures(
        registrar.sign(letter::registrar_message(manifest.hash(), digest)), signatures));
    return payloads;
  }

  letter::CardBinding binding(std::uint32_t i) const {
    const letter::CredentialDraft& credential = draft.credentials[i];
    return {manifest.hash(), letter::credential_point(credential),
            draft.cohorts[credential.cohort]};
  }
  // The first issuer's half of credential i's key: the whole of it, if there is one issuer.
  group::SecretScalar key(std::uint32_t i) const {
    return letter::half_key(codes[i], issuer.public_key());
  }
  // The first issuer's half of credential i, as at another index.
  letter::Half half(std::uint32_t i, std::uint32_t index) {
    return letter::make_half(ops, manifest.hash(), 1, index, key(i), randomness);
  }
  // Q = y_card·S of a body.
  group::Point card_share(const letter::CardBody& body) const {
    return ops.multiply(card_secret, *letter::card_point(body));
  }

  sodium::SodiumGroup ops;
  sodium::SeededRandomness randomness;
  sodium::SigningKey registrar, issuer, second;
  letter::Manifest manifest;
  group::Scalar card_secret;
  group::Point card_key;
  letter::RosterDraft draft;
  std::vector<base::CanonicalCode> codes, second_codes;  // the latter with two issuers
  std::vector<letter::Card> cards;
  std::vector<letter::CardBody> bodies;

 private:
  // Drawn apart, so that a letter with one issuer is the same whether or not there could be two.
  static sodium::SigningKey seed_of_second(std::uint8_t seed) {
    sodium::SeededRandomness apart({seed, 2});
    return sodium::SigningKey::generate(apart);
  }

  letter::ManifestFields fields(std::uint32_t people, std::size_t issuers,
                                letter::NameList names) const {
    letter::ManifestFields fields = sample_fields();
    fields.roster_size = people;
    fields.names = names;
    fields.items[0].ladder = *settlement::Ladder::parse(std::array<std::uint64_t, 1>{1}, people);
    fields.registrar.key = registrar.public_key();
    fields.issuers[0].key = issuer.public_key();
    if (issuers == 2) fields.issuers.push_back({"Works council", second.public_key()});
    return fields;
  }

  void list(letter::Card& card) {
    if (manifest.names == letter::NameList::kPublished) {
      draft.names.push_back(card.name);
      return;
    }
    randomness.fill(card.salt.emplace());
    draft.commitments.push_back(letter::commit_to_name(manifest.hash(), card.name, *card.salt));
  }

  void add(std::uint32_t i) {
    const std::uint16_t cohort = i % 7 == 6 ? 2 : i % 3 == 2 ? 1 : 0;
    const std::string number = std::to_string(1'000'000 + i * 7'919 % 1'000'000);
    cards.push_back({"Person " + number, i % 2 == 0 ? "Cook" : "", draft.cohorts[cohort]});
    list(cards.back());
    codes.push_back(base::random_code(randomness));
    letter::CredentialDraft credential;
    credential.cohort = cohort;
    credential.halves.push_back(half(i, i));
    if (manifest.issuers.size() == 2) {
      second_codes.push_back(base::random_code(randomness));
      credential.halves.push_back(
          letter::make_half(ops, manifest.hash(), 2, i,
                            letter::half_key(second_codes[i], second.public_key()), randomness));
    }
    draft.credentials.push_back(credential);
    bodies.push_back(letter::seal_card(ops, letter::card_seed(codes[i], manifest.hash()),
                                       *cards.back().encode(), binding(i), card_key));
    draft.credentials[i].card_hash = letter::card_hash(bodies.back());
  }
};

}  // namespace undersigned::test
