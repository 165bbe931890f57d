// The core without anything around it: computes values from a fixed seed and prints them, a line
// each. The lines must be the same natively and in WebAssembly, and the memory sanitizer must find
// nothing, which it can say only of a program that links no library built without it.
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "core/base/code.h"
#include "core/base/codec.h"
#include "core/base/encoding.h"
#include "core/base/json.h"
#include "core/base/time_text.h"
#include "core/ceremony/dealer.h"
#include "core/ceremony/keys.h"
#include "core/ceremony/messages.h"
#include "core/ceremony/secret_codec.h"
#include "core/cipher/chacha20poly1305.h"
#include "core/elgamal/ciphertext.h"
#include "core/group/multiscalar.h"
#include "core/hash/sha2.h"
#include "core/hash/transcript.h"
#include "core/letter/card.h"
#include "core/letter/cells.h"
#include "core/letter/choice.h"
#include "core/letter/fingerprint.h"
#include "core/letter/leaf.h"
#include "core/letter/roster.h"
#include "core/proof/entry.h"
#include "tests/support/rehearsal_digest.h"
#include "tests/support/sample_manifest.h"

namespace undersigned {
namespace {

using base::Bytes;
using base::ByteView;

// A stream of bytes from a fixed seed.
class FixedRandomness final : public base::Randomness {
 public:
  FixedRandomness() { stream_.absorb(base::as_bytes("tests/bare")); }
  void fill(std::span<std::uint8_t> out) override { stream_.squeeze(out); }

