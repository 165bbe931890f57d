// letter.json: a manifest, codes, cards, a roster with its fingerprint, leaves; and what is
// refused.
#include "app/sodium/sodium.h"
#include "core/base/check.h"
#include "core/base/code.h"
#include "core/hash/transcript.h"
#include "core/letter/choice.h"
#include "core/letter/epoch_leaf.h"
#include "core/letter/fingerprint.h"
#include "core/letter/holding.h"
#include "core/letter/leaf.h"
#include "tests/support/sample_roster.h"
#include "tests/tools/made_vectors.h"
#include "tests/tools/vector_json.h"

namespace undersigned::test {
namespace {

using base::Json;
using letter::LeafKind;

constexpr std::uint32_t kPeople = 3;

std::string text_of(const base::CanonicalCode& code) {
  const base::CodeText text = base::format_code(code);
  return {text.reveal().begin(), text.reveal().end()};
}

Json manifest_vector(const letter::Manifest& manifest) {
  Json items = Json::array();
  for (const letter::Item& item : manifest.items) {
    Json options = Json::array();
    for (std::size_t option = 1; option <= item.options; ++option) {
      options.push_back(letter::option_name(item, option));
    }
    items.push_back({{"id", item.id}, {"options", options}});
  }
  return {{"bytes", hex(manifest.bytes())},
          {"hash", hex(manifest.hash())},
          {"items", items},
          {"start", manifest.schedule.start},
          {"earliest_opening", manifest.schedule.earliest_opening}};
}

Json code_vectors(const SampleRoster& sample) {
  Json codes = Json::array();
  for (std::uint32_t i = 0; i < kPeople; ++i) {
    const base::CanonicalCode& code = sample.codes[i];
    codes.push_back({{"typed", text_of(code)},
                     {"canonical", std::string(base::as_text(code.reveal()))},
                     {"issuer", hex(sample.issuer.public_key())},
                     {"c", hex(sample.key(i).reveal())},
                     {"C", hex(sample.draft.credentials[i].halves[0].point)},
                     {"s0", hex(letter::card_seed(code, sample.manifest.hash()).reveal())}});
  }
  return codes;
}

Json card_vectors(const SampleRoster& sample) {
  Json cards = Json::array();
  for (std::uint32_t i = 0; i < kPeople; ++i) {
    const letter::Card& card = sample.cards[i];
    const letter::CardBinding binding = sample.binding(i);
    hash::SessionTag tag("card");
    tag.bytes(binding.manifest_hash).bytes(binding.credential);
    tag.bytes(base::as_bytes(binding.cohort));
    const group::Point q = sample.card_share(sample.bodies[i]);
    UNDERSIGNED_CHECK(letter::open_card(sample.bodies[i], q, binding) == *card.encode());
    cards.push_back({{"name", card.name},
                     {"role", card.role},
                     {"cohort", card.cohort},
                     {"plaintext", hex(*card.encode())},
                     {"tag", hex(tag.tag())},
                     {"S", hex(*letter::card_point(sample.bodies[i]))},
                     {"Q", hex(q)},
                     {"body", hex(sample.bodies[i])},
                     {"hash", hex(letter::card_hash(sample.bodies[i]))}});
  }
  return cards;
}

// The three sequences of a letter; the keys' payload stands in for keys.
Json roster_vector(const SampleRoster& sample) {
  const std::vector<base::Bytes> payloads = sample.payloads();
  std::vector<base::Bytes> leaves;
  const auto append = [&](LeafKind kind, const std::vector<base::Bytes>& parts) {
    for (base::Bytes& leaf : letter::encode_sequence(kind, parts))
      leaves.push_back(std::move(leaf));
  };
  append(LeafKind::kManifest, letter::manifest_payloads(sample.manifest.bytes()));
  append(LeafKind::kKeys, {{1, 2, 3}});
  append(LeafKind::kRoster, payloads);
  const hash::Digest256 digest =
      letter::roster_digest(std::span(payloads).first(payloads.size() - 1));
  const hash::Digest256 fingerprint = letter::fingerprint_of(leaves);
  return {{"card_key", hex(sample.card_key)},
          {"digest", hex(digest)},
          {"registrar_signs", hex(letter::registrar_message(sample.manifest.hash(), digest))},
          {"issuer_signs", hex(letter::issuer_message(sample.manifest.hash(), 1, digest))},
          {"payloads", hex(payloads)},
          {"leaves", hex(leaves)},
          {"fingerprint", hex(fingerprint)},
          {"trustee_2_signs", hex(letter::holding_message(fingerprint, 2))}};
}

Json leaf_vectors() {
  Json leaves = Json::array();
  const auto add = [&](LeafKind kind, std::size_t part, std::size_t parts,
                       const base::Bytes& payload) {
    leaves.push_back({{"kind", std::string(letter::name_of(kind))},
                      {"part", part},
                      {"parts", parts},
                      {"payload", hex(payload)},
                      {"leaf", hex(letter::encode_leaf(kind, part, parts, payload))}});
  };
  add(LeafKind::kRoster, 2, 259, {7, 8});
  add(LeafKind::kEpoch, 0, 1, letter::EpochLeaf{3, 1'772'442'000, "a note\n"}.encode());
  letter::HoldingStatement statement;
  statement.trustee = 2;
  statement.signature.fill(0x5a);
  add(LeafKind::kStatement, 0, 1, statement.encode());
  return leaves;
}

Json refused_codes() {
  Json refused = Json::array();
  for (const char* typed : {"00000-00000-00000-00001-33", "00000-00000-00000-00010-32",
                            "00000-00000-00000-00001-3", "00000-00000-00000-00001-322",
                            "00000-00000-00000-00001-3U", "00000-00000-00000-00001_32"}) {
    const auto code = base::parse_code(typed);
    UNDERSIGNED_CHECK(!code);
    refused.push_back({{"typed", typed}, {"check", code.error().check}});
  }
  return refused;
}

Json refused_manifests(const letter::Manifest& manifest) {
  Json refused = Json::array();
  const std::string text(base::as_text(manifest.bytes()));
  const auto add = [&](const char* why, const std::string& from, const std::string& to) {
    std::string changed = text;
    changed.replace(changed.find(from), from.size(), to);
    const auto parsed = letter::Manifest::parse(base::as_bytes(changed));
    UNDERSIGNED_CHECK(!parsed);
    refused.push_back({{"why", why},
                       {"replaced", from},
                       {"by", to},
                       {"check", parsed.error().check},
                       {"message", parsed.error().message}});
  };
  add("a key twice", "\"cover\": \"all\"", "\"cover\": \"all\", \"cover\": \"all\"");
  add("a key that is not known", "\"cover\"", "\"colour\": 1, \"cover\"");
  add("a number that is not an integer", "\"epochs\": 2", "\"epochs\": 2.0");
  add("a kind that there is not", "\"kind\": \"choice\"", "\"kind\": \"vote\"");
  add("a bidirectional control", "\"title\": \"", "\"title\": \"\u202e");
  add("an escape in the title", "\"title\": \"", "\"title\": \"\\u001b");
  add("a moment that is not one", "2026-03-01T09:00:00Z", "2026-02-29T09:00:00Z");
  add("an opening after the end", "\"earliest_opening\": \"2026", "\"earliest_opening\": \"2027");
  add("a level above the roster", "\"ladder\": [\n        1", "\"ladder\": [\n        4");
  return refused;
}

// One issuer's half of a credential.
Json half_vector(const base::CanonicalCode& code, const group::SigningPublicKey& issuer,
                 const letter::Half& half) {
  return {{"typed", text_of(code)},
          {"issuer", hex(issuer)},
          {"c", hex(letter::half_key(code, issuer).reveal())},
          {"C", hex(half.point)},
          {"proof", hex(half.proof)}};
}

// Rosters of two issuers, signed by everybody, that somebody made otherwise.
Json refused_rosters(SampleRoster& sample) {
  Json refused = Json::array();
  base::SerialExecutor executor;
  const auto add = [&](const char* why, auto change) {
    const letter::RosterDraft draft = sample.draft;
    change(sample.draft.credentials);
    const auto payloads = sample.payloads();
    sample.draft = draft;
    const std::vector<base::ByteView> views(payloads.begin(), payloads.end());
    const auto roster = letter::Roster::parse(sample.manifest, views, sample.randomness, executor);
    UNDERSIGNED_CHECK(!roster);
    refused.push_back({{"why", why}, {"payloads", hex(payloads)}, {"check", roster.error().check}});
  };
  using Credentials = std::vector<letter::CredentialDraft>;
  add("the second half is a known key less the first half", [&](Credentials& all) {
    const group::Point known = sample.ops.multiply_base(group::Scalar::random(sample.randomness));
    all[1].halves[1].point = (known - *group::Point::parse(all[1].halves[0].point)).encode();
  });
  add("the second half is minus the first half", [&](Credentials& all) {
    const group::SecretScalar minus(-sample.key(1).reveal());
    all[1].halves[1] =
        letter::make_half(sample.ops, sample.manifest.hash(), 2, 1, minus, sample.randomness);
  });
  add("the first issuer's half once more, as the second's",
      [](Credentials& all) { all[2].halves[1] = all[2].halves[0]; });
  add("halves of two people exchanged",
      [](Credentials& all) { std::swap(all[0].halves[1], all[1].halves[1]); });
  return refused;
}

Json two_issuers_vector() {
  SampleRoster sample(kPeople, 2, 2);
  Json halves = Json::array(), keys = Json::array();
  for (std::uint32_t i = 0; i < kPeople; ++i) {
    const letter::CredentialDraft& credential = sample.draft.credentials[i];
    halves.push_back(
        {half_vector(sample.codes[i], sample.issuer.public_key(), credential.halves[0]),
         half_vector(sample.second_codes[i], sample.second.public_key(), credential.halves[1])});
    keys.push_back(hex(letter::credential_point(credential)));
  }
  return {{"manifest", hex(sample.manifest.bytes())},
          {"halves", halves},
          {"C", keys},
          {"payloads", hex(sample.payloads())},
          {"refused", refused_rosters(sample)}};
}

// Rosters of commitments that somebody made otherwise, signed by everybody.
Json refused_commitments(SampleRoster& sample) {
  Json refused = Json::array();
  base::SerialExecutor executor;
  const auto add = [&](const char* why, auto change) {
    letter::RosterDraft draft = sample.draft;
    change(draft);
    const auto payloads = sample.signed_payloads(letter::roster_payloads(draft));
    const std::vector<base::ByteView> views(payloads.begin(), payloads.end());
    const auto roster = letter::Roster::parse(sample.manifest, views, sample.randomness, executor);
    UNDERSIGNED_CHECK(!roster);
    refused.push_back({{"why", why}, {"payloads", hex(payloads)}, {"check", roster.error().check}});
  };
  add("not in the order of bytes",
      [](letter::RosterDraft& draft) { std::swap(draft.commitments[0], draft.commitments[1]); });
  add("one commitment twice",
      [](letter::RosterDraft& draft) { draft.commitments[1] = draft.commitments[0]; });
  add("one too few", [](letter::RosterDraft& draft) { draft.commitments.pop_back(); });
  add("names instead", [](letter::RosterDraft& draft) {
    draft.commitments.clear();
    draft.names = {"Ana Ruiz", "Bao Lindqvist", "Cyd Amara"};
  });
  return refused;
}

Json committed_names_vector() {
  SampleRoster sample(kPeople, 5, 1, letter::NameList::kCommitted);
  Json names = Json::array();
  for (const letter::Card& card : sample.cards) {
    names.push_back(
        {{"name", card.name},
         {"role", card.role},
         {"cohort", card.cohort},
         {"salt", hex(*card.salt)},
         {"commitment", hex(letter::commit_to_name(sample.manifest.hash(), card.name, *card.salt))},
         {"plaintext", hex(*card.encode())}});
  }
  return {{"manifest", hex(sample.manifest.bytes())},
          {"names", names},
          {"payloads", hex(sample.payloads())},
          {"refused", refused_commitments(sample)}};
}

}  // namespace

Json make_letter_vectors() {
  sodium::initialise();
  const SampleRoster sample(kPeople);
  return {{"about", "docs/protocol.md 3, 5, 8: what a letter is before anybody signs"},
          {"manifest", manifest_vector(sample.manifest)},
          {"codes", code_vectors(sample)},
          {"cards", card_vectors(sample)},
          {"roster", roster_vector(sample)},
          {"two_issuers", two_issuers_vector()},
          {"committed_names", committed_names_vector()},
          {"leaves", leaf_vectors()},
          {"refused_codes", refused_codes()},
          {"refused_manifests", refused_manifests(sample.manifest)}};
}

}  // namespace undersigned::test
