#include "core/hash/transcript.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

#include "core/base/codec.h"
#include "tests/support/vectors.h"

namespace undersigned::hash {
namespace {

using test::bytes_of;
using test::field;
using test::unhex;

// Runs a vector's operations; what its squeezes give, one after the other.
base::Bytes run(const base::Json& vector) {
  Transcript transcript(test::unhex_array<32>(field(vector, "SessionId")));
  base::Bytes output;
  for (const base::Json& operation : vector.at("Operations")) {
    if (field(operation, "type") == "absorb") {
      transcript.absorb(unhex(field(operation, "data")));
      continue;
    }
    base::Bytes part(operation.at("length").get<std::size_t>());
    transcript.squeeze(part);
    output.insert(output.end(), part.begin(), part.end());
  }
  return output;
}

TEST(Transcript, PublishedVectors) {
  int checked = 0;
  for (const base::Json& vector : test::load_vectors("fiat_shamir_turboshake128.json")) {
    SCOPED_TRACE(field(vector, "Id"));
    const std::string function = field(vector, "Function");
    if (function == "DeriveSessionID") {
      const SessionId id = derive_session_id(unhex(field(vector, "Tag")));
      EXPECT_EQ(base::to_hex(id), field(vector, "Output"));
    } else if (function == "DuplexSponge" || function == "DecodeUint") {
      EXPECT_EQ(base::to_hex(run(vector)), field(vector, "Output"));
    } else {
      continue;  // Sumcheck: sumcheck_test.cc
    }
    ++checked;
  }
  EXPECT_EQ(checked, 11);
}

TEST(Transcript, SerializesByteStringsAsPublished) {
  int checked = 0;
  for (const base::Json& vector : test::load_vectors("fiat_shamir_codec.json")) {
    SCOPED_TRACE(field(vector, "Id"));
    const std::string function = field(vector, "Function");
    if (function != "SerializeVarLenString" && function != "DeserializeVarLenString") continue;
    const base::Bytes input = unhex(field(vector, "Input"));
    if (function == "SerializeVarLenString") {
      base::Writer writer;
      writer.var32(input);
      EXPECT_EQ(base::to_hex(writer.bytes()), field(vector, "Output"));
      EXPECT_EQ(base::to_hex(*base::Reader(writer.bytes()).var32(100)), field(vector, "Input"));
    } else {
      ASSERT_EQ(field(vector, "Expected"), "reject");
      EXPECT_FALSE(base::Reader(input).var32(0xffffffff));
    }
    ++checked;
  }
  EXPECT_EQ(checked, 4);
}

// The definition: every squeeze after new input starts XOF(block ‖ all absorbed) anew.
TEST(Transcript, EqualsTheHashOfAllThatWasAbsorbed) {
  EXPECT_TRUE(rc::check([](const SessionId& session, const std::vector<base::Bytes>& messages) {
    Transcript transcript(session);
    base::Bytes input(session.begin(), session.end());
    input.resize(kTurboShakeRate);
    std::size_t taken = 0;
    for (const base::Bytes& message : messages) {
      transcript.absorb(message);
      if (!message.empty()) taken = 0;
      input.insert(input.end(), message.begin(), message.end());
      base::Bytes out(*rc::gen::inRange<std::size_t>(0, 200));
      transcript.squeeze(out);
      base::Bytes expected(taken + out.size());
      turboshake128(input, 0x1f, expected);
      RC_ASSERT(std::equal(out.begin(), out.end(),
                           expected.begin() + static_cast<std::ptrdiff_t>(taken), expected.end()));
      taken += out.size();
    }
  }));
}

TEST(SessionTag, IsItsFieldsEachWithItsLength) {
  base::Writer expected;
  expected.var32(base::as_bytes(kProtocolTag));
  expected.var32(bytes_of("entry"));
  expected.var32(bytes_of("fingerprint"));
  expected.var32(unhex("0700000000000000"));
  SessionTag tag("entry");
  tag.bytes(bytes_of("fingerprint")).number(7);
  EXPECT_EQ(tag.tag(), expected.bytes());
  EXPECT_EQ(tag.id(), derive_session_id(expected.bytes()));
}

TEST(SessionTag, FieldsDoNotRunIntoOneAnother) {
  const auto id = [](std::string_view first, std::string_view second) {
    return SessionTag("p").bytes(base::as_bytes(first)).bytes(base::as_bytes(second)).id();
  };
  EXPECT_NE(id("ab", "c"), id("a", "bc"));
  EXPECT_NE(id("", "abc"), id("abc", ""));
  EXPECT_NE(SessionTag("p").id(), SessionTag("p").bytes({}).id());
}

}  // namespace
}  // namespace undersigned::hash