 private:
  hash::TurboShake128 stream_;
};

// Nothing is secret here.
class PublicGroup final : public group::SecretGroup {
 public:
  group::Point multiply_base(const group::Scalar& secret) const override {
    return group::multiply_base_vartime(secret);
  }
  group::Point multiply(const group::Scalar& secret, const group::Point& point) const override {
    return group::multiply_vartime(secret, point);
  }
};

void say(const char* name, ByteView value) {
  std::printf("%s %s\n", name, base::to_hex(value).c_str());
}

Bytes draw(base::Randomness& randomness, std::size_t size) {
  Bytes out(size);
  randomness.fill(out);
  return out;
}

void run_base(base::Randomness& randomness) {
  base::Writer writer;
  writer.u8(1).u16(2).u32(3).u64(4).var16(draw(randomness, 5)).text16("six");
  say("base.codec", writer.bytes());
  const std::string text = base::to_base64(draw(randomness, 32));
  say("base.base64", base::as_bytes(text));
  const base::CodeText code = base::format_code(base::random_code(randomness));
  say("base.code", base::as_bytes({code.reveal().data(), code.reveal().size()}));
  say("base.time", base::as_bytes(base::format_time(1'234'567'890)));
  const auto json = base::parse_json(base::as_bytes(R"({"a":[1,2,{"b":"c"}]})"), 100);
  say("base.json", base::as_bytes(json ? json->dump() : json.error().check));
  const auto refused = base::parse_json(base::as_bytes(R"({"a":1,"a":2})"), 100);
  say("base.json.refused", base::as_bytes(refused ? "accepted" : refused.error().check));
}

void run_hash(base::Randomness& randomness) {
  for (const std::size_t size : {0u, 1u, 111u, 112u, 167u, 168u, 169u, 1000u}) {
    const Bytes data = draw(randomness, size);
    say("hash.sha256", hash::sha256(data));
    say("hash.sha512", hash::sha512(data));
    hash::Transcript transcript(hash::SessionTag("bare").bytes(data).number(size).id());
    transcript.absorb(data);
    base::ByteArray<48> challenge;
    transcript.squeeze(challenge);
    say("hash.transcript", challenge);
  }
}

void run_cipher(base::Randomness& randomness) {
  for (const std::size_t size : {0u, 1u, 63u, 64u, 65u, 500u}) {
    cipher::Key key;
    cipher::Nonce nonce;
    randomness.fill(key);
    randomness.fill(nonce);
    const Bytes plain = draw(randomness, size);
    Bytes sealed = cipher::seal(key, nonce, base::as_bytes("bare"), plain);
    say("cipher.sealed", sealed);
    const auto opened = cipher::open(key, nonce, base::as_bytes("bare"), sealed);
    say("cipher.opened", opened ? *opened : Bytes{});
    sealed[0] ^= 1;
    const auto forged = cipher::open(key, nonce, base::as_bytes("bare"), sealed);
    say("cipher.forged", base::as_bytes(forged ? "accepted" : forged.error().check));
  }
}

void run_group(base::Randomness& randomness) {
  std::vector<group::Scalar> scalars;
  std::vector<group::Point> points;
  for (int i = 0; i < 200; ++i) {
    scalars.push_back(i % 3 == 0 ? group::Scalar::random_weight(randomness)
                                 : group::Scalar::random(randomness));
    points.push_back(group::Point::from_uniform(draw(randomness, 64)));
  }
  group::Scalar product = group::Scalar::one();
  for (const group::Scalar& scalar : scalars) product *= scalar;
  say("group.product", product.encode());
  say("group.inverse", product.invert().encode());
  for (const std::size_t count : {1u, 2u, 7u, 50u, 200u}) {
    const auto sum =
        group::sum_vartime(std::span(scalars).first(count), std::span(points).first(count));
    say("group.sum", sum.encode());
  }
  for (const group::EncodedPoint& encoded : group::Point::encode_all(points)) {
    const auto parsed = group::Point::parse(encoded);
    say("group.point", parsed ? parsed->twice().encode() : group::EncodedPoint{});
  }
  const auto refused = group::Point::parse(Bytes(32, 0xff));
  say("group.refused", base::as_bytes(refused ? "accepted" : refused.error().check));
  say("group.hash", group::hash_to_group(base::as_bytes("a"), base::as_bytes("b")).encode());
  say("group.hash", group::hash_to_scalar(base::as_bytes("a"), base::as_bytes("b")).encode());
}

void run_elgamal(base::Randomness& randomness) {
  const PublicGroup ops;
  const group::Scalar secret = group::Scalar::random_nonzero(randomness);
  const std::vector<group::Point> keys = {ops.multiply_base(secret), group::Point::base()};
  const std::vector<group::Scalar> values = {group::Scalar::from_u64(1234), group::Scalar::one()};
  const group::SecretScalar r(group::Scalar::random_nonzero(randomness));
  const auto sealed = elgamal::encrypt(ops, keys, values, r);
  say("elgamal.r", sealed.r.encode());
  for (const group::Point& e : sealed.e) say("elgamal.e", e.encode());
  const auto opened = elgamal::small_logarithm(sealed.e[0] - ops.multiply(secret, sealed.r), 2000);
  std::printf("elgamal.value %u\n", opened ? static_cast<unsigned>(*opened) : 0);
}

// An entry of each branch, made and verified; one with a changed bit is refused.
void run_proof(base::Randomness& randomness) {
  const PublicGroup ops;
  const auto draw_scalar = [&] { return group::Scalar::random_nonzero(randomness); };
  std::vector<group::Point> keys;
  while (keys.size() < 6) keys.push_back(ops.multiply_base(draw_scalar()));
  const group::SecretScalar key(draw_scalar());
  const group::SecretScalar cover(draw_scalar());
  const proof::EntryContext context(hash::sha256(base::as_bytes("letter")),
                                    proof::EntryShape({2, proof::ItemShape::ranking(2)}), keys,
                                    ops.multiply_base(cover.reveal()));
  const proof::PublishedPoint credential(ops.multiply_base(key.reveal()));
  const proof::EntryPlace first{1, 7, &credential, &context.origin()};
  const std::vector<std::uint32_t> answers = {2, 2, 1};
  const proof::Entry chosen = proof::make_choice_entry(
      ops, context, first, key, proof::Choice(context.shape(), answers), randomness);
  const proof::EntryPlace second{2, 7, &credential, &chosen.sealed()};
  const proof::Entry covered = proof::make_cover_entry(ops, context, second, cover, randomness);
  say("proof.choice", chosen.encode());
  say("proof.cover", covered.encode());
  const auto verdict = [&](const proof::EntryPlace& place, const proof::Entry& entry) {
    const auto result = proof::verify_entry(context, place, entry);
    say("proof.verdict", base::as_bytes(result ? "good" : result.error().check));
  };
  verdict(first, chosen);
  verdict(second, covered);
  verdict(second, chosen);
  base::SerialExecutor executor;
  const std::vector<proof::PlacedEntry> placed = {{first, &chosen}, {second, &covered}};
  const auto failure = proof::verify_entries(context, placed, randomness, executor);
  say("proof.batch", base::as_bytes(failure ? failure->error.check : "good"));
}

ceremony::CeremonyContext make_ceremony_context(std::span<const group::SecretScalar> decryption) {
  ceremony::CeremonyContext context;
  context.manifest_hash = hash::sha256(base::as_bytes("manifest"));
  context.threshold = 2;
  context.options = 1;
  for (const group::SecretScalar& x : decryption) {
    context.signing_keys.push_back(hash::sha256(x.reveal().encode()));
    context.encryption_keys.emplace_back(PublicGroup().multiply_base(x.reveal()));
  }
  context.check();
  return context;
}

// Every dealer's disclosure, the box of trustee 1 opened and judged, the keys derived; signatures
// are not made here.
void run_ceremony(base::Randomness& randomness) {
  const PublicGroup ops;
  std::vector<group::SecretScalar> decryption;
  for (int i = 0; i < 3; ++i) decryption.emplace_back(group::Scalar::random_nonzero(randomness));
  const auto context = make_ceremony_context(decryption);
  std::vector<ceremony::TrusteePart> parts;
  for (std::uint8_t dealer = 1; dealer <= 3; ++dealer) {
    const auto secrets = ceremony::DealerSecrets::draw(context, randomness);
    const ceremony::Disclosure disclosure(
        dealer, ceremony::disclose(ops, context, dealer, secrets, randomness));
    say("ceremony.commitment", ceremony::commit_to(context, dealer, disclosure.bytes()));
    const auto keys = disclosure.open(context);
    const bool known = keys && keys->verify_ephemeral(context, dealer);
    say("ceremony.ephemeral", base::as_bytes(known ? "known" : "refused"));
    if (!keys) continue;
    if (dealer != 1) {
      const auto secret = ops.multiply(decryption[0].reveal(), keys->ephemeral.point());
      const auto key = ceremony::share_key(context, dealer, 1, keys->ephemeral, secret);
      const auto shares =
          ceremony::open_shares(context, dealer, 1, key, disclosure.box(context, 1));
      if (shares) say("ceremony.shares", ceremony::append_secrets({}, *shares).reveal());
      if (!shares) say("ceremony.shares", base::as_bytes(shares.error().check));
    }
    parts.push_back({keys->dealing, {}});
  }
  base::SerialExecutor executor;
  const auto fault = ceremony::find_without_possession(context, parts, randomness, executor);
  say("ceremony.possession", base::as_bytes(fault ? fault->error.check : "good"));
  say("ceremony.certificate", ceremony::certificate_hash(parts));
  const auto derived = ceremony::derive_keys(context, parts);
  if (!derived) return say("ceremony.refused", base::as_bytes(derived.error().check));
  for (const ceremony::SlotKeys& keys : *derived) {
    say("ceremony.key", keys.sealing[0].encode());
    say("ceremony.key", keys.draw.encode());
  }
}

// A manifest frozen and read back, one person's card, a roster read without its signatures.
void run_letter(base::Randomness& randomness) {
  const PublicGroup ops;
  letter::ManifestFields fields = test::all_items_fields();
  fields.roster_size = 1;
  for (letter::Item& item : fields.items) {
    if (item.ladder) item.ladder = *settlement::Ladder::parse(std::array<std::uint64_t, 1>{1}, 1);
  }
  const letter::Manifest manifest = test::manifest_of(fields);
  say("letter.manifest", manifest.hash());
  const auto leaves = letter::encode_sequence(letter::LeafKind::kManifest,
                                              letter::manifest_payloads(manifest.bytes()));
  say("letter.fingerprint", letter::fingerprint_of(leaves));

  const base::CanonicalCode code = base::random_code(randomness);
  const auto key = letter::half_key(code, manifest.issuers[0].key);
  letter::CredentialDraft credential;
  credential.halves = {letter::make_half(ops, manifest.hash(), 1, 0, key, randomness)};
  const auto plaintext = letter::Card{"Ana Ruiz", "Welder", "Foundry"}.encode();
  const auto body = letter::seal_card(ops, letter::card_seed(code, manifest.hash()), *plaintext,
                                      {manifest.hash(), credential.halves[0].point, "Foundry"},
                                      ops.multiply_base(group::Scalar::random(randomness)));
  credential.card_hash = letter::card_hash(body);
  say("letter.card", body);
  say("letter.name", letter::commit_to_name(manifest.hash(), "Ana Ruiz", {1, 2, 3}));

  auto payloads = letter::roster_payloads({{"Foundry"}, {"Ana Ruiz"}, {}, {credential}, {}});
  say("letter.roster", letter::roster_digest(payloads));
  payloads.push_back(letter::roster_signatures({}, std::vector<group::Signature>(1)));
  base::SerialExecutor executor;
  const auto roster =
      letter::Roster::parse(manifest, std::vector<base::ByteView>(payloads.begin(), payloads.end()),
                            randomness, executor);
  say("letter.roster", base::as_bytes(roster ? "accepted" : roster.error().check));

  const std::string_view words[] = {"counted>=1", "destination=Norhaven", "heat=oppose",
                                    "order=3>1>2"};
  const auto wish = letter::Wish::parse(manifest, words);
  const proof::Choice choice = wish->choice(manifest);
  for (const group::Scalar& bit : choice.values()) say("letter.choice", bit.encode());
  const std::vector<std::string> cohorts = {"Foundry", "Kitchen", "Night shift"};
  const std::vector<std::uint32_t> people = {20, 7, 12};
  for (const letter::Cell& cell : letter::make_cells(cohorts, people, 15).cells) {
    say("letter.cell", base::as_bytes(cell.cohorts.front()));
  }
}

// Rehearsals to the last bit, tables of floating-point functions included. Not under the memory
// sanitizer: a scenario's parameters stand in a std::map, whose nodes the standard library's own
// code links, and that code is built without it.
void run_rehearsal() {
#if defined(__has_feature)
#if __has_feature(memory_sanitizer)
  return;
#endif
#endif
  base::SerialExecutor executor;
  for (const test::PinnedRehearsal& pinned : test::kPinnedRehearsals) {
    const rehearsal::Design design = test::pinned_design(pinned);
    const auto run = rehearse(design, test::pinned_scenario(pinned).stream, 0,
                              test::kPinnedReplicas, executor, rehearsal::Path::kPortable);
    say("rehearsal", test::rehearsal_digest(design, run));
  }
}

}  // namespace
}  // namespace undersigned

int main() {
  undersigned::FixedRandomness randomness;
  undersigned::run_base(randomness);
  undersigned::run_hash(randomness);
  undersigned::run_cipher(randomness);
  undersigned::run_group(randomness);
  undersigned::run_elgamal(randomness);
  undersigned::run_proof(randomness);
  undersigned::run_ceremony(randomness);
  undersigned::run_letter(randomness);
  undersigned::run_rehearsal();
  return 0;
}
