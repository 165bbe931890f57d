// Cosignatures of checkpoints (docs/protocol.md 8), after C2SP's tlog-cosignature.
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "core/base/encoding.h"
#include "core/group/constant_time_signer.h"
#include "core/log/checkpoint.h"
#include "tests/unit/log/reference.h"

namespace undersigned::log {
namespace {

// Made with OpenSSL: the key of the seed of 32 bytes 0x02, its cosignature over kText at kTime.
constexpr std::string_view kWitness =
    "witness.example/w1+df1c0a35+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU";
constexpr std::string_view kText =
    "letters.example/night\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n";
constexpr std::uint64_t kTime = 1'679'315'147;
constexpr std::string_view kLine =
    "\u2014 witness.example/w1 "
    "3xwKNQAAAABkGFDLJM0JSgikBUNo3KOZnDWQjs+WA5SQZeBDvT4Rd9xHzjzPVCOT3ZcCFgAgmemX1n6K4ptTDZr6RMOM"
    "/AoI+gSjDw==\n";

group::ConstantTimeSigner signer(std::uint8_t seed) {
  base::Secret<base::ByteArray<32>> bytes;
  bytes.reveal().fill(seed);
  return group::ConstantTimeSigner(std::move(bytes));
}

const VerifierKey& log_key() {
  static const auto key = VerifierKey::of("letters.example/night", signer(0).public_key()).value();
  return key;
}

VerifierKey witness(std::uint8_t number) {
  return VerifierKey::of("witness.example/w" + std::to_string(number - 1),
                         signer(number).public_key(), KeyType::kCosignature)
      .value();
}

// Witnesses 2 and 3 may cosign, whose seeds are these bytes.
const std::vector<VerifierKey>& witnesses() {
  static const std::vector<VerifierKey> keys = {witness(2), witness(3)};
  return keys;
}

NoteSignature cosignature(std::uint8_t number, std::string_view text = kText,
                          std::uint64_t time = kTime) {
  const VerifierKey key = witness(number);
  return {key.name(), key.id(), signer(number).sign(base::as_bytes(cosigned_text(text, time))),
          time};
}

NoteSignature by_log(std::string_view text = kText) {
  return note_signature(log_key(), signer(0).sign(base::as_bytes(text)));
}

std::string opened(const std::vector<NoteSignature>& lines, std::size_t required = 1) {
  std::string file = std::string(kText) + "\n";
  for (const NoteSignature& line : lines) file += line.format();
  const auto checkpoint = open_cosigned(base::as_bytes(file), log_key(), {witnesses(), required});
  return checkpoint ? "accepted" : checkpoint.error().check;
}

TEST(Cosignature, IsTheOneThatOpenSslMakes) {
  const VerifierKey key = VerifierKey::parse(kWitness, KeyType::kCosignature).value();
  EXPECT_EQ(key, witness(2));
  EXPECT_EQ(key.format(), kWitness);
  EXPECT_EQ(cosignature(2).format(), kLine);
  const NoteSignature line = NoteSignature::parse(kLine).value();
  EXPECT_EQ(line.time, kTime);
  EXPECT_TRUE(verify_line(kText, line, key));
  EXPECT_EQ(cosigned_text(kText, kTime), "cosignature/v1\ntime 1679315147\n" + std::string(kText));
}

TEST(Cosignature, KeysOfTheTwoTypesAreDifferentKeys) {
  EXPECT_FALSE(VerifierKey::parse(kWitness));
  EXPECT_FALSE(VerifierKey::parse(log_key().format(), KeyType::kCosignature));
  const auto plain = VerifierKey::of("witness.example/w1", signer(2).public_key()).value();
  EXPECT_NE(plain.id(), witness(2).id());
}

TEST(Cosignature, IsCountedAWitness) {
  EXPECT_EQ(opened({by_log()}, 0), "accepted");
  EXPECT_EQ(opened({by_log()}, 1), "checkpoint.witnesses");
  EXPECT_EQ(opened({by_log(), cosignature(2)}, 0), "accepted");
  EXPECT_EQ(opened({by_log(), cosignature(2)}, 1), "accepted");
  EXPECT_EQ(opened({by_log(), cosignature(2)}, 2), "checkpoint.witnesses");
  EXPECT_EQ(opened({cosignature(3), by_log(), cosignature(2)}, 2), "accepted");
}

struct FalseLine {
  const char* name;
  std::function<std::vector<NoteSignature>()> lines;
  const char* check;
};
void PrintTo(const FalseLine& one, std::ostream* out) { *out << one.name; }
class FalseCosignature : public testing::TestWithParam<FalseLine> {};

TEST_P(FalseCosignature, IsRefused) {
  EXPECT_EQ(opened(GetParam().lines(), 1), GetParam().check);
  EXPECT_EQ(opened(GetParam().lines(), 0), GetParam().check);
}

NoteSignature changed(NoteSignature line, const std::function<void(NoteSignature&)>& change) {
  change(line);
  return line;
}

const std::vector<FalseLine> kFalse = {
    {"of_an_unknown_witness", [] { return std::vector{by_log(), cosignature(4)}; }, "note.unknown"},
    {"by_another_key",
     [] {
       auto line = changed(cosignature(3), [](NoteSignature& one) {
         one.name = witness(2).name();
         one.id = witness(2).id();
       });
       return std::vector{by_log(), line};
     },
     "note.verify"},
    {"of_another_tree",
     [] {
       std::string text(kText);
       text[22] = '9';
       return std::vector{by_log(), cosignature(2, text)};
     },
     "note.verify"},
    {"of_another_origin",
     [] {
       std::string text(kText);
       text[0] = 'L';
       return std::vector{by_log(), cosignature(2, text)};
     },
     "note.verify"},
    {"at_another_time",
     [] {
       auto line = changed(cosignature(2), [](NoteSignature& one) { *one.time += 1; });
       return std::vector{by_log(), line};
     },
     "note.verify"},
    {"with_the_time_in_the_other_byte_order",
     [] {
       auto line = changed(cosignature(2), [](NoteSignature& one) {
         one.time = 0x4b50'1864'0000'0000ull & kLastCosigning;
       });
       return std::vector{by_log(), line};
     },
     "note.verify"},
    {"over_the_bare_text",
     [] {
       auto line = changed(cosignature(2), [](NoteSignature& one) {
         one.signature = signer(2).sign(base::as_bytes(kText));
       });
       return std::vector{by_log(), line};
     },
     "note.verify"},
    {"without_a_time",
     [] {
       auto line = changed(cosignature(2), [](NoteSignature& one) {
         one.time.reset();
         one.signature = signer(2).sign(base::as_bytes(kText));
       });
       return std::vector{by_log(), line};
     },
     "note.unknown"},
    {"twice", [] { return std::vector{by_log(), cosignature(2), cosignature(2)}; },
     "note.duplicate"},
    {"twice_at_different_times",
     [] { return std::vector{by_log(), cosignature(2), cosignature(2, kText, kTime + 60)}; },
     "note.duplicate"},
    {"without_the_log", [] { return std::vector{cosignature(2)}; }, "note.unsigned"},
    {"by_the_log_as_a_witness",
     [] {
       const auto key =
           VerifierKey::of(log_key().name(), log_key().key(), KeyType::kCosignature).value();
       const NoteSignature line{key.name(), key.id(),
                                signer(0).sign(base::as_bytes(cosigned_text(kText, kTime))), kTime};
       return std::vector{by_log(), line};
     },
     "note.unknown"},
    {"with_a_false_signature_of_the_log",
     [] {
       auto line = changed(by_log(), [](NoteSignature& one) { one.signature[3] ^= 1; });
       return std::vector{line, cosignature(2)};
     },
     "note.verify"},
};
std::string name_of(const testing::TestParamInfo<FalseLine>& info) { return info.param.name; }
INSTANTIATE_TEST_SUITE_P(Lines, FalseCosignature, testing::ValuesIn(kFalse), name_of);

TEST(CosignatureLine, HasOneForm) {
  const auto refusal = [](const std::string& line) -> std::string {
    const auto read = NoteSignature::parse(line);
    return read ? "accepted" : read.error().check;
  };
  const std::string line(kLine);
  EXPECT_EQ(refusal(line), "accepted");
  EXPECT_EQ(refusal(line.substr(0, line.size() - 1)), "note.form");
  EXPECT_EQ(refusal(line + "\n"), "note.signature");
  EXPECT_EQ(refusal(line + line), "note.signature");
  EXPECT_EQ(refusal(""), "note.form");
  EXPECT_EQ(refusal(line.substr(0, line.size() - 5) + "\n"), "note.signature");
  // A time of 2^63.
  NoteSignature late = cosignature(2);
  late.time = kLastCosigning + 1;
  EXPECT_EQ(refusal(late.format()), "note.signature");
  late.time = kLastCosigning;
  EXPECT_EQ(refusal(late.format()), "accepted");
}

TEST(Cosignature, AnyBitOfTheLineMatters) {
  for (std::size_t at = 0; at < kLine.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string line(kLine);
      line[at] = static_cast<char>(line[at] ^ (1 << bit));
      const std::string file = std::string(kText) + "\n" + by_log().format() + line;
      ASSERT_FALSE(open_cosigned(base::as_bytes(file), log_key(), {witnesses(), 1})) << line;
    }
  }
}

}  // namespace
}  // namespace undersigned::log
