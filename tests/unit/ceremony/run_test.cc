// The trustee's machine where everybody is honest and the network is not: messages that are
// missing, repeated, swapped, changed or of another letter are refused and change nothing; a
// machine that is stopped and resumed sends the same bytes.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "core/ceremony/messages.h"
#include "core/ceremony/trustee.h"
#include "tests/support/key_ceremony.h"

namespace undersigned::ceremony {
namespace {

using base::Bytes;
using Step = TrusteeCeremony::Step;
using test::CeremonyRun;
using test::Trustees;

template <class T>
std::string check_of(const base::Result<T>& result) {
  return result ? "" : result.error().check;
}

class Run : public testing::Test {
 protected:
  Run() : trustees(3, 2, 2), run(trustees) {}

  TrusteeCeremony& first() { return run.machines.front(); }
  std::string on_disclosures(const std::vector<Bytes>& messages) {
    return check_of(
        first().on_disclosures(trustees.ops, trustees.identity(1), messages, trustees.randomness));
  }
  // The three rounds of machine 1, as names of the check that refuses.
  std::string deliver(int round, const std::vector<Bytes>& messages) {
    if (round == 1) return check_of(first().on_commitments(messages));
    if (round == 2) return on_disclosures(messages);
    return check_of(first().on_confirmations(messages));
  }
  // Brings the run to where the messages of `round` are all there and machine 1 waits for them.
  std::vector<Bytes> before(int round) {
    if (round == 1) return run.commitments;
    run.disclose();
    if (round == 2) return run.disclosures;
    run.confirm();
    return run.confirmations;
  }

