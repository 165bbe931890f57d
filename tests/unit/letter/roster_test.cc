#include "core/letter/roster.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "core/hash/transcript.h"
#include "tests/support/sample_roster.h"

namespace undersigned::letter {
namespace {

using base::Bytes;
using test::SampleRoster;

base::Result<Roster> parse(SampleRoster& sample, const std::vector<Bytes>& payloads) {
  const std::vector<base::ByteView> views(payloads.begin(), payloads.end());
  base::SerialExecutor executor;
  return Roster::parse(sample.manifest, views, sample.randomness, executor);
}

// One sample for each number of people: making it costs more than any test.
SampleRoster& sample_of(std::uint32_t people) {
  static std::map<std::uint32_t, SampleRoster> samples;
  return samples.try_emplace(people, people).first->second;
}

// The refusal of the roster that a change of the draft makes, signed anew.
template <class Change>
base::Error refusal(std::uint32_t people, Change change) {
  SampleRoster& sample = sample_of(people);
  const RosterDraft draft = sample.draft;
  change(sample);
  const auto roster = parse(sample, sample.payloads());
  sample.draft = draft;
  if (roster) return {"accepted", "", ""};
  EXPECT_EQ(roster.error().section, "5");
  return roster.error();
}

template <class Change>
std::string check_of(Change change) {
  return refusal(5, change).check;
}

// The same for a change of the payloads, before they are signed.
template <class Change>
std::string check_of_payloads(std::uint32_t people, Change change) {
  SampleRoster& sample = sample_of(people);
  std::vector<Bytes> payloads = roster_payloads(sample.draft);
  change(payloads);
  const auto roster = parse(sample, sample.signed_payloads(payloads));
  return roster ? "accepted" : roster.error().check;
}

TEST(Roster, ReadsBackWhatWasWritten) {
  for (const std::uint32_t people : {1u, 2u, 255u, 256u, 257u, 300u}) {
    SampleRoster& sample = sample_of(people);
    const auto payloads = sample.payloads();
    EXPECT_EQ(payloads.size(), RosterReader::parts_of(people, 0));
    const auto roster = parse(sample, payloads);
    ASSERT_TRUE(roster) << roster.error().message;
    EXPECT_EQ(roster->size(), people);
    EXPECT_EQ(roster->cohorts(), sample.draft.cohorts);
    std::vector<std::uint32_t> expected(3);
    for (std::uint32_t i = 0; i < people; ++i) {
      const CredentialDraft& credential = sample.draft.credentials[i];
      ++expected[credential.cohort];
      ASSERT_EQ(roster->cohort_of(i), credential.cohort);
      ASSERT_EQ(roster->cohort_name(i), sample.draft.cohorts[credential.cohort]);
      ASSERT_EQ(roster->card_hash(i), credential.card_hash);
      ASSERT_EQ(roster->key(i).bytes(), credential_point(credential));
      ASSERT_EQ(roster->key(i).point().encode(), credential_point(credential));
      ASSERT_EQ(roster->name(i), sample.draft.names[i]);
    }
    EXPECT_EQ(roster->people(), expected);
  }
}

TEST(Roster, FindsNamesAndKeys) {
  SampleRoster& sample = sample_of(300);
  const auto roster = parse(sample, sample.payloads());
  ASSERT_TRUE(roster);
  for (std::uint32_t i = 0; i < roster->size(); ++i) {
    EXPECT_EQ(roster->find_key(credential_point(sample.draft.credentials[i])), i);
    EXPECT_EQ(roster->find_name(sample.draft.names[i], {}), i);
    EXPECT_FALSE(roster->find_name(sample.draft.names[i] + "!", {}));
    EXPECT_FALSE(roster->find_name(sample.draft.names[i], NameSalt{}));
  }
  for (const char* name : {"", "A", "Person", "Zoe", "person 1000000"}) {
    EXPECT_FALSE(roster->find_name(name, {})) << name;
  }
  EXPECT_FALSE(roster->find_key({}));
  EXPECT_FALSE(roster->find_key(test::sample_key("nobody")));
}

TEST(Roster, KnowsItsParts) {
  EXPECT_EQ(RosterReader::parts_of(1, 0), 4u);
  EXPECT_EQ(RosterReader::parts_of(256, 0), 4u);
  EXPECT_EQ(RosterReader::parts_of(257, 0), 6u);
  EXPECT_EQ(RosterReader::parts_of(1'000'000, 0), 2u + 2 * 3'907);
  EXPECT_EQ(RosterReader::part_of_credential(257, 0), 3u);
  EXPECT_EQ(RosterReader::part_of_credential(257, 255), 3u);
  EXPECT_EQ(RosterReader::part_of_credential(257, 256), 4u);
  EXPECT_EQ(RosterReader::parts_of(257, 1), 7u);
  EXPECT_EQ(RosterReader::parts_of(257, 257), 8u);
  EXPECT_EQ(RosterReader::part_of_credential(257, 257), 5u);
  EXPECT_EQ(RosterReader::part_of_credential(257, 257 + 256), 6u);
}

TEST(Roster, RefusesAnotherNumberOfPeople) {
  SampleRoster small(5);
  const SampleRoster large(6);
  std::vector<Bytes> payloads = roster_payloads(large.draft);
  EXPECT_EQ(parse(small, small.signed_payloads(payloads)).error().check, "roster.header");
  payloads[0][0] = 5;
  EXPECT_EQ(parse(small, small.signed_payloads(payloads)).error().check, "roster.packing");
}

TEST(Roster, RefusesOtherHeaders) {
  const auto with = [](std::size_t place, std::uint8_t value) {
    return check_of_payloads(5, [&](auto& payloads) { payloads[0][place] = value; });
  };
  EXPECT_EQ(with(0, 5), "accepted");
  for (const std::size_t place : {0u, 3u}) EXPECT_EQ(with(place, 9), "roster.header");
  EXPECT_EQ(with(4, 2), "roster.packing");  // two who testify, but no leaf of theirs
  for (const std::size_t place : {7u, 8u}) EXPECT_EQ(with(place, 2), "roster.header");
  EXPECT_EQ(with(8, 0), "roster.header");
  EXPECT_EQ(with(9, 2), "roster.header");   // a cohort more than announced follows
  EXPECT_EQ(with(9, 4), "roster.cohorts");  // a cohort less
  EXPECT_EQ(with(9, 0), "roster.cohorts");
  EXPECT_EQ(with(10, 2), "roster.cohorts");  // 515
  EXPECT_EQ(check_of_payloads(5, [](auto& payloads) { payloads[0].resize(10); }), "roster.header");
}

TEST(Roster, RefusesBadCohorts) {
  const auto with = [](std::vector<std::string> cohorts) {
    return check_of([&](SampleRoster& sample) { sample.draft.cohorts = cohorts; });
  };
  EXPECT_EQ(with({"A", "B", "C"}), "accepted");
  EXPECT_EQ(with({"A", "B", "C", "D"}), "accepted");  // D has nobody
  EXPECT_EQ(with({"A", "C", "B"}), "roster.cohorts");
  EXPECT_EQ(with({"A", "A", "B"}), "roster.cohorts");
  EXPECT_EQ(with({"", "A", "B"}), "roster.cohorts");
  EXPECT_EQ(with({"A", "B", "C\n"}), "roster.cohorts");
  EXPECT_EQ(with({"A", "B", "C\u202e"}), "roster.cohorts");
  EXPECT_EQ(with({"A", "B", std::string(121, 'C')}), "roster.cohorts");
  EXPECT_EQ(with({"A", "B", std::string(120, 'C')}), "accepted");
  std::vector<std::string> many;
  for (int i = 0; i < 400; ++i) many.push_back(std::to_string(1000 + i));
  EXPECT_EQ(with(many), "accepted");
  many.push_back("2");
  EXPECT_EQ(with(many), "roster.cohorts");
}

TEST(Roster, RefusesBadNames) {
  const auto with = [](auto change) {
    return check_of([&](SampleRoster& sample) { change(sample.draft.names); });
  };
  using Names = std::vector<std::string>;
  EXPECT_EQ(with([](Names& names) { std::swap(names[1], names[2]); }), "roster.names");
  EXPECT_EQ(with([](Names& names) { names[2] = names[1]; }), "roster.names");
  EXPECT_EQ(with([](Names& names) { names[0].clear(); }), "roster.names");
  EXPECT_EQ(with([](Names& names) { names[4] = "Zo\xeb"; }), "roster.names");
  EXPECT_EQ(with([](Names& names) { names[4] = "Zo\u0007"; }), "roster.names");
  EXPECT_EQ(with([](Names& names) { names[4] = "Zo\u2067"; }), "roster.names");
  EXPECT_EQ(with([](Names& names) { names[4] = std::string(121, 'z'); }), "roster.names");
  EXPECT_EQ(with([](Names& names) { names[4] = std::string(120, 'z'); }), "accepted");
  EXPECT_EQ(with([](Names& names) { names.pop_back(); }), "roster.packing");
  EXPECT_EQ(with([](Names& names) { names.push_back("Zoe"); }), "roster.packing");
}

// The last name of a leaf and the first of the next are compared too.
TEST(Roster, RefusesNamesOutOfOrderAcrossLeaves) {
  EXPECT_EQ(
      refusal(300, [](SampleRoster& sample) { sample.draft.names[256] = sample.draft.names[255]; })
          .check,
      "roster.names");
}

TEST(Roster, RefusesBadCredentials) {
  EXPECT_EQ(check_of([](SampleRoster& sample) { sample.draft.credentials[3].cohort = 3; }),
            "roster.credentials");
  EXPECT_EQ(
      check_of([](SampleRoster& sample) { sample.draft.credentials[3].halves[0].point = {}; }),
      "roster.keys");
  EXPECT_EQ(check_of([](SampleRoster& sample) {
              sample.draft.credentials[3].halves[0].point.fill(0xff);
            }),
            "roster.keys");
  for (const int standing : {0, 2, 255}) {
    EXPECT_EQ(check_of_payloads(5,
                                [&](auto& payloads) {
                                  payloads[2][credential_bytes(1) + 2] =
                                      static_cast<std::uint8_t>(standing);
                                }),
              "roster.credentials");
  }
}

TEST(Roster, RefusesACredentialTwice) {
  const base::Error error = refusal(300, [](SampleRoster& sample) {
    sample.draft.credentials[299] = sample.draft.credentials[7];
    sample.draft.credentials[299].halves[0].proof =
        sample.half(7, 299).proof;  // its proof alone would do
  });
  EXPECT_EQ(error.check, "roster.keys");
  EXPECT_EQ(error.message, "Credential 7 and credential 299 have the same key.");
}

TEST(Roster, NamesTheFirstBadProof) {
  const auto refused = [](std::uint32_t i, auto change) {
    const base::Error error = refusal(300, change);
    return error.check == "roster.proofs" &&
           error.message.starts_with("Credential " + std::to_string(i) + " ");
  };
  EXPECT_TRUE(refused(2, [](SampleRoster& s) { s.draft.credentials[2].halves[0].proof[63] ^= 1; }));
  EXPECT_TRUE(refused(2, [](SampleRoster& s) { s.draft.credentials[2].halves[0].proof.fill(0); }));
  EXPECT_TRUE(
      refused(2, [](SampleRoster& s) { s.draft.credentials[2].halves[0].proof.fill(0xff); }));
  EXPECT_TRUE(
      refused(280, [](SampleRoster& s) { s.draft.credentials[280].halves[0].proof[0] ^= 1; }));
  // A proof of another index, or credentials exchanged with theirs.
  EXPECT_TRUE(refused(
      4, [](SampleRoster& s) { s.draft.credentials[4].halves[0].proof = s.half(4, 5).proof; }));
  EXPECT_TRUE(refused(
      4, [](SampleRoster& s) { std::swap(s.draft.credentials[4], s.draft.credentials[9]); }));
  // A key that is a sum of others': nobody can prove it.
  EXPECT_TRUE(refused(4, [](SampleRoster& s) {
    const auto point = [&](std::size_t i) {
      return *group::Point::parse(s.draft.credentials[i].halves[0].point);
    };
    s.draft.credentials[4].halves[0].point = (point(1) + point(2)).encode();
  }));
}

TEST(Roster, RefusesProofsOfAnotherLetter) {
  SampleRoster sample(3), other(3, 2);
  sample.draft.credentials = other.draft.credentials;
  EXPECT_EQ(parse(sample, sample.payloads()).error().check, "roster.proofs");
}

// --- names that are committed to ---

SampleRoster& committed_sample(std::uint32_t people) {
  static std::map<std::uint32_t, SampleRoster> samples;
  return samples.try_emplace(people, people, std::uint8_t{4}, std::size_t{1}, NameList::kCommitted)
      .first->second;
}

template <class Change>
std::string check_of_commitments(std::uint32_t people, Change change) {
  SampleRoster& sample = committed_sample(people);
  RosterDraft draft = sample.draft;
  change(draft);
  const auto roster = parse(sample, sample.signed_payloads(roster_payloads(draft)));
  return roster ? "accepted" : roster.error().check;
}

TEST(CommittedNames, AreFoundWithTheirSalts) {
  SampleRoster& sample = committed_sample(300);
  const auto payloads = sample.payloads();
  EXPECT_EQ(payloads.size(), RosterReader::parts_of(300, 0));
  EXPECT_EQ(payloads[1].size(), 256u * 32);
  EXPECT_EQ(payloads[2].size(), 44u * 32);
  const auto roster = parse(sample, payloads);
  ASSERT_TRUE(roster) << roster.error().message;
  std::vector<bool> found(300);
  for (const Card& card : sample.cards) {
    const auto rank = roster->find_name(card.name, card.salt);
    ASSERT_TRUE(rank);
    EXPECT_EQ(sample.draft.commitments[*rank],
              commit_to_name(sample.manifest.hash(), card.name, *card.salt));
    found[*rank] = true;
    EXPECT_FALSE(roster->find_name(card.name, {}));
    EXPECT_FALSE(roster->find_name(card.name + "!", card.salt));
    NameSalt other = *card.salt;
    other[31] ^= 1;
    EXPECT_FALSE(roster->find_name(card.name, other));
  }
  EXPECT_EQ(std::ranges::count(found, true), 300);
}

// The hash of section 5, step by step.
TEST(CommittedNames, AreWhatTheProtocolSays) {
  const NameSalt salt = test::sample_key("salt");
  const hash::Digest256 manifest = test::sample_key("manifest");
  const auto tag =
      hash::SessionTag("name").bytes(manifest).bytes(base::as_bytes("Ana Ruiz")).bytes(salt).tag();
  EXPECT_EQ(commit_to_name(manifest, "Ana Ruiz", salt), hash::sha256(tag));
}

TEST(CommittedNames, AreRefusedOutOfOrderOrEqual) {
  using Draft = RosterDraft;
  EXPECT_EQ(check_of_commitments(5, [](Draft&) {}), "accepted");
  EXPECT_EQ(
      check_of_commitments(5, [](Draft& d) { std::swap(d.commitments[1], d.commitments[2]); }),
      "roster.names");
  EXPECT_EQ(check_of_commitments(5, [](Draft& d) { d.commitments[2] = d.commitments[1]; }),
            "roster.names");
  EXPECT_EQ(check_of_commitments(300, [](Draft& d) { d.commitments[256] = d.commitments[255]; }),
            "roster.names");
}

TEST(CommittedNames, ArePackedLikeNothingElse) {
  using Draft = RosterDraft;
  EXPECT_EQ(check_of_commitments(5, [](Draft& d) { d.commitments.pop_back(); }), "roster.packing");
  EXPECT_EQ(check_of_commitments(5, [](Draft& d) { d.commitments.push_back({}); }),
            "roster.packing");
  const auto names_instead = [](Draft& d) {
    d.commitments.clear();
    d.names = {"A", "B", "C", "D", "E"};
  };
  EXPECT_EQ(check_of_commitments(5, names_instead), "roster.packing");
  EXPECT_EQ(check_of([](SampleRoster& sample) {
              sample.draft.names.clear();
              sample.draft.commitments = committed_sample(5).draft.commitments;
            }).substr(0, 7),
            "roster.");
}

// --- two issuers ---

SampleRoster& sample_of_two_issuers() {
  static SampleRoster sample(5, 3, 2);
  return sample;
}

template <class Change>
base::Error refusal_of_two(Change change) {
  SampleRoster& sample = sample_of_two_issuers();
  const RosterDraft draft = sample.draft;
  change(sample);
  const auto roster = parse(sample, sample.payloads());
  sample.draft = draft;
  return roster ? base::Error{"accepted", "", ""} : roster.error();
}

TEST(RosterOfTwoIssuers, HasTheSumsOfTheirHalves) {
  SampleRoster& sample = sample_of_two_issuers();
  const auto roster = parse(sample, sample.payloads());
  ASSERT_TRUE(roster) << roster.error().message;
  for (std::uint32_t i = 0; i < roster->size(); ++i) {
    std::vector<base::CanonicalCode> codes;
    codes.push_back(sample.codes[i].clone());
    codes.push_back(sample.second_codes[i].clone());
    const group::SecretScalar key = credential_key(codes, sample.manifest.issuers);
    EXPECT_EQ(roster->key(i).bytes(), sample.ops.multiply_base(key.reveal()).encode());
    EXPECT_EQ(roster->find_key(credential_point(sample.draft.credentials[i])), i);
  }
}

// An issuer who saw the other's half and takes it away from a key that they know.
TEST(RosterOfTwoIssuers, RefusesAHalfThatCancelsTheOther) {
  const base::Error error = refusal_of_two([](SampleRoster& s) {
    auto& halves = s.draft.credentials[2].halves;
    const group::Point known = s.ops.multiply_base(group::Scalar::random(s.randomness));
    halves[1].point = (known - *group::Point::parse(halves[0].point)).encode();
  });
  EXPECT_EQ(error.check, "roster.proofs");
  EXPECT_EQ(error.message,
            "Credential 2 has no proof that Works council knows its half of the key.");
}

// Both issuers' halves together, with proofs that hold, but a key that is nobody's.
TEST(RosterOfTwoIssuers, RefusesHalvesThatSumToNothing) {
  const base::Error error = refusal_of_two([](SampleRoster& s) {
    const group::SecretScalar opposite(-s.key(3).reveal());
    s.draft.credentials[3].halves[1] =
        make_half(s.ops, s.manifest.hash(), 2, 3, opposite, s.randomness);
  });
  EXPECT_EQ(error.check, "roster.keys");
}

TEST(RosterOfTwoIssuers, RefusesHalvesExchanged) {
  const auto check = [](auto change) { return refusal_of_two(change).check; };
  EXPECT_EQ(check([](SampleRoster& s) {
              auto& halves = s.draft.credentials[1].halves;
              std::swap(halves[0], halves[1]);
            }),
            "roster.proofs");
  EXPECT_EQ(check([](SampleRoster& s) {
              std::swap(s.draft.credentials[1].halves[1], s.draft.credentials[4].halves[1]);
            }),
            "roster.proofs");
  EXPECT_EQ(check([](SampleRoster& s) {
              for (auto& credential : s.draft.credentials) credential.halves.pop_back();
            }),
            "roster.header");
}

TEST(RosterOfTwoIssuers, NeedsBothSignatures) {
  SampleRoster& sample = sample_of_two_issuers();
  auto payloads = sample.payloads();
  payloads.back()[128] ^= 1;
  EXPECT_EQ(parse(sample, payloads).error().message,
            "Works council did not sign this roster as its issuer.");
  payloads.back().resize(128);
  EXPECT_EQ(parse(sample, payloads).error().check, "roster.packing");
}

TEST(RosterOfTwoIssuers, ADraftIsSignedForItsHalvesAlone) {
  SampleRoster& sample = sample_of_two_issuers();
  base::SerialExecutor executor;
  std::vector<Half> halves;
  for (const auto& credential : sample.draft.credentials) halves.push_back(credential.halves[1]);
  const auto check = [&](const std::vector<Bytes>& payloads) {
    RosterReader reader(sample.manifest);
    const auto checked = reader.check_draft(payloads, 2, halves, sample.randomness, executor);
    return checked ? "accepted" : checked.error().check;
  };
  const std::vector<Bytes> payloads = roster_payloads(sample.draft);
  EXPECT_EQ(check(payloads), "accepted");
  EXPECT_EQ(check({payloads.begin(), payloads.end() - 1}), "roster.packing");
  std::swap(halves[0], halves[1]);
  EXPECT_EQ(check(payloads), "roster.halves");
}

TEST(Roster, RefusesOtherPacking) {
  using Payloads = std::vector<Bytes>;
  const auto moved = [](Payloads& payloads, std::size_t from, std::size_t count) {
    Bytes& a = payloads[from];
    Bytes& b = payloads[from + 1];
    b.insert(b.begin(), a.end() - static_cast<std::ptrdiff_t>(count), a.end());
    a.resize(a.size() - count);
  };
  // Parts of 300 people: header, names, names, credentials, credentials.
  const std::size_t name = 2 + std::string("Person 1000000").size();
  EXPECT_EQ(check_of_payloads(300, [&](Payloads& p) { moved(p, 1, name); }), "roster.packing");
  EXPECT_EQ(check_of_payloads(300, [&](Payloads& p) { moved(p, 3, credential_bytes(1)); }),
            "roster.packing");
  EXPECT_EQ(check_of_payloads(300, [](Payloads& p) { p[1].push_back(0); }), "roster.packing");
  EXPECT_EQ(check_of_payloads(300, [](Payloads& p) { p[2].push_back(0); }), "roster.packing");
  EXPECT_EQ(check_of_payloads(300, [](Payloads& p) { p[3].push_back(0); }), "roster.packing");
  EXPECT_EQ(check_of_payloads(300, [](Payloads& p) { p[4].pop_back(); }), "roster.packing");
  EXPECT_EQ(check_of_payloads(300, [](Payloads& p) { p[0].push_back(0); }), "roster.header");
  EXPECT_NE(check_of_payloads(300, [](Payloads& p) { std::swap(p[1], p[2]); }), "accepted");
  EXPECT_NE(check_of_payloads(300, [](Payloads& p) { std::swap(p[2], p[3]); }), "accepted");
  EXPECT_NE(check_of_payloads(300, [](Payloads& p) { p.pop_back(); }), "accepted");
  EXPECT_NE(check_of_payloads(300, [](Payloads& p) { p.push_back(p.back()); }), "accepted");
}

TEST(Roster, RefusesAnEndTooEarlyOrTooLate) {
  SampleRoster sample(5);
  std::vector<Bytes> payloads = sample.payloads();
  for (std::size_t count = 0; count < payloads.size(); ++count) {
    const std::vector<Bytes> first(payloads.begin(),
                                   payloads.begin() + static_cast<std::ptrdiff_t>(count));
    EXPECT_EQ(parse(sample, first).error().check, "roster.packing");
  }
  payloads.push_back(payloads.back());
  EXPECT_EQ(parse(sample, payloads).error().check, "roster.packing");
}

TEST(Roster, RefusesOtherSignatures) {
  SampleRoster sample(5);
  const std::vector<Bytes> good = sample.payloads();
  const auto check = [&](Bytes signatures) {
    std::vector<Bytes> payloads = good;
    payloads.back() = std::move(signatures);
    const auto roster = parse(sample, payloads);
    return roster ? "accepted" : roster.error().check;
  };
  EXPECT_EQ(check(good.back()), "accepted");
  for (const std::size_t place : {0u, 63u, 64u, 127u}) {
    Bytes changed = good.back();
    changed[place] ^= 1;
    EXPECT_EQ(check(changed), "roster.signatures") << place;
  }
  Bytes exchanged = good.back();
  std::rotate(exchanged.begin(), exchanged.begin() + 64, exchanged.end());
  EXPECT_EQ(check(exchanged), "roster.signatures");
  Bytes longer = good.back(), shorter = good.back();
  longer.push_back(0);
  shorter.pop_back();
  EXPECT_EQ(check(longer), "roster.packing");
  EXPECT_EQ(check(shorter), "roster.packing");
}

// Anything that changes after signing: a card's hash, a cohort, a name.
TEST(Roster, EveryByteIsSigned) {
  SampleRoster sample(3);
  const std::vector<Bytes> good = sample.payloads();
  for (std::size_t part = 0; part + 1 < good.size(); ++part) {
    for (std::size_t i = 0; i < good[part].size(); ++i) {
      std::vector<Bytes> payloads = good;
      payloads[part][i] ^= 1;
      ASSERT_FALSE(parse(sample, payloads)) << part << " " << i;
    }
  }
  std::vector<Bytes> payloads = good;
  payloads[2][0] ^= 1;  // the first credential's cohort
  EXPECT_EQ(parse(sample, payloads).error().check, "roster.signatures");
}

}  // namespace
}  // namespace undersigned::letter
