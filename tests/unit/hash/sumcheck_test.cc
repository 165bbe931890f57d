// The example protocol of draft-irtf-cfrg-fiat-shamir over the transcript: sumcheck for multilinear
// polynomials over the integers modulo p = 2^31 − 1. Nothing in the project uses it; its vectors
// pin a whole proof, with absorbs and squeezes in turn.
#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "core/base/codec.h"
#include "core/hash/transcript.h"
#include "tests/support/vectors.h"

namespace undersigned::hash {
namespace {

using test::field;
using test::unhex;

constexpr std::uint64_t kPrime = 0x7fffffff;

std::uint64_t number(const base::Json& vector, const char* name) {
  const std::string text = field(vector, name);
  std::uint64_t value = 0;
  std::from_chars(text.data() + 2, text.data() + text.size(), value, 16);
  return value;
}

// Session, number of variables and claimed sum are in before the first round.
Transcript begin(const SessionId& session, std::uint32_t variables, std::uint64_t sum) {
  base::Writer instance;
  instance.u32(variables).u32(static_cast<std::uint32_t>(sum));
  Transcript transcript(session);
  transcript.absorb(instance.bytes());
  return transcript;
}

std::uint64_t challenge(Transcript& transcript, base::ByteView message) {
  transcript.absorb(message);
  base::ByteArray<4> squeezed;
  transcript.squeeze(squeezed);
  return *base::Reader(squeezed).u32() % kPrime;
}

struct Proof {
  base::Bytes narg;
  std::uint64_t evaluation;
};

Proof prove(const SessionId& session, std::uint32_t variables, std::vector<std::uint64_t> table) {
  std::uint64_t sum = 0;
  for (const std::uint64_t value : table) sum = (sum + value) % kPrime;
  Transcript transcript = begin(session, variables, sum);
  Proof proof;
  for (std::uint32_t i = 0; i < variables; ++i) {
    std::uint64_t even = 0;
    std::uint64_t odd = 0;
    for (std::size_t j = 0; j < table.size(); j += 2) {
      even = (even + table[j]) % kPrime;
      odd = (odd + table[j + 1]) % kPrime;
    }
    base::Writer message;
    message.u32(static_cast<std::uint32_t>(even));
    message.u32(static_cast<std::uint32_t>((odd + kPrime - even) % kPrime));
    proof.narg.insert(proof.narg.end(), message.bytes().begin(), message.bytes().end());
    const std::uint64_t r = challenge(transcript, message.bytes());
    for (std::size_t j = 0; j < table.size() / 2; ++j) {
      const std::uint64_t slope = (table[2 * j + 1] + kPrime - table[2 * j]) % kPrime;
      table[j] = (table[2 * j] + r * slope) % kPrime;
    }
    table.resize(table.size() / 2);
  }
  proof.evaluation = table[0];
  return proof;
}

// "accept", or the step that refuses.
std::string verify(const SessionId& session, std::uint32_t variables, std::uint64_t sum,
                   base::ByteView narg, std::uint64_t evaluation) {
  Transcript transcript = begin(session, variables, sum);
  base::Reader reader(narg);
  for (std::uint32_t i = 0; i < variables; ++i) {
    const auto message = reader.raw(8);
    if (!message) return "truncated";
    base::Reader coefficients(*message);
    const std::uint64_t a0 = *coefficients.u32();
    const std::uint64_t a1 = *coefficients.u32();
    if (a0 >= kPrime || a1 >= kPrime) return "not canonical";
    if ((2 * a0 + a1) % kPrime != sum) return "sum";
    sum = (a0 + a1 * challenge(transcript, *message)) % kPrime;
  }
  if (!reader.finish()) return "trailing bytes";
  return sum == evaluation ? "accept" : "evaluation";
}

std::string verify(const base::Json& vector, std::uint64_t evaluation) {
  return verify(test::unhex_array<32>(field(vector, "SessionId")),
                vector.at("NumVariables").get<std::uint32_t>(), number(vector, "ClaimedSum"),
                unhex(field(vector, "Narg")), evaluation);
}

TEST(Sumcheck, PublishedProof) {
  const base::Json vectors = test::load_vectors("fiat_shamir_turboshake128.json");
  const auto vector = std::find_if(vectors.begin(), vectors.end(), [](const base::Json& each) {
    return field(each, "Name") == "sumcheck";
  });
  ASSERT_NE(vector, vectors.end());
  const SessionId session = derive_session_id(unhex(field(*vector, "Tag")));
  EXPECT_EQ(base::to_hex(session), field(*vector, "SessionId"));
  const Proof proof = prove(session, vector->at("NumVariables").get<std::uint32_t>(),
                            vector->at("Witness").get<std::vector<std::uint64_t>>());
  EXPECT_EQ(base::to_hex(proof.narg), field(*vector, "Narg"));
  EXPECT_EQ(proof.evaluation, number(*vector, "FinalEvaluation"));
  EXPECT_EQ(verify(*vector, proof.evaluation), "accept");
  EXPECT_EQ(verify(*vector, proof.evaluation + 1), "evaluation");
}

TEST(Sumcheck, PublishedRefusals) {
  const std::pair<const char*, const char*> reasons[] = {
      {"sumcheck_reject_trailing_bytes", "trailing bytes"},
      {"sumcheck_reject_noncanonical_coefficient", "not canonical"},
      {"sumcheck_reject_round_identity", "sum"}};
  int checked = 0;
  for (const char* file : {"fiat_shamir_turboshake128.json", "fiat_shamir_codec.json"}) {
    for (const base::Json& vector : test::load_vectors(file)) {
      for (const auto& [name, reason] : reasons) {
        if (field(vector, "Name") != name) continue;
        EXPECT_EQ(verify(vector, 0x654028db), reason) << name;
        ++checked;
      }
    }
  }
  EXPECT_EQ(checked, 3);
}

}  // namespace
}  // namespace undersigned::hash
