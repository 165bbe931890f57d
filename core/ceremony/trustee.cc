#include "core/ceremony/trustee.h"

#include <algorithm>
#include <string>

#include "core/base/check.h"
#include "core/base/declassify.h"
#include "core/base/executor.h"
#include "core/ceremony/dealer.h"

namespace undersigned::ceremony {
namespace {

// All n messages of a round, in the order of the trustees; `own` is what this trustee sent.
template <class Message>
base::Result<std::vector<Message>> read_round(const CeremonyContext& context,
                                              std::span<const base::Bytes> messages,
                                              std::uint8_t trustee, const base::Bytes& own) {
  if (messages.size() != context.trustees()) {
    return base::fail("ceremony.count", "4",
                      "There are " + std::to_string(messages.size()) + " messages instead of " +
                          std::to_string(context.trustees()) + ".");
  }
  std::vector<Message> round;
  round.reserve(messages.size());
  for (std::size_t i = 0; i < messages.size(); ++i) {
    UNDERSIGNED_TRY(Message message, Message::parse(context, messages[i]));
    const std::uint8_t sender = messages[i][1];  // as parse has read it
    if (sender != i + 1) {
      return base::fail(
          "ceremony.sender", "4",
          "Message " + std::to_string(i + 1) + " is from trustee " + std::to_string(sender) + ".");
    }
    round.push_back(std::move(message));
  }
  if (messages[trustee - 1u] != own) {
    return base::fail("ceremony.own", "4",
                      "The message under this trustee's name is not the one that it sent.");
  }
  return round;
}

base::Result<void> check_identity(const group::SecretGroup& ops, const CeremonyContext& context,
                                  const TrusteeIdentity& identity) {
  UNDERSIGNED_CHECK(identity.trustee >= 1 && identity.trustee <= context.trustees());
  const group::Point key = ops.multiply_base(identity.decryption.reveal());
  base::publish(key);
  if (key == context.encryption_key(identity.trustee).point() &&
      identity.signer.public_key() == context.signing_key(identity.trustee)) {
    return {};
  }
  return base::fail("ceremony.identity", "4",
                    "These keys are not those of trustee " + std::to_string(identity.trustee) +
                        " in the manifest.");
}

std::uint8_t number_of(std::size_t index) { return static_cast<std::uint8_t>(index + 1); }

// What every dealer shows, certificates still blank; or the first dealer whose showing is wrong.
struct Shown {
  std::vector<TrusteePart> parts;
  std::vector<proof::PublishedPoint> ephemerals;
};
std::expected<Shown, Fault> open_all(const CeremonyContext& context,
                                     std::span<const Disclosure> disclosures,
                                     base::Randomness& randomness) {
  Shown shown;
  for (const Disclosure& disclosure : disclosures) {
    auto keys = disclosure.open(context);
    if (!keys) return std::unexpected(Fault{disclosure.trustee(), std::move(keys).error()});
    if (auto known = keys->verify_ephemeral(context, disclosure.trustee()); !known) {
      return std::unexpected(Fault{disclosure.trustee(), std::move(known).error()});
    }
    shown.ephemerals.push_back(keys->ephemeral);
    shown.parts.push_back({std::move(keys->dealing), {}});
  }
  base::SerialExecutor executor;
  if (auto fault = find_without_possession(context, shown.parts, randomness, executor)) {
    return std::unexpected(*std::move(fault));
  }
  if (auto keys = derive_keys(context, shown.parts); !keys) {
    return std::unexpected(Fault{0, std::move(keys).error()});
  }
  return shown;
}

// f_{σ,k}(τ) of every slot k, from dealer σ's box, each compared with what the dealer shows.
base::Result<std::vector<group::SecretScalar>> receive(
    const group::SecretGroup& ops, const CeremonyContext& context, const TrusteeIdentity& identity,
    const Disclosure& disclosure, const Dealing& dealing, const proof::PublishedPoint& ephemeral) {
  const std::uint8_t dealer = disclosure.trustee();
  const base::Secret secret(ops.multiply(identity.decryption.reveal(), ephemeral.point()));
  const auto key = share_key(context, dealer, identity.trustee, ephemeral, secret.reveal());
  UNDERSIGNED_TRY(auto shares, open_shares(context, dealer, identity.trustee, key,
                                           disclosure.box(context, identity.trustee)));
  std::vector<group::Point> points;
  points.reserve(shares.size());
  for (const group::SecretScalar& share : shares) {
    points.push_back(ops.multiply_base(share.reveal()));
  }
  base::publish_all(std::span<const group::Point>(points));
  UNDERSIGNED_TRY_VOID(check_shares(context, dealing, dealer, identity.trustee, points));
  return shares;
}

}  // namespace

base::Result<TrusteeCeremony> TrusteeCeremony::start(const group::SecretGroup& ops,
                                                     const CeremonyContext& context,
                                                     const TrusteeIdentity& identity,
                                                     base::Randomness& randomness) {
  context.check();
  UNDERSIGNED_TRY_VOID(check_identity(ops, context, identity));
  const DealerSecrets secrets = DealerSecrets::draw(context, randomness);
  const Disclosure disclosure(identity.trustee,
                              disclose(ops, context, identity.trustee, secrets, randomness));
  Commitment commitment;
  commitment.trustee = identity.trustee;
  commitment.commitment = commit_to(context, identity.trustee, disclosure.bytes());
  commitment.signature = identity.signer.sign(
      commit_signature_tag(context, identity.trustee, commitment.commitment).tag());

  TrusteeCeremony ceremony(context, identity.trustee);
  ceremony.messages_ = {commitment.encode(), disclosure.encode()};
  ceremony.shares_ = secrets.shares_for(context, identity.trustee);
  return ceremony;
}

base::Result<base::Bytes> TrusteeCeremony::on_commitments(std::span<const base::Bytes> messages) {
  UNDERSIGNED_TRY_VOID(expect(Step::kCommitted));
  UNDERSIGNED_TRY(auto commitments,
                  read_round<Commitment>(context_, messages, trustee_, messages_[0]));
  for (const Commitment& commitment : commitments) {
    UNDERSIGNED_TRY_VOID(commitment.verify(context_));
  }
  commitments_ = std::move(commitments);
  step_ = Step::kDisclosed;
  return message();
}

base::Result<base::Bytes> TrusteeCeremony::on_disclosures(const group::SecretGroup& ops,
                                                          const TrusteeIdentity& identity,
                                                          std::span<const base::Bytes> messages,
                                                          base::Randomness& randomness) {
  UNDERSIGNED_TRY_VOID(expect(Step::kDisclosed));
  UNDERSIGNED_CHECK(identity.trustee == trustee_);
  UNDERSIGNED_TRY_VOID(check_identity(ops, context_, identity));
  UNDERSIGNED_TRY(const auto disclosures,
                  read_round<Disclosure>(context_, messages, trustee_, messages_[1]));
  for (std::size_t i = 0; i < disclosures.size(); ++i) {
    UNDERSIGNED_TRY_VOID(commitments_[i].check_opened_by(context_, disclosures[i]));
  }
  auto shown = open_all(context_, disclosures, randomness);
  if (!shown) {
    become_void(std::move(shown).error());
    return std::unexpected(fault_->error);
  }
  for (std::size_t i = 0; i < disclosures.size(); ++i) {
    if (number_of(i) == trustee_) continue;
    const auto received = receive(ops, context_, identity, disclosures[i], shown->parts[i].dealing,
                                  shown->ephemerals[i]);
    if (!received) {
      return send_complaint(complain(ops, context_, trustee_, identity.decryption, number_of(i),
                                     shown->ephemerals[i], randomness));
    }
    for (std::size_t k = 0; k < shares_.size(); ++k) {
      shares_[k].reveal() += (*received)[k].reveal();
    }
  }
  parts_ = std::move(shown->parts);
  const auto signature =
      identity.signer.sign(certificate_tag(context_, certificate_hash(parts_)).tag());
  messages_.push_back(Confirmation{trustee_, signature}.encode());
  step_ = Step::kConfirmed;
  return message();
}

base::Bytes TrusteeCeremony::send_complaint(const Complaint& complaint) {
  messages_.push_back(complaint.encode());
  shares_.clear();
  step_ = Step::kComplained;
  return message();
}

base::Result<void> TrusteeCeremony::on_confirmations(std::span<const base::Bytes> messages) {
  UNDERSIGNED_TRY_VOID(expect(Step::kConfirmed));
  UNDERSIGNED_TRY(const auto confirmations,
                  read_round<Confirmation>(context_, messages, trustee_, messages_[2]));
  const hash::Digest256 transcript = certificate_hash(parts_);
  for (const Confirmation& confirmation : confirmations) {
    UNDERSIGNED_TRY_VOID(
        verify_certificate(context_, confirmation.trustee, transcript, confirmation.signature));
  }
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    parts_[i].certificate = confirmations[i].signature;
  }
  step_ = Step::kFinished;
  return {};
}

