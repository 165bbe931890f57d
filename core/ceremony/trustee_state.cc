// The kept state of a trustee's machine:
//   u8 1 ‖ manifest hash ‖ u8 n ‖ u8 t ‖ u16 M ‖ u8 τ ‖ u8 step ‖ u8 messages ‖ each var32
//   ‖ n × (c_i ‖ signature)         Disclosed, Confirmed, Complained, Finished
//   ‖ n × (A_i ‖ proof_i)           Confirmed, Finished
//   ‖ n × certificate               Finished
//   ‖ u8 trustee ‖ var16 × 3        Void: the fault
//   ‖ L × scalar                    Committed, Disclosed, Confirmed, Finished
#include <algorithm>

#include "core/base/check.h"
#include "core/base/codec.h"
#include "core/ceremony/secret_codec.h"
#include "core/ceremony/trustee.h"

namespace undersigned::ceremony {
namespace {

using Step = TrusteeCeremony::Step;

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kMaxErrorText = 4096;

std::unexpected<base::Error> refuse(const std::string& why) {
  return base::fail("ceremony.state", "4", why);
}

bool keeps_commitments(Step step) { return step != Step::kCommitted && step != Step::kVoid; }
bool keeps_parts(Step step) { return step == Step::kConfirmed || step == Step::kFinished; }
bool keeps_shares(Step step) { return step != Step::kComplained && step != Step::kVoid; }

// Void runs have two messages, or three if this trustee had confirmed or complained before.
bool may_have(Step step, std::size_t messages) {
  if (step == Step::kVoid) return messages == 2 || messages == 3;
  return messages == (step == Step::kCommitted || step == Step::kDisclosed ? 2 : 3);
}

base::Bytes header_of(const CeremonyContext& context, std::uint8_t trustee) {
  base::Writer writer;
  writer.u8(kVersion).raw(context.manifest_hash);
  writer.u8(static_cast<std::uint8_t>(context.trustees()));
  writer.u8(static_cast<std::uint8_t>(context.threshold));
  writer.u16(static_cast<std::uint16_t>(context.options)).u8(trustee);
  return writer.take();
}

base::ByteView text_bytes(const std::string& text) {
  return base::as_bytes(std::string_view(text).substr(0, kMaxErrorText));
}

base::Result<std::string> read_text(base::Reader& reader) {
  UNDERSIGNED_TRY(const base::ByteView bytes, reader.var16(kMaxErrorText));
  return std::string(base::as_text(bytes));
}

base::Result<Fault> read_fault(const CeremonyContext& context, base::Reader& reader) {
  Fault fault;
  UNDERSIGNED_TRY(fault.trustee, reader.u8());
  if (fault.trustee > context.trustees()) return refuse("The one at fault is no trustee.");
  UNDERSIGNED_TRY(fault.error.check, read_text(reader));
  UNDERSIGNED_TRY(fault.error.section, read_text(reader));
  UNDERSIGNED_TRY(fault.error.message, read_text(reader));
  return fault;
}

base::Result<std::vector<Commitment>> read_commitments(const CeremonyContext& context,
                                                       base::Reader& reader) {
  std::vector<Commitment> commitments;
  for (std::uint8_t trustee = 1; trustee <= context.trustees(); ++trustee) {
    Commitment commitment;
    commitment.trustee = trustee;
    UNDERSIGNED_TRY(commitment.commitment, reader.array<32>());
    UNDERSIGNED_TRY(commitment.signature, reader.array<64>());
    commitments.push_back(commitment);
  }
  return commitments;
}

base::Result<std::vector<TrusteePart>> read_parts(const CeremonyContext& context,
                                                  std::span<const Commitment> commitments,
                                                  bool certified, base::Reader& reader) {
  std::vector<TrusteePart> parts;
  for (const Commitment& commitment : commitments) {
    UNDERSIGNED_TRY(const base::ByteView shown, reader.raw(TrusteePart::size(context) - 96));
    UNDERSIGNED_TRY(Dealing dealing,
                    Dealing::parse(context, commitment.trustee, commitment.commitment, shown));
    parts.push_back({std::move(dealing), {}});
  }
  if (!certified) return parts;
  for (TrusteePart& part : parts) {
    UNDERSIGNED_TRY(part.certificate, reader.array<64>());
  }
  return parts;
}

// The messages that the machine made: its commitment, the disclosure that opens it, and in the
// third round what its step says.
base::Result<void> check_messages(const CeremonyContext& context, std::uint8_t trustee, Step step,
                                  std::span<const base::Bytes> messages) {
  UNDERSIGNED_TRY(const Commitment commitment, Commitment::parse(context, messages[0]));
  UNDERSIGNED_TRY(const Disclosure disclosure, Disclosure::parse(context, messages[1]));
  UNDERSIGNED_TRY_VOID(commitment.check_opened_by(context, disclosure));
  if (commitment.trustee != trustee) return refuse("Its messages are of another trustee.");
  if (messages.size() < 3) return {};
  const bool confirmed = Confirmation::parse(context, messages[2]).has_value();
  const bool complained = Complaint::parse(context, messages[2]).has_value();
  const bool fits = step == Step::kVoid         ? confirmed || complained
                    : step == Step::kComplained ? complained
                                                : confirmed;
  if (!fits || messages[2][1] != trustee) return refuse("Its third message is not of its step.");
  return {};
}

}  // namespace

base::SecretBytes TrusteeCeremony::encode() const {
  base::Writer writer;
  writer.raw(header_of(context_, trustee_)).u8(static_cast<std::uint8_t>(step_));
  writer.u8(static_cast<std::uint8_t>(messages_.size()));
  for (const base::Bytes& message : messages_) writer.var32(message);
  for (const Commitment& commitment : commitments_) {
    writer.raw(commitment.commitment).raw(commitment.signature);
  }
  for (const TrusteePart& part : parts_) {
    writer.raw(part.dealing.encoded_coefficients()).raw(part.dealing.proof);
  }
  if (step_ == Step::kFinished) {
    for (const TrusteePart& part : parts_) writer.raw(part.certificate);
  }
  if (fault_) {
    writer.u8(fault_->trustee).var16(text_bytes(fault_->error.check));
    writer.var16(text_bytes(fault_->error.section)).var16(text_bytes(fault_->error.message));
  }
  return append_secrets(writer.bytes(), shares_);
}

base::Result<TrusteeCeremony> TrusteeCeremony::resume(const CeremonyContext& context,
                                                      std::uint8_t trustee, base::ByteView state) {
  context.check();
  UNDERSIGNED_CHECK(trustee >= 1 && trustee <= context.trustees());
  auto ceremony = read_state(context, trustee, state);
  if (!ceremony) return refuse("The kept state of the key ceremony: " + ceremony.error().message);
  return ceremony;
}

base::Result<TrusteeCeremony> TrusteeCeremony::read_state(const CeremonyContext& context,
                                                          std::uint8_t trustee,
                                                          base::ByteView state) {
  base::Reader reader(state);
  const base::Bytes header = header_of(context, trustee);
  UNDERSIGNED_TRY(const base::ByteView found, reader.raw(header.size()));
  if (!std::ranges::equal(found, header)) {
    return refuse("It is of another ceremony or another trustee.");
  }
  TrusteeCeremony ceremony(context, trustee);
  UNDERSIGNED_TRY(const std::uint8_t step, reader.u8());
  ceremony.step_ = static_cast<Step>(step);
  UNDERSIGNED_TRY(const std::size_t messages, reader.u8());
  if (step < 1 || step > 6 || !may_have(ceremony.step_, messages)) {
    return refuse("It is in no step that there is.");
  }
  for (std::size_t i = 0; i < messages; ++i) {
    UNDERSIGNED_TRY(const base::ByteView bytes, reader.var32(Disclosure::size(context) + 2));
    ceremony.messages_.emplace_back(bytes.begin(), bytes.end());
  }
  UNDERSIGNED_TRY_VOID(check_messages(context, trustee, ceremony.step_, ceremony.messages_));
  if (keeps_commitments(ceremony.step_)) {
    UNDERSIGNED_TRY(ceremony.commitments_, read_commitments(context, reader));
  }
  if (keeps_parts(ceremony.step_)) {
    UNDERSIGNED_TRY(ceremony.parts_, read_parts(context, ceremony.commitments_,
                                                ceremony.step_ == Step::kFinished, reader));
  }
  if (ceremony.step_ == Step::kVoid) {
    UNDERSIGNED_TRY(ceremony.fault_, read_fault(context, reader));
  }
  if (keeps_shares(ceremony.step_)) {
    UNDERSIGNED_TRY(ceremony.shares_, read_secrets(reader, context.slots()));
  }
  UNDERSIGNED_TRY_VOID(reader.finish());
  return ceremony;
}

}  // namespace undersigned::ceremony
