// linear.json and entry.json verified from the files alone, as a stranger would: nothing of what
// made them is used.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/base/codec.h"
#include "core/proof/entry_equations.h"
#include "core/proof/linear.h"
#include "tests/support/vectors.h"

namespace undersigned::proof {
namespace {

using base::Json;
using group::Point;
using group::Scalar;
using test::field;
using test::unhex;

Point point(const Json& vector, const char* name) {
  return *Point::parse_or_identity(unhex(field(vector, name)));
}

// Fields of a tag, each behind its length of four bytes.
std::vector<base::Bytes> tag_fields(base::ByteView tag) {
  std::vector<base::Bytes> fields;
  base::Reader reader(tag);
  while (reader.remaining() > 0) {
    const auto bytes = reader.var32(tag.size());
    EXPECT_TRUE(bytes.has_value());
    if (!bytes) break;
    fields.emplace_back(bytes->begin(), bytes->end());
  }
  return fields;
}

hash::SessionTag tag_of(const Json& vector) {
  const auto fields = tag_fields(unhex(field(vector, "tag")));
  EXPECT_EQ(base::as_text(fields.at(0)), hash::kProtocolTag);
  hash::SessionTag tag(base::as_text(fields.at(1)));
  for (std::size_t i = 2; i < fields.size(); ++i) tag.bytes(fields[i]);
  return tag;
}

// SerializeLinearRelation read backwards.
LinearRelation relation_of(base::ByteView bytes) {
  base::Reader reader(bytes);
  const auto scalar = [&reader] { return *Scalar::parse(*reader.raw(32)); };
  std::vector<LinearRelation::Equation> equations(*reader.u32());
  for (auto& equation : equations) {
    for (std::uint32_t i = *reader.u32(); i > 0; --i) {
      const std::uint32_t element = *reader.u32();
      equation.image.push_back({element, scalar()});
    }
    for (std::uint32_t i = *reader.u32(); i > 0; --i) {
      const std::uint32_t number = *reader.u32(), element = *reader.u32();
      equation.terms.push_back({number, element, scalar()});
    }
  }
  LinearRelation relation;
  while (reader.remaining() > 0) relation.element(*Point::parse_or_identity(*reader.raw(32)));
  for (auto& equation : equations) relation.equation(std::move(equation));
  EXPECT_TRUE(std::ranges::equal(relation.serialize(), bytes));
  return relation;
}

TEST(LinearVectors, GoodProofs) {
  const Json vectors = test::load_vectors("linear.json");
  EXPECT_EQ(vectors["good"].size(), 6u);
  for (const Json& vector : vectors["good"]) {
    SCOPED_TRACE(field(vector, "name"));
    const auto tag = tag_of(vector);
    EXPECT_EQ(base::to_hex(tag.id()), field(vector, "session_id"));
    const auto relation = relation_of(unhex(field(vector, "instance")));
    const base::Bytes proof = unhex(field(vector, "proof"));
    EXPECT_TRUE(verify(tag, relation, proof).has_value());
    const auto absorbed = vector["absorbed"].get<std::vector<std::string>>();
    EXPECT_EQ(absorbed.at(0), field(vector, "instance"));
    const auto challenge = linear_challenge(tag, relation, unhex(absorbed.at(1)));
    EXPECT_EQ(base::to_hex(challenge.encode()), field(vector, "challenge"));
    for (const Json& equation : vector["equations"]) {
      EXPECT_EQ(field(equation, "left"), field(equation, "right"));
    }
  }
}

TEST(LinearVectors, RefusedProofs) {
  const Json vectors = test::load_vectors("linear.json");
  EXPECT_GE(vectors["refused"].size(), 14u);
  for (const Json& vector : vectors["refused"]) {
    SCOPED_TRACE(field(vector, "name"));
    const auto relation = relation_of(unhex(field(vector, "instance")));
    const auto outcome = verify(tag_of(vector), relation, unhex(field(vector, "proof")));
    ASSERT_FALSE(outcome.has_value());
    EXPECT_EQ(outcome.error().check, field(vector, "check"));
  }
}

EntryContext context_of(const Json& letter) {
  std::vector<ItemShape> items;
  for (const Json& item : letter["items"]) {
    items.emplace_back(item["columns"].get<std::uint32_t>());
    items.back().rows = item["rows"].get<std::uint32_t>();
  }
  std::vector<Point> keys;
  for (const Json& key : letter["keys"]) {
    keys.push_back(*Point::parse(unhex(key.get<std::string>())));
  }
  return EntryContext(test::unhex_array<32>(field(letter, "fingerprint")),
                      EntryShape(std::move(items)), keys, point(letter, "cover_key"));
}

// A place that owns what it refers to.
struct OwnedPlace {
  OwnedPlace(const Json& vector, const EntryContext& context)
      : credential(*PublishedPoint::parse(unhex(field(vector, "credential")))),
        previous(context.origin()),
        epoch(vector["epoch"].get<std::uint64_t>()),
        index(vector["index"].get<std::uint64_t>()) {
    const base::Bytes bytes = unhex(field(vector, "previous"));
    if (std::ranges::equal(bytes, previous.bytes())) return;
    previous = *PublishedCiphertext::parse(bytes, context.shape().options());
  }
  EntryPlace place() const { return {epoch, index, &credential, &previous}; }
  PublishedPoint credential;
  PublishedCiphertext previous;
  std::uint64_t epoch, index;
};

TEST(EntryVectors, GoodEntries) {
  std::size_t count = 0;
  const Json vectors = test::load_vectors("entry.json");
  for (const Json& letter : vectors["letters"]) {
    const EntryContext context = context_of(letter);
    for (const Json& vector : letter["good"]) {
      SCOPED_TRACE(field(vector, "name"));
      const OwnedPlace owned(vector, context);
      const auto entry = Entry::parse(unhex(field(vector, "entry")), context.shape().options());
      ASSERT_TRUE(entry.has_value());
      EXPECT_TRUE(verify_entry(context, owned.place(), *entry).has_value());
      const auto challenges = entry_challenges(context, owned.place(), *entry);
      EXPECT_EQ(base::to_hex(challenges.beta.encode()), field(vector, "beta"));
      EXPECT_EQ(base::to_hex(challenges.total.encode()), field(vector, "X"));
      for (const Json& sides : vector["equations"]) {
        EXPECT_EQ(field(sides, "left"), field(sides, "right"));
      }
      ++count;
    }
  }
  EXPECT_EQ(count, 15u);
}

// The transcript by itself: the tag's session, the bytes in order, the challenges.
TEST(EntryVectors, Transcripts) {
  const Json vectors = test::load_vectors("entry.json");
  for (const Json& letter : vectors["letters"]) {
    for (const Json& vector : letter["good"]) {
      const auto tag = tag_of(vector);
      EXPECT_EQ(base::to_hex(tag.id()), field(vector, "session_id"));
      hash::Transcript transcript(tag.id());
      transcript.absorb(unhex(field(vector, "absorbed_before_beta")));
      EXPECT_EQ(base::to_hex(group::challenge_scalar(transcript).encode()), field(vector, "beta"));
      transcript.absorb(unhex(field(vector, "absorbed_before_X")));
      EXPECT_EQ(base::to_hex(group::challenge_scalar(transcript).encode()), field(vector, "X"));
    }
  }
}

TEST(EntryVectors, RefusedEntries) {
  std::size_t count = 0;
  const Json vectors = test::load_vectors("entry.json");
  for (const Json& letter : vectors["letters"]) {
    const EntryContext context = context_of(letter);
    for (const Json& vector : letter["refused"]) {
      SCOPED_TRACE(field(vector, "name"));
      const OwnedPlace owned(vector, context);
      const auto entry = Entry::parse(unhex(field(vector, "entry")), context.shape().options());
      const auto outcome = entry ? verify_entry(context, owned.place(), *entry)
                                 : base::Result<void>(std::unexpected(entry.error()));
      ASSERT_FALSE(outcome.has_value());
      EXPECT_EQ(outcome.error().check, field(vector, "check"));
      ++count;
    }
  }
  EXPECT_EQ(count, 30u);
}

}  // namespace
}  // namespace undersigned::proof