  Trustees trustees;
  CeremonyRun run;
};

class Round : public Run, public testing::WithParamInterface<int> {};

TEST_P(Round, MessagesThatAreNotTheRoundsChangeNothing) {
  const int round = GetParam();
  const std::vector<Bytes> good = before(round);
  const Step step = first().step();
  const auto state = first().encode();
  const auto with = [&](std::size_t at, Bytes message) {
    std::vector<Bytes> messages = good;
    messages[at] = std::move(message);
    return messages;
  };

  EXPECT_EQ(deliver(round, {}), "ceremony.count");
  EXPECT_EQ(deliver(round, {good[0], good[1]}), "ceremony.count");
  EXPECT_EQ(deliver(round, {good[0], good[1], good[2], good[2]}), "ceremony.count");
  EXPECT_EQ(deliver(round, {good[0], good[1], good[1]}), "ceremony.sender");
  EXPECT_EQ(deliver(round, {good[0], good[2], good[1]}), "ceremony.sender");
  Bytes longer = good[1];
  longer.push_back(0);
  EXPECT_EQ(deliver(round, with(1, longer)), "ceremony.message");
  EXPECT_EQ(deliver(round, with(1, Bytes(good[1].begin(), good[1].end() - 1))), "ceremony.message");
  EXPECT_EQ(deliver(round, with(1, {})), "ceremony.message");
  Bytes other_kind = good[1];
  other_kind[0] = 4;
  EXPECT_EQ(deliver(round, with(1, other_kind)), "ceremony.message");
  Bytes no_sender = good[1];
  no_sender[1] = 0;
  EXPECT_EQ(deliver(round, with(1, no_sender)), "ceremony.message");
  Bytes own = good[0];
  own.back() ^= 1;
  EXPECT_EQ(deliver(round, with(0, own)), "ceremony.own");
  Bytes changed = good[1];
  changed[40] ^= 1;
  EXPECT_EQ(deliver(round, with(1, changed)), round == 1   ? "ceremony.commitment"
                                              : round == 2 ? "ceremony.disclosure"
                                                           : "keys.certificate");

  EXPECT_EQ(first().step(), step);
  EXPECT_TRUE(std::ranges::equal(first().encode().reveal(), state.reveal()));
  EXPECT_EQ(deliver(round, good), "");
  EXPECT_EQ(deliver(round, good), "ceremony.step");
}

TEST_P(Round, OtherRoundsMustWait) {
  const std::vector<Bytes> good = before(GetParam());
  for (const int other : {1, 2, 3}) {
    if (other == GetParam()) continue;
    EXPECT_EQ(deliver(other, good), "ceremony.step");
  }
}

TEST_P(Round, MessagesOfAnotherLetterAreRefused) {
  before(GetParam());
  Trustees same(3, 2, 2);  // the same keys
  same.context.manifest_hash[0] ^= 1;
  CeremonyRun other(same);
  std::vector<Bytes> messages = other.commitments;
  std::string expected = "ceremony.commitment";
  if (GetParam() >= 2) {
    other.disclose();
    messages = other.disclosures;
    expected = "ceremony.disclosure";
  }
  if (GetParam() == 3) {
    other.confirm();
    messages = other.confirmations;
    expected = "keys.certificate";
  }
  messages[0] = first().message();
  EXPECT_EQ(deliver(GetParam(), messages), expected);
}

INSTANTIATE_TEST_SUITE_P(Rounds, Round, testing::Values(1, 2, 3));

TEST_F(Run, EndsWithTheSameKeysForAll) {
  run.run();
  for (const TrusteeCeremony& machine : run.machines) {
    EXPECT_EQ(machine.step(), Step::kFinished);
    for (std::size_t i = 0; i < 3; ++i) {
      EXPECT_EQ(machine.parts()[i].encode(), first().parts()[i].encode());
    }
    EXPECT_EQ(machine.shares().manifest_hash(), trustees.context.manifest_hash);
  }
}

TEST_F(Run, KeysThatAreNotTheManifestsAreRefused) {
  Trustees others(3, 2, 2, 2);
  const auto start = [&](const group::SecretScalar& decryption, const group::Signer& signer) {
    return check_of(TrusteeCeremony::start(trustees.ops, trustees.context, {1, decryption, signer},
                                           trustees.randomness));
  };
  EXPECT_EQ(start(others.decryption[0], trustees.signers[0]), "ceremony.identity");
  EXPECT_EQ(start(trustees.decryption[0], others.signers[0]), "ceremony.identity");
  EXPECT_EQ(start(trustees.decryption[1], trustees.signers[1]), "ceremony.identity");
  EXPECT_EQ(start(trustees.decryption[0], trustees.signers[0]), "");
}

// Stopping every machine after every step is not seen from outside: another run from the same seed
// whose machines live on sends the same bytes.
TEST_F(Run, StoppedAndResumedSendsTheSameBytes) {
  const auto stop_all = [&] {
    for (std::uint8_t i = 1; i <= 3; ++i) {
      const auto state = run.machines[i - 1u].encode();
      auto resumed = TrusteeCeremony::resume(trustees.context, i, state.reveal());
      ASSERT_TRUE(resumed.has_value()) << resumed.error().message;
      EXPECT_TRUE(std::ranges::equal(resumed->messages(), run.machines[i - 1u].messages()));
      EXPECT_TRUE(std::ranges::equal(resumed->encode().reveal(), state.reveal()));
      run.machines[i - 1u] = *std::move(resumed);
    }
  };
  stop_all();
  run.disclose();
  stop_all();
  run.confirm();
  stop_all();
  run.finish();
  stop_all();

  Trustees same(3, 2, 2);
  CeremonyRun unbroken(same);
  unbroken.run();
  EXPECT_EQ(run.commitments, unbroken.commitments);
  EXPECT_EQ(run.disclosures, unbroken.disclosures);
  EXPECT_EQ(run.confirmations, unbroken.confirmations);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_TRUE(std::ranges::equal(run.machines[i].shares().encode().reveal(),
                                   unbroken.machines[i].shares().encode().reveal()));
  }
}

// A machine that had not kept its last step takes it again and sends what it sent.
TEST_F(Run, ResumedFromTheStepBeforeSendsTheSameBytes) {
  const auto committed = first().encode();
  const Bytes disclosed = CeremonyRun::value(first().on_commitments(run.commitments));
  auto again = CeremonyRun::value(TrusteeCeremony::resume(trustees.context, 1, committed.reveal()));
  EXPECT_EQ(CeremonyRun::value(again.on_commitments(run.commitments)), disclosed);
}

TEST_F(Run, NothingButItsOwnStateIsResumed) {
  const auto resume = [&](std::uint8_t trustee, base::ByteView state) {
    return check_of(TrusteeCeremony::resume(trustees.context, trustee, state));
  };
  for (const int round : {1, 2, 3, 4}) {
    const auto kept = first().encode();
    Bytes state(kept.reveal().begin(), kept.reveal().end());
    EXPECT_EQ(resume(1, state), "");
    EXPECT_EQ(resume(2, state), "ceremony.state");
    for (std::size_t size = 0; size < state.size(); size += 1 + size / 20) {
      EXPECT_EQ(resume(1, base::ByteView(state).first(size)), "ceremony.state") << size;
    }
    state.push_back(0);
    EXPECT_EQ(resume(1, state), "ceremony.state");
    state.pop_back();
    constexpr std::size_t kStepAt = 1 + 32 + 1 + 1 + 2 + 1;
    for (std::uint8_t step = 0; step <= 7; ++step) {
      Bytes other = state;
      other[kStepAt] = step;
      if (other == state) continue;
      EXPECT_EQ(resume(1, other), "ceremony.state") << int{step};
    }
    Bytes other_letter = state;
    other_letter[1] ^= 1;
    EXPECT_EQ(resume(1, other_letter), "ceremony.state");
    if (round == 1) run.disclose();
    if (round == 2) run.confirm();
    if (round == 3) run.finish();
  }
}

}  // namespace
}  // namespace undersigned::ceremony
