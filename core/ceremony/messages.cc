#include "core/ceremony/messages.h"

#include <algorithm>
#include <string>

#include "core/base/check.h"
#include "core/base/codec.h"
#include "core/cipher/chacha20poly1305.h"
#include "core/proof/linear.h"

namespace undersigned::ceremony {
namespace {

std::string_view name_of(MessageKind kind) {
  switch (kind) {
    case MessageKind::kCommitment:
      return "commitment";
    case MessageKind::kDisclosure:
      return "disclosure";
    case MessageKind::kConfirmation:
      return "confirmation";
    case MessageKind::kComplaint:
      return "complaint";
  }
  return "message";
}

base::Writer begin(MessageKind kind, std::uint8_t sender) {
  base::Writer writer;
  writer.u8(static_cast<std::uint8_t>(kind)).u8(sender);
  return writer;
}

struct Header {
  std::uint8_t sender;
  base::ByteView content;
};

// The sender and the content, which has exactly `size` bytes.
base::Result<Header> open_message(const CeremonyContext& context, MessageKind kind,
                                  std::size_t size, base::ByteView message) {
  if (message.size() != size + 2 || message[0] != static_cast<std::uint8_t>(kind)) {
    return base::fail("ceremony.message", "4",
                      "This is not a " + std::string(name_of(kind)) +
                          " of this ceremony, which has " + std::to_string(size + 2) + " bytes.");
  }
  if (message[1] < 1 || message[1] > context.trustees()) {
    return base::fail("ceremony.message", "4",
                      "The sender, " + std::to_string(message[1]) + ", is no trustee's number.");
  }
  return Header{message[1], message.subspan(2)};
}

std::size_t dealing_size(const CeremonyContext& context) { return TrusteePart::size(context) - 96; }

}  // namespace

base::Bytes Commitment::encode() const {
  return begin(MessageKind::kCommitment, trustee).raw(commitment).raw(signature).take();
}

base::Result<Commitment> Commitment::parse(const CeremonyContext& context, base::ByteView message) {
  UNDERSIGNED_TRY(const Header header,
                  open_message(context, MessageKind::kCommitment, 96, message));
  Commitment result;
  result.trustee = header.sender;
  std::ranges::copy(header.content.first(32), result.commitment.begin());
  std::ranges::copy(header.content.subspan(32), result.signature.begin());
  return result;
}

base::Result<void> Commitment::verify(const CeremonyContext& context) const {
  if (group::verify_ed25519(context.signing_key(trustee),
                            commit_signature_tag(context, trustee, commitment).tag(), signature)) {
    return {};
  }
  return base::fail(
      "ceremony.commitment", "4",
      "Trustee " + std::to_string(trustee) + " did not sign this commitment for this letter.");
}

base::Result<void> Commitment::check_opened_by(const CeremonyContext& context,
                                               const Disclosure& disclosure) const {
  if (disclosure.trustee() == trustee &&
      commit_to(context, trustee, disclosure.bytes()) == commitment) {
    return {};
  }
  return base::fail(
      "ceremony.disclosure", "4",
      "This disclosure is not the one that trustee " + std::to_string(trustee) + " committed to.");
}

hash::Digest256 commit_to(const CeremonyContext& context, std::uint8_t trustee,
                          base::ByteView disclosed) {
  hash::Transcript transcript(commit_tag(context, trustee).id());
  transcript.absorb(disclosed);
  hash::Digest256 commitment;
  transcript.squeeze(commitment);
  return commitment;
}

base::Result<void> DisclosedKeys::verify_ephemeral(const CeremonyContext& context,
                                                   std::uint8_t trustee) const {
  const auto known =
      proof::verify(ephemeral_tag(context, trustee), proof::dl(ephemeral), ephemeral_proof);
  if (known) return {};
  return base::fail(
      "ceremony.ephemeral", "4",
      "Trustee " + std::to_string(trustee) +
          " does not prove that it knows its encryption point: " + known.error().message);
}

std::size_t Disclosure::box_size(const CeremonyContext& context) {
  return 32 * context.slots() + cipher::kTagSize;
}

std::size_t Disclosure::size(const CeremonyContext& context) {
  return dealing_size(context) + 96 + (context.trustees() - 1) * box_size(context);
}

base::Bytes Disclosure::encode() const {
  return begin(MessageKind::kDisclosure, trustee_).raw(bytes_).take();
}

base::Result<Disclosure> Disclosure::parse(const CeremonyContext& context, base::ByteView message) {
  UNDERSIGNED_TRY(const Header header,
                  open_message(context, MessageKind::kDisclosure, size(context), message));
  return Disclosure(header.sender, base::Bytes(header.content.begin(), header.content.end()));
}

base::ByteView Disclosure::box(const CeremonyContext& context, std::uint8_t recipient) const {
  UNDERSIGNED_CHECK(recipient >= 1 && recipient <= context.trustees() && recipient != trustee_);
  const std::size_t position = recipient < trustee_ ? recipient - 1u : recipient - 2u;
  return base::ByteView(bytes_).subspan(dealing_size(context) + 96 + position * box_size(context),
                                        box_size(context));
}

base::Result<DisclosedKeys> Disclosure::open(const CeremonyContext& context) const {
  UNDERSIGNED_CHECK(bytes_.size() == size(context));
  base::Reader reader(bytes_);
  UNDERSIGNED_TRY(const base::ByteView shown, reader.raw(dealing_size(context)));
  UNDERSIGNED_TRY(const base::ByteView ephemeral_bytes, reader.raw(32));
  UNDERSIGNED_TRY(const auto ephemeral_proof, reader.array<64>());
  UNDERSIGNED_TRY(Dealing dealing,
                  Dealing::parse(context, trustee_, commit_to(context, trustee_, bytes_), shown));
  auto ephemeral = proof::PublishedPoint::parse(ephemeral_bytes);
  if (!ephemeral) {
    return base::fail("ceremony.ephemeral", "4",
                      "Trustee " + std::to_string(trustee_) +
                          "'s encryption point: " + ephemeral.error().message);
  }
  return DisclosedKeys{std::move(dealing), *std::move(ephemeral), ephemeral_proof};
}

base::Bytes Confirmation::encode() const {
  return begin(MessageKind::kConfirmation, trustee).raw(signature).take();
}

base::Result<Confirmation> Confirmation::parse(const CeremonyContext& context,
                                               base::ByteView message) {
  UNDERSIGNED_TRY(const Header header,
                  open_message(context, MessageKind::kConfirmation, 64, message));
  Confirmation result;
  result.trustee = header.sender;
  std::ranges::copy(header.content, result.signature.begin());
  return result;
}

base::Bytes Complaint::encode() const {
  return begin(MessageKind::kComplaint, trustee).u8(dealer).raw(secret.bytes()).raw(proof).take();
}

base::Result<Complaint> Complaint::parse(const CeremonyContext& context, base::ByteView message) {
  UNDERSIGNED_TRY(const Header header,
                  open_message(context, MessageKind::kComplaint, 129, message));
  const std::uint8_t dealer = header.content[0];
  if (dealer < 1 || dealer > context.trustees() || dealer == header.sender) {
    return base::fail(
        "ceremony.message", "4",
        "A complaint is about another trustee, not about " + std::to_string(dealer) + ".");
  }
  UNDERSIGNED_TRY(proof::PublishedPoint secret,
                  proof::PublishedPoint::parse(header.content.subspan(1, 32)));
  Complaint result{header.sender, dealer, std::move(secret), {}};
  std::ranges::copy(header.content.subspan(33), result.proof.begin());
  return result;
}

}  // namespace undersigned::ceremony
