// ceremony.json: a key generation of 2 of 3 trustees for two options, with every secret, message,
// tag and hash; complaints with their verdicts; keys leaves to refuse.
#include <functional>

#include "core/ceremony/complaint.h"
#include "core/proof/linear.h"
#include "tests/support/rigged_ceremony.h"
#include "tests/tools/made_vectors.h"
#include "tests/tools/vector_json.h"

namespace undersigned::test {
namespace {

using base::Bytes;
using base::Json;
using ceremony::Disclosure;
using ceremony::KeysParts;
using group::Scalar;

Json hex_secrets(std::span<const group::SecretScalar> secrets) {
  Json out = Json::array();
  for (const group::SecretScalar& secret : secrets) out.push_back(hex(secret.reveal()));
  return out;
}

Json tag_json(const hash::SessionTag& tag) {
  return {{"tag", hex(tag.tag())}, {"session_id", hex(tag.id())}};
}

// A proof with what leads to its challenge.
Json proof_json(const hash::SessionTag& tag, const proof::LinearRelation& relation,
                base::ByteView bytes) {
  UNDERSIGNED_CHECK(proof::verify(tag, relation, bytes).has_value());
  const auto commitments = bytes.first(32 * relation.equations().size());
  Json out = tag_json(tag);
  out["instance"] = hex(relation.serialize());
  out["challenge"] = hex(proof::linear_challenge(tag, relation, commitments));
  out["proof"] = hex(bytes);
  return out;
}

Json context_json(const Trustees& trustees) {
  Json people = Json::array();
  for (std::size_t i = 0; i < trustees.count(); ++i) {
    people.push_back({{"signing_seed", hex(trustees.signers[i].seed().reveal())},
                      {"signing_key", hex(trustees.context.signing_keys[i])},
                      {"decryption_key", hex(trustees.decryption[i].reveal())},
                      {"encryption_key", hex(trustees.context.encryption_keys[i].bytes())}});
  }
  return {{"manifest_hash", hex(trustees.context.manifest_hash)},
          {"threshold", trustees.context.threshold},
          {"options", trustees.context.options},
          {"trustees", std::move(people)}};
}

// One dealer's boxes, each with the shared secret and the key that it is sealed under.
Json boxes_json(const Trustees& trustees, const Dealt& dealt) {
  Json out = Json::array();
  const auto& context = trustees.context;
  const Disclosure disclosure(dealt.dealer, dealt.disclosed);
  for (std::uint8_t recipient = 1; recipient <= trustees.count(); ++recipient) {
    if (recipient == dealt.dealer) continue;
    const auto secret = trustees.ops.multiply(dealt.secrets.ephemeral.reveal(),
                                              context.encryption_key(recipient).point());
    Json box = tag_json(ceremony::share_tag(context, dealt.dealer, recipient));
    box["recipient"] = recipient;
    box["secret"] = hex(secret);
    box["key"] = hex(dealt.key_to(trustees, recipient).reveal());
    box["shares"] = hex_secrets(dealt.secrets.shares_for(context, recipient));
    box["box"] = hex(disclosure.box(context, recipient));
    out.push_back(std::move(box));
  }
  return out;
}

Json dealer_json(const Trustees& trustees, const Dealt& dealt) {
  const auto& context = trustees.context;
  const Disclosure disclosure(dealt.dealer, dealt.disclosed);
  const auto keys = CeremonyRun::value(disclosure.open(context));
  const Bytes a = keys.dealing.encoded_coefficients();
  Json commit = tag_json(ceremony::commit_tag(context, dealt.dealer));
  commit["commitment"] = hex(keys.dealing.commitment);
  commit["signed"] =
      hex(ceremony::commit_signature_tag(context, dealt.dealer, keys.dealing.commitment).tag());
  return {{"trustee", dealt.dealer},
          {"coefficients", hex_secrets(dealt.secrets.coefficients)},
          {"ephemeral", hex(dealt.secrets.ephemeral.reveal())},
          {"coefficient_points", hex(a)},
          {"possession",
           proof_json(ceremony::possession_tag(context, dealt.dealer, a),
                      proof::possession(keys.dealing.constants(context)), keys.dealing.proof)},
          {"ephemeral_point", hex(keys.ephemeral.bytes())},
          {"ephemeral_possession", proof_json(ceremony::ephemeral_tag(context, dealt.dealer),
                                              proof::dl(keys.ephemeral), keys.ephemeral_proof)},
          {"boxes", boxes_json(trustees, dealt)},
          {"disclosed", hex(dealt.disclosed)},
          {"commit", std::move(commit)}};
}

Json slot_keys_json(std::span<const group::Point> sealing, const group::Point& card,
                    const group::Point& draw) {
  Json keys = Json::array();
  for (const group::Point& key : sealing) keys.push_back(hex(key));
  return {{"sealing", std::move(keys)}, {"card", hex(card)}, {"draw", hex(draw)}};
}

Json keys_json(const LetterSecrets& made) {
  Json out = slot_keys_json(made.keys.sealing, made.keys.card, made.keys.draw);
  out["shares"] = Json::array();
  for (const auto& shares : made.shares) {
    const auto& keys = made.keys.shares_of(shares.trustee());
    Json share = slot_keys_json(keys.sealing, keys.card, keys.draw);
    share["secret"] = hex_secrets(shares.all());
    out["shares"].push_back(std::move(share));
  }
  out["cover"] = hex(made.keys.cover);
  out["cover_secret"] = hex(made.cover.reveal());
  return out;
}

// Keys leaves with one payload changed, or another list of payloads.
class RefusedKeys {
 public:
  RefusedKeys(Trustees& trustees, const KeysParts& parts)
      : trustees_(trustees), good_(parts.encode()) {}

