#include "core/base/bytes.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <new>
#include <utility>

#include "core/base/secret.h"

namespace undersigned::base {
namespace {

TEST(EqualConstantTime, EqualsEquality) {
  EXPECT_TRUE(rc::check([](Bytes a, Bytes b) {
    RC_ASSERT(equal_constant_time(a, a));
    RC_ASSERT(equal_constant_time(a, b) == (a == b));
    if (a.empty()) return;
    b = a;
    b[*rc::gen::inRange<std::size_t>(0, b.size())] ^=
        static_cast<std::uint8_t>(1u << *rc::gen::inRange(0, 8));
    RC_ASSERT(!equal_constant_time(a, b));
    b.pop_back();
    RC_ASSERT(!equal_constant_time(a, b));
  }));
}

using Value = ByteArray<32>;

Value filled() {
  Value value;
  value.fill(0xa5);
  return value;
}

// Reads the memory of a Secret after its life, through a buffer that outlives it.
TEST(Secret, IsWipedWhenItGoes) {
  alignas(Secret<Value>) std::uint8_t memory[sizeof(Secret<Value>)];
  auto* secret = new (memory) Secret<Value>(filled());
  EXPECT_EQ(secret->reveal(), filled());
  secret->~Secret();
  for (const volatile std::uint8_t& byte : memory) EXPECT_EQ(byte, 0);
}

TEST(Secret, IsWipedWhenItMoves) {
  Secret<Value> from(filled());
  Secret<Value> to(std::move(from));
  EXPECT_EQ(to.reveal(), filled());
  EXPECT_EQ(from.reveal(), Value{});
  Secret<Value> further;
  further = std::move(to);
  EXPECT_EQ(further.reveal(), filled());
  EXPECT_EQ(to.reveal(), Value{});
}

TEST(Secret, IsCopiedOnPurposeOnly) {
  static_assert(!std::is_copy_constructible_v<Secret<Value>>);
  static_assert(!std::is_copy_assignable_v<Secret<Value>>);
  const Secret<Value> secret(filled());
  EXPECT_EQ(secret.clone().reveal(), filled());
  EXPECT_EQ(secret.reveal(), filled());
}

}  // namespace
}  // namespace undersigned::base
