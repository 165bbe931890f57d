#include "core/hash/transcript.h"

#include <algorithm>

#include "core/base/codec.h"

namespace undersigned::hash {
namespace {

constexpr std::string_view kSessionIdOfSessionIds = "irtf-cfrg-fiat-shamir/session-id";
static_assert(kSessionIdOfSessionIds.size() == std::tuple_size_v<SessionId>);

}  // namespace

SessionId derive_session_id(base::ByteView tag) {
  SessionId own{};
  std::copy(kSessionIdOfSessionIds.begin(), kSessionIdOfSessionIds.end(), own.begin());
  Transcript transcript(own);
  transcript.absorb(tag);
  SessionId id{};
  transcript.squeeze(id);
  return id;
}

SessionTag::SessionTag(std::string_view proof_name) {
  bytes(base::as_bytes(kProtocolTag));
  bytes(base::as_bytes(proof_name));
}

SessionTag& SessionTag::bytes(base::ByteView field) {
  base::Writer writer;
  writer.var32(field);
  tag_.insert(tag_.end(), writer.bytes().begin(), writer.bytes().end());
  return *this;
}

SessionTag& SessionTag::number(std::uint64_t field) {
  base::Writer writer;
  writer.u64(field);
  return bytes(writer.bytes());
}

Transcript::Transcript(const SessionId& session) {
  base::ByteArray<kTurboShakeRate> block{};
  std::copy(session.begin(), session.end(), block.begin());
  absorbed_.absorb(block);
}

void Transcript::absorb(base::ByteView data) {
  if (data.empty()) return;
  absorbed_.absorb(data);
  squeezing_ = false;
}

void Transcript::squeeze(std::span<std::uint8_t> out) {
  if (out.empty()) return;
  if (!squeezing_) {
    output_ = absorbed_;
    squeezing_ = true;
  }
  output_.squeeze(out);
}

void Transcript::wipe() {
  absorbed_.wipe();
  output_.wipe();
}

}  // namespace undersigned::hash
