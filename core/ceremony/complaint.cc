#include "core/ceremony/complaint.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "core/base/check.h"
#include "core/base/declassify.h"
#include "core/ceremony/dealer.h"
#include "core/group/multiscalar.h"
#include "core/proof/linear.h"

namespace undersigned::ceremony {
namespace {

// What the dealer's own proofs show, which everybody sees without a complaint.
std::optional<Fault> public_fault(const CeremonyContext& context, const DisclosedKeys& keys,
                                  std::uint8_t dealer) {
  const Dealing& dealing = keys.dealing;
  if (auto known = proof::verify(possession_tag(context, dealer, dealing.encoded_coefficients()),
                                 proof::possession(dealing.constants(context)), dealing.proof);
      !known) {
    return Fault{dealer, {"keys.possession", "4", known.error().message}};
  }
  if (auto known = keys.verify_ephemeral(context, dealer); !known) {
    return Fault{dealer, std::move(known).error()};
  }
  return std::nullopt;
}

// "ceremony.complaint" unless its complainer made it.
base::Result<void> check_complaint(const CeremonyContext& context, const DisclosedKeys& keys,
                                   const Complaint& complaint) {
  const auto relation =
      proof::dleq(context.encryption_key(complaint.trustee), keys.ephemeral, complaint.secret);
  const auto tag = complaint_tag(context, complaint.dealer, complaint.trustee);
  if (auto made = proof::verify(tag, relation, complaint.proof); !made) {
    return base::fail("ceremony.complaint", "4",
                      "Trustee " + std::to_string(complaint.trustee) +
                          " did not make this complaint: " + made.error().message);
  }
  return {};
}

}  // namespace

base::Result<void> check_shares(const CeremonyContext& context, const Dealing& dealing,
                                std::uint8_t dealer, std::uint8_t recipient,
                                std::span<const group::Point> shares) {
  UNDERSIGNED_CHECK(shares.size() == context.slots());
  for (std::size_t k = 0; k < shares.size(); ++k) {
    if (shares[k] != dealing.share_point(context, k, recipient)) {
      return base::fail("ceremony.share", "4",
                        "Trustee " + std::to_string(dealer) + " gave trustee " +
                            std::to_string(recipient) + " a wrong share in slot " +
                            std::to_string(k) + ".");
    }
  }
  return {};
}

Complaint complain(const group::SecretGroup& ops, const CeremonyContext& context,
                   std::uint8_t complainer, const group::SecretScalar& decryption,
                   std::uint8_t dealer, const proof::PublishedPoint& ephemeral,
                   base::Randomness& randomness) {
  const group::Point secret = ops.multiply(decryption.reveal(), ephemeral.point());
  base::publish(secret);
  Complaint complaint{complainer, dealer, proof::PublishedPoint(secret), {}};
  const base::Bytes proof =
      proof::prove(ops, complaint_tag(context, dealer, complainer),
                   proof::dleq(context.encryption_key(complainer), ephemeral, complaint.secret),
                   std::span(&decryption, 1), randomness);
  UNDERSIGNED_CHECK(proof.size() == complaint.proof.size());
  std::ranges::copy(proof, complaint.proof.begin());
  return complaint;
}

base::Result<Fault> judge(const CeremonyContext& context, const Commitment& commitment,
                          const Disclosure& disclosure, const Complaint& complaint) {
  const std::uint8_t dealer = complaint.dealer;
  if (commitment.trustee != dealer || disclosure.trustee() != dealer) {
    return base::fail("ceremony.complaint", "4",
                      "The complaint is about another dealer than the messages with it.");
  }
  UNDERSIGNED_TRY_VOID(commitment.verify(context));
  UNDERSIGNED_TRY_VOID(commitment.check_opened_by(context, disclosure));
  const auto keys = disclosure.open(context);
  if (!keys) return Fault{dealer, keys.error()};
  if (auto fault = public_fault(context, *keys, dealer)) return *std::move(fault);
  UNDERSIGNED_TRY_VOID(check_complaint(context, *keys, complaint));

  const auto key =
      share_key(context, dealer, complaint.trustee, keys->ephemeral, complaint.secret.point());
  const auto shares = open_shares(context, dealer, complaint.trustee, key,
                                  disclosure.box(context, complaint.trustee));
  if (!shares) return Fault{dealer, shares.error()};
  std::vector<group::Point> points;
  for (const group::SecretScalar& share : *shares) {
    points.push_back(group::multiply_base_vartime(share.reveal()));  // public from here on
  }
  if (auto right = check_shares(context, keys->dealing, dealer, complaint.trustee, points);
      !right) {
    return Fault{dealer, right.error()};
  }
  return Fault{complaint.trustee,
               {"ceremony.complaint.false", "4",
                "Trustee " + std::to_string(complaint.trustee) +
                    " complained about shares that are right."}};
}

}  // namespace undersigned::ceremony