base::Result<Fault> TrusteeCeremony::on_complaint(base::ByteView disclosure,
                                                  base::ByteView complaint) {
  if (step_ != Step::kDisclosed && step_ != Step::kComplained) {
    UNDERSIGNED_TRY_VOID(expect(Step::kConfirmed));
  }
  UNDERSIGNED_TRY(const Disclosure disclosed, Disclosure::parse(context_, disclosure));
  UNDERSIGNED_TRY(const Complaint complained, Complaint::parse(context_, complaint));
  UNDERSIGNED_TRY(Fault fault,
                  judge(context_, commitments_[complained.dealer - 1u], disclosed, complained));
  become_void(std::move(fault));
  return *fault_;
}

base::Result<void> TrusteeCeremony::expect(Step step) const {
  if (step_ == step) return {};
  return base::fail("ceremony.step", "4", "This is not the step that the key ceremony is in.");
}

void TrusteeCeremony::become_void(Fault fault) {
  fault_ = std::move(fault);
  step_ = Step::kVoid;
  shares_.clear();
  parts_.clear();
  commitments_.clear();
}

std::span<const base::Bytes> TrusteeCeremony::messages() const {
  const std::span<const base::Bytes> all(messages_);
  return step_ == Step::kCommitted ? all.first(1) : all;
}

const std::vector<TrusteePart>& TrusteeCeremony::parts() const {
  UNDERSIGNED_CHECK(step_ == Step::kFinished);
  return parts_;
}

TrusteeShares TrusteeCeremony::shares() const {
  UNDERSIGNED_CHECK(step_ == Step::kFinished);
  std::vector<group::SecretScalar> copy;
  copy.reserve(shares_.size());
  for (const group::SecretScalar& share : shares_) copy.push_back(share.clone());
  return TrusteeShares(context_.manifest_hash, trustee_, std::move(copy));
}

const Fault& TrusteeCeremony::fault() const {
  UNDERSIGNED_CHECK(step_ == Step::kVoid);
  return *fault_;
}

}  // namespace undersigned::ceremony