  const Bytes& good(std::size_t part) const { return good_[part]; }
  void change(const char* name, std::size_t part, std::size_t at, base::ByteView bytes) {
    Bytes payload = good_[part];
    std::ranges::copy(bytes, payload.begin() + static_cast<std::ptrdiff_t>(at));
    replace(name, part, std::move(payload));
  }
  void replace(const char* name, std::size_t part, Bytes payload) {
    std::vector<Bytes> payloads = good_;
    payloads[part] = std::move(payload);
    Json refused = {{"name", name}, {"part", part}, {"payload", hex(payloads[part])}};
    refused["check"] = check_of(payloads);
    refused_.push_back(std::move(refused));
  }
  // Payloads of the good list, by number.
  void rearrange(const char* name, const std::vector<std::size_t>& order) {
    std::vector<Bytes> payloads;
    for (const std::size_t part : order) payloads.push_back(good_[part]);
    refused_.push_back({{"name", name}, {"order", order}, {"check", check_of(payloads)}});
  }
  Json take() { return std::move(refused_); }

 private:
  std::string check_of(const std::vector<Bytes>& payloads) {
    const std::vector<base::ByteView> views(payloads.begin(), payloads.end());
    const auto parts = KeysParts::parse(trustees_.context, views);
    if (!parts) return parts.error().check;
    base::SerialExecutor executor;
    const auto keys =
        ceremony::verify_keys(trustees_.context, *parts, trustees_.randomness, executor);
    UNDERSIGNED_CHECK(!keys);
    return keys.error().check;
  }

  Trustees& trustees_;
  std::vector<Bytes> good_;
  Json refused_ = Json::array();
};

Json refused_keys(Trustees& trustees, const KeysParts& parts, const KeysParts& other_run) {
  RefusedKeys refused(trustees, parts);
  const std::size_t proof = 32 + 32 * trustees.context.slots() * trustees.context.threshold;
  const std::size_t certificate = refused.good(0).size() - 64;
  const auto base = group::Point::base().encode();
  refused.change("a commitment changed", 0, 0, base);
  refused.change("a constant is the identity", 0, 32, group::Point().encode());
  refused.change("a coefficient is no point", 1, 64, Bytes(32, 0xff));
  refused.change("a constant changed", 0, 32, base);
  refused.change("a higher coefficient changed", 0, 64, base);
  refused.change("a constant and its proof of another trustee", 2, 32,
                 base::ByteView(refused.good(0)).subspan(32, certificate - 32));
  refused.change("a response changed", 1, certificate - 32, Scalar::one().encode());
  refused.change("a response is not canonical", 1, certificate - 32, Bytes(32, 0xff));
  refused.change("a proof of another trustee", 1, proof,
                 base::ByteView(refused.good(0)).subspan(proof, certificate - proof));
  refused.change("another trustee's signature", 1, certificate,
                 base::ByteView(refused.good(0)).subspan(certificate));
  refused.replace("a part of another run", 1, other_run.trustees[1].encode());
  refused.change("the cover key is the identity", 3, 0, group::Point().encode());
  refused.change("the cover key is not the proof's", 3, 0, base);
  Bytes shorter = refused.good(2);
  shorter.pop_back();
  refused.replace("a byte too few", 2, shorter);
  Bytes longer = refused.good(3);
  longer.push_back(0);
  refused.replace("a byte too many", 3, longer);
  refused.rearrange("two trustees exchanged", {1, 0, 2, 3});
  refused.rearrange("a trustee twice", {0, 0, 2, 3});
  refused.rearrange("a trustee missing", {0, 2, 3});
  refused.rearrange("the cover key missing", {0, 1, 2});
  return refused.take();
}

// Complaints of trustee 1 about trustee 3, whose D_3 is as `change` leaves it.
Json complaint_json(Trustees& trustees, const char* name,
                    const std::function<void(Dealt&)>& change) {
  const auto& context = trustees.context;
  Dealt dealt(trustees, 3);
  change(dealt);
  const Bytes commitment = sign_commitment(trustees, 3, dealt.disclosed);
  const Disclosure disclosure(3, dealt.disclosed);
  const proof::PublishedPoint ephemeral(
      trustees.ops.multiply_base(dealt.secrets.ephemeral.reveal()));
  const auto complaint = ceremony::complain(trustees.ops, context, 1, trustees.decryption[0], 3,
                                            ephemeral, trustees.randomness);
  const auto fault = CeremonyRun::value(
      ceremony::judge(context, CeremonyRun::value(ceremony::Commitment::parse(context, commitment)),
                      disclosure, complaint));
  const auto relation = proof::dleq(context.encryption_key(1), ephemeral, complaint.secret);
  return {{"name", name},
          {"commitment", hex(commitment)},
          {"disclosure", hex(disclosure.encode())},
          {"complaint", hex(complaint.encode())},
          {"complaint_proof",
           proof_json(ceremony::complaint_tag(context, 3, 1), relation, complaint.proof)},
          {"cheater", fault.trustee},
          {"check", fault.error.check}};
}

Json complaints(Trustees& trustees) {
  const auto& context = trustees.context;
  return {complaint_json(trustees, "the shares are right", [](Dealt&) {}),
          complaint_json(trustees, "a share is wrong",
                         [&](Dealt& dealt) {
                           auto shares = dealt.secrets.shares_for(context, 1);
                           shares[3].reveal() += Scalar::one();
                           dealt.replace_shares(trustees, 1, shares);
                         }),
          complaint_json(trustees, "the shares of another recipient",
                         [&](Dealt& dealt) {
                           dealt.replace_shares(trustees, 1, dealt.secrets.shares_for(context, 2));
                         }),
          complaint_json(trustees, "the box does not open",
                         [&](Dealt& dealt) {
                           dealt.replace_box(context, 1, Bytes(Disclosure::box_size(context)));
                         }),
          complaint_json(trustees, "a constant with another's proof", [&](Dealt& dealt) {
            const auto base = group::Point::base().encode();
            std::ranges::copy(base, dealt.disclosed.begin());
          })};
}

Json messages_json(const CeremonyRun& run) {
  return {{"commitments", hex(run.commitments)},
          {"disclosures", hex(run.disclosures)},
          {"confirmations", hex(run.confirmations)}};
}

}  // namespace

Json make_ceremony_vectors() {
  Trustees trustees(3, 2, 2);
  // What the machines draw, trustee by trustee, from the same bytes.
  sodium::SeededRandomness drawn = trustees.randomness;
  Json dealers = Json::array();
  CeremonyRun run(trustees);
  std::swap(trustees.randomness, drawn);
  for (std::uint8_t trustee = 1; trustee <= 3; ++trustee) {
    const Dealt dealt(trustees, trustee);
    UNDERSIGNED_CHECK(run.commitments[trustee - 1u] ==
                      sign_commitment(trustees, trustee, dealt.disclosed));
    dealers.push_back(dealer_json(trustees, dealt));
  }
  const LetterSecrets made = finish_keys(run.run());
  const auto transcript = ceremony::certificate_hash(made.parts.trustees);
  const auto cover_proof = proof_json(ceremony::cover_tag(trustees.context.manifest_hash),
                                      proof::dl(made.parts.cover->key), made.parts.cover->proof);
  const KeysParts other_run = make_keys(trustees).parts;
  return {{"about", "docs/protocol.md 4: the trustees' keys, 2 of 3, two options"},
          {"context", context_json(trustees)},
          {"dealers", std::move(dealers)},
          {"messages", messages_json(run)},
          {"certificate",
           {{"hash", hex(transcript)},
            {"signed", hex(ceremony::certificate_tag(trustees.context, transcript).tag())}}},
          {"keys", keys_json(made)},
          {"cover_proof", cover_proof},
          {"payloads", hex(made.parts.encode())},
          {"complaints", complaints(trustees)},
          {"refused", refused_keys(trustees, made.parts, other_run)}};
}

}  // namespace undersigned::test
