// The real server on the loopback interface, a letter from its start to its result. Every answer is
// held against docs/http/openapi.json.
#include <gtest/gtest.h>

#include "app/http/bodies.h"
#include "app/http/record_files.h"
#include "app/service/witness.h"
#include "core/base/encoding.h"
#include "core/letter/erasure.h"
#include "core/letter/leaf.h"
#include "core/letter/objection.h"
#include "core/letter/verifier.h"
#include "core/log/checkpoint.h"
#include "core/log/tile.h"
#include "tests/support/open_api.h"
#include "tests/support/served_letter.h"

namespace undersigned {
namespace {

using test::HttpReply;
using test::OpenApi;
using test::ServedLetter;

const std::string kApi = "/api/letters/night";
const std::string kRecord = "/letters/night/record/";
const std::vector<std::string> kByName = {"by-name>=2", "destination=1"};

class ServerTest : public testing::Test {
 protected:
  HttpReply get(const std::string& target) {
    HttpReply reply = served_.get(target);
    EXPECT_EQ(contract_.complaint("get", target, reply), "") << target << "\n" << reply.body;
    return reply;
  }
  HttpReply post(const std::string& target, const std::string& body) {
    HttpReply reply = served_.post(target, body);
    EXPECT_EQ(contract_.complaint("post", target, reply), "") << target << "\n" << reply.body;
    return reply;
  }
  HttpReply submit(const service::Submitted& submitted) {
    return post(kApi + "/entries", ServedLetter::body_of(submitted));
  }

  ServedLetter served_;
  OpenApi contract_;
};

TEST_F(ServerTest, SaysWhatAnybodyMayKnow) {
  EXPECT_EQ(get("/healthz").status, 200u);
  EXPECT_EQ(get("/readyz").json()["letters"], 1);
  EXPECT_EQ(get("/api/letters").json()["letters"][0]["id"], "night");
  const base::Json state = get(kApi).json();
  EXPECT_EQ(state["phase"], "waiting");
  EXPECT_EQ(state["people"], ServedLetter::kPeople);
  EXPECT_EQ(state["fingerprint"], base::to_hex(served_.letter().fingerprint));
  EXPECT_TRUE(state["epoch"].is_null());
  EXPECT_EQ(get(kApi + "/manifest").body, base::as_text(served_.letter().manifest->bytes()));
  EXPECT_EQ(get(kApi + "/result").check(), "result.pending");
  EXPECT_EQ(get("/api/letters/other").check(), "letter.unknown");
  EXPECT_EQ(get("/api/letters/night/other").check(), "http.unknown");
  const std::string metrics = get("/metrics").body;
  EXPECT_NE(metrics.find("undersigned_letters 1\n"), std::string::npos);
  EXPECT_EQ(metrics.find("entries"), std::string::npos);
}

TEST_F(ServerTest, AnswersAnEntryWithAReceiptThatTheLogSigned) {
  served_.start();
  const service::Submitted entry = served_.entry(0, kByName);
  const HttpReply accepted = submit(entry);
  ASSERT_EQ(accepted.status, 201u) << accepted.body;
  const base::Json json = accepted.json();
  service::Receipt receipt{1, entry.index, hash::sha256(entry.entry), {}};
  EXPECT_EQ(json["epoch"], 1);
  EXPECT_EQ(json["index"], entry.index);
  EXPECT_EQ(json["sha256"], base::to_hex(receipt.digest));
  const auto bytes = base::from_base64(json["signature"].get<std::string>(), 64).value();
  std::ranges::copy(bytes, receipt.signature.begin());
  const auto message = service::receipt_message(served_.letter().fingerprint, receipt);
  EXPECT_TRUE(
      group::verify_ed25519(served_.letter().manifest->log_key, message, receipt.signature));
  const HttpReply again = submit(entry);
  EXPECT_EQ(again.status, 200u);
  EXPECT_EQ(again.body, accepted.body);
}

TEST_F(ServerTest, StateIsTheSameWhoeverTakesPart) {
  served_.start();
  base::Json before = get(kApi).json();
  for (std::uint32_t person = 0; person < 5; ++person) submit(served_.entry(person, kByName));
  base::Json after = get(kApi).json();
  EXPECT_EQ(before, after);
  EXPECT_EQ(get(kRecord + "checkpoint").body, get(kRecord + "checkpoint").body);
}

TEST_F(ServerTest, RefusesEntriesOutOfTheirTime) {
  EXPECT_EQ(submit({0, base::Bytes(100)}).check(), "epoch.early");
  served_.start();
  const service::Submitted first = served_.entry(0, kByName);
  served_.end_epoch(1);
  EXPECT_EQ(submit(first).check(), "entry.proof");  // of the epoch before
  const service::Submitted second = served_.entry(0, kByName);
  EXPECT_EQ(submit(second).status, 201u);
  served_.end_epoch(2);
  EXPECT_EQ(submit(second).check(), "epoch.closed");
}

// A wrong code, an altered byte anywhere in the proof, another credential's entry: one answer.
TEST_F(ServerTest, AnswersEveryFalseProofAlike) {
  served_.start();
  const service::Submitted good = served_.entry(0, kByName);
  const service::Submitted other = served_.entry(1, kByName);
  const HttpReply wrong_code = submit({good.index, other.entry});
  EXPECT_EQ(wrong_code.check(), "entry.proof");
  const std::size_t scalars = good.entry.size() - 32;
  for (const std::size_t place :
       {scalars, scalars - 32, scalars - 64, scalars - 96, scalars - 128}) {
    service::Submitted altered = good;
    altered.entry[place] ^= 1;
    const HttpReply reply = submit(altered);
    EXPECT_EQ(reply.status, wrong_code.status);
    EXPECT_EQ(reply.body, wrong_code.body);
  }
  EXPECT_EQ(submit(good).status, 201u);
}

TEST_F(ServerTest, ChecksWhatIsCheapFirst) {
  served_.start();
  const service::Submitted good = served_.entry(0, kByName);
  EXPECT_EQ(submit({ServedLetter::kPeople, good.entry}).check(), "submission.index");
  EXPECT_EQ(submit({0, base::Bytes(31)}).check(), "entry.length");
  EXPECT_EQ(submit({0, base::Bytes(good.entry.size(), 0xff)}).check(), "entry.point");
  EXPECT_EQ(post(kApi + "/entries", "{").check(), "json.syntax");
  EXPECT_EQ(post(kApi + "/entries", R"({"index":0,"entry":"*"})").check(), "base64.form");
  EXPECT_EQ(post(kApi + "/entries", std::string(40'000, ' ')).check(), "http.body");
  EXPECT_EQ(served_.post(kApi + "/entries", "{}", "Content-Type: text/plain\r\n").check(),
            "http.media");
  EXPECT_EQ(get(kApi + "/entries").check(), "http.method");
  EXPECT_EQ(post(kApi, "{}").check(), "http.method");
}

// A record read over HTTP, as the verifier wants it.
class HttpRecord final : public letter::RecordFiles {
 public:
  explicit HttpRecord(const ServedLetter& served) : served_(served) {}
  base::Result<std::vector<std::string>> list() override {
    const auto key = log::VerifierKey::of(served_.letter().manifest->log_origin,
                                          served_.letter().manifest->log_key);
    const std::string note = served_.get(kRecord + "checkpoint").body;
    const auto checkpoint = log::open_signed(base::as_bytes(note), *key);
    if (!checkpoint) return std::unexpected(checkpoint.error());
    std::vector<std::string> files = {"checkpoint"};
    UNDERSIGNED_TRY_VOID(
        log::for_each_tile(checkpoint->size, [&](const log::Tile& tile) -> base::Result<void> {
          files.push_back(tile.path());
          return {};
        }));
    return files;
  }
  base::Result<base::Bytes> read(std::string_view path, std::size_t) override {
    const HttpReply reply = served_.get(kRecord + std::string(path));
    if (reply.status != 200) return base::fail(reply.check(), "8", std::string(path));
    const base::ByteView bytes = base::as_bytes(reply.body);
    return base::Bytes(bytes.begin(), bytes.end());
  }

 private:
  const ServedLetter& served_;
};

TEST_F(ServerTest, ServesARecordThatVerifiesAndAResultThatIsItsOwn) {
  served_.start();
  for (std::uint32_t person = 0; person < 4; ++person) submit(served_.entry(person, kByName));
  submit(served_.entry(5, {"counted>=2"}));
  served_.end_epoch(1);
  EXPECT_EQ(get(kApi).json()["epoch"]["closing"], true);
  submit(served_.entry(3, {}));  // withdraws
  served_.end_epoch(2);
  EXPECT_EQ(get(kApi).json()["phase"], "counting");
  served_.open();
  EXPECT_EQ(get(kApi).json()["outcome"], "opened");
  const base::Json result = get(kApi + "/result").json();
  EXPECT_EQ(result["settlement"]["names"], 3);
  EXPECT_EQ(result["settlement"]["signatures"], 4);
  EXPECT_EQ(get(kApi + "/result").json(), result);

  HttpRecord files(served_);
  sodium::SystemRandomness randomness;
  base::SerialExecutor executor;
  const auto report =
      letter::verify_record(files, served_.letter().fingerprint, executor, randomness);
  ASSERT_FALSE(report.failure) << report.failure->message;
  EXPECT_EQ(report.outcome->names.size(), 3u);
  EXPECT_EQ(base::Json(base::to_hex(report.outcome->root)), result["record"]["root"]);
}

TEST_F(ServerTest, KeepsEachKindAsLongAsItMay) {
  const std::string for_ever = "public, max-age=31536000, immutable";
  const HttpReply checkpoint = get(kRecord + "checkpoint");
  EXPECT_EQ(checkpoint.headers.at("cache-control"), "no-cache");
  const std::string etag = checkpoint.headers.at("etag");
  const HttpReply unchanged =
      served_.get(kRecord + "checkpoint", "If-None-Match: " + etag + "\r\n");
  EXPECT_EQ(unchanged.status, 304u);
  EXPECT_EQ(unchanged.body, "");
  EXPECT_EQ(get(kApi + "/manifest").headers.at("cache-control"), for_ever);
  EXPECT_EQ(get(kApi + "/board/ceremony.commit/1").headers.at("cache-control"), for_ever);
  EXPECT_EQ(get("/healthz").headers.at("cache-control"), "no-store");
  EXPECT_EQ(get("/api/letters/other").headers.at("cache-control"), "no-store");
  const std::uint64_t leaves = get(kApi).json()["record"]["leaves"].get<std::uint64_t>();
  const std::string tile = "tile/entries/000.p/" + std::to_string(leaves);
  EXPECT_EQ(get(kRecord + tile).headers.at("cache-control"), for_ever);
}

// A reader with an older checkpoint asks for narrower tiles than there are now.
TEST_F(ServerTest, CutsNarrowerTilesOutOfWiderOnes) {
  const std::uint64_t before = get(kApi).json()["record"]["leaves"].get<std::uint64_t>();
  const std::string width = std::to_string(before);
  const std::string bundle = get(kRecord + "tile/entries/000.p/" + width).body;
  const std::string hashes = get(kRecord + "tile/0/000.p/" + width).body;
  served_.start();
  served_.end_epoch(1);
  ASSERT_GT(get(kApi).json()["record"]["leaves"].get<std::uint64_t>(), before);
  EXPECT_EQ(get(kRecord + "tile/entries/000.p/" + width).body, bundle);
  EXPECT_EQ(get(kRecord + "tile/0/000.p/" + width).body, hashes);
  for (const char* missing : {"tile/0/000", "tile/0/000.p/255", "tile/0/001", "tile/1/000",
                              "tile/9/000", "tile/0/0", "tile/entries/000.p/0", "tile/x/000"}) {
    EXPECT_EQ(get(kRecord + missing).check(), "record.unknown") << missing;
  }
}

TEST_F(ServerTest, EveryAnswerBindsTheBrowser) {
  for (const char* target :
       {"/", "/letters/night", "/api/letters", "/nothing.js", "/%", "/healthz"}) {
    const HttpReply reply = served_.get(target);
    EXPECT_EQ(reply.headers.at("content-security-policy"),
              "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src "
              "'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action "
              "'none'; frame-ancestors 'none'");
    EXPECT_EQ(reply.headers.at("x-content-type-options"), "nosniff");
    EXPECT_EQ(reply.headers.at("referrer-policy"), "no-referrer");
    EXPECT_EQ(reply.headers.at("cross-origin-opener-policy"), "same-origin");
    EXPECT_EQ(reply.headers.at("cross-origin-resource-policy"), "same-origin");
    EXPECT_FALSE(reply.headers.contains("set-cookie"));
    EXPECT_FALSE(reply.headers.contains("access-control-allow-origin"));
  }
}

TEST_F(ServerTest, TrusteesMessagesAreReadByAnybodyAndCardsByTrustees) {
  const base::Json board = get(kApi + "/board").json();
  ASSERT_EQ(board["messages"].size(), 12u);  // three rounds and the holding, of three trustees
  for (const base::Json& message : board["messages"]) {
    const std::string place =
        kApi + "/board/" + message["topic"].get<std::string>() + "/" + message["author"].dump();
    const std::string bytes = get(place).body;
    EXPECT_EQ(bytes.size(), message["bytes"].get<std::size_t>());
    EXPECT_EQ(base::Json(base::to_hex(hash::sha256(base::as_bytes(bytes)))), message["sha256"]);
  }
  EXPECT_EQ(get(kApi + "/board/open/1").check(), "board.unknown");
  const auto& manifest = *served_.letter().manifest;
  const auto& signer = served_.letter().trustees[1].file().signing();
  const auto ask = [&](std::uint8_t trustee, std::int64_t time) {
    const auto at = static_cast<std::uint64_t>(time);
    const auto signature = signer.sign(trustee::cards_message(manifest.hash(), trustee, at));
    return post(
        kApi + "/cards",
        base::Json{{"trustee", trustee}, {"time", at}, {"signature", base::to_base64(signature)}}
            .dump());
  };
  EXPECT_EQ(ask(2, served_.now()).body.size(), letter::kCardBodyBytes * ServedLetter::kPeople);
  EXPECT_EQ(ask(1, served_.now()).check(), "board.signature");
  EXPECT_EQ(ask(4, served_.now()).check(), "board.trustee");
  EXPECT_EQ(ask(2, served_.now() - 301).check(), "board.time");
}

TEST_F(ServerTest, MessagesOnTheBoardAreSignedAndVerified) {
  const auto& manifest = *served_.letter().manifest;
  const auto give = [&](const char* topic, std::uint8_t trustee, std::size_t signer,
                        const base::Bytes& message) {
    const auto parsed = trustee::BoardTopic::parse(topic).value();
    const auto signature = served_.letter().trustees[signer].file().signing().sign(
        trustee::board_message(manifest.hash(), parsed, trustee, message));
    return post(kApi + "/board", base::Json{{"topic", topic},
                                            {"trustee", trustee},
                                            {"message", base::to_base64(message)},
                                            {"signature", base::to_base64(signature)}}
                                     .dump());
  };
  const std::string commitment = get(kApi + "/board/ceremony.commit/1").body;
  const base::ByteView view = base::as_bytes(commitment);
  const base::Bytes given(view.begin(), view.end());
  EXPECT_EQ(give("ceremony.commit", 1, 0, given).status, 200u);
  EXPECT_EQ(give("ceremony.commit", 1, 1, given).check(), "board.signature");
  EXPECT_EQ(give("ceremony.commit", 9, 1, given).check(), "board.trustee");
  EXPECT_EQ(give("ceremony.commit", 1, 0, {1, 2, 3}).check(), "store.message");
  EXPECT_EQ(give("ceremony.complain", 1, 0, {1, 2, 3}).check(), "board.phase");
  EXPECT_EQ(give("open", 1, 0, {1, 2, 3}).check(), "board.phase");
  EXPECT_EQ(give("draw.1", 1, 0, {1, 2, 3}).check(), "board.phase");
  EXPECT_EQ(give("erasure", 1, 0, {1, 2, 3}).check(), "board.phase");
  EXPECT_EQ(give("sum.1.0.65535", 1, 0, {1, 2, 3}).check(), "board.phase");
  served_.start();
  served_.end_epoch(1);
  served_.end_epoch(2);
  EXPECT_EQ(give("sum.1.0.65535", 1, 0, {1, 2, 3}).check(), "board.message");
  EXPECT_EQ(give("sum.2.0.0", 1, 0, {1, 2, 3}).check(), "board.phase");
}

// A witness that looks at the server's record and hands its line to the server, which goes on.
TEST(CosignedServer, TakesAWitnesssLineWhileItRuns) {
  sodium::initialise();
  const test::TemporaryFolder folder;
  sodium::SodiumGroup group;
  sodium::SystemRandomness randomness;
  base::SerialExecutor executor;
  const service::Runtime runtime{group, randomness, executor,
                                 [] { return std::int64_t{1'900'000'000}; }};
  auto key =
      service::WitnessKey::create(folder / "w.key", "witness.example/w1", std::nullopt, runtime);
  auto other =
      service::WitnessKey::create(folder / "x.key", "witness.example/w1", std::nullopt, runtime);
  ServedLetter served({}, {key->verifier()});
  const OpenApi contract;
  const std::string target = kApi + "/cosignatures";
  const auto post = [&](const std::string& line) {
    HttpReply reply = served.post(target, base::Json{{"cosignature", line}}.dump());
    EXPECT_EQ(contract.complaint("post", target, reply), "") << reply.body;
    return reply;
  };
  const auto cosign = [&] {
    const auto has = [&](const std::string& path) {
      return served.get(kRecord + path).status == 200;
    };
    const auto read = [&](const std::string& path, std::size_t) -> base::Result<base::Bytes> {
      const std::string body = served.get(kRecord + path).body;
      return base::Bytes(body.begin(), body.end());
    };
    return key->cosign(read, has, runtime).value();
  };
  const std::string line = cosign();
  const std::uint64_t version = served.status()->version;
  EXPECT_EQ(post(line).status, 201u);
  EXPECT_TRUE(served.get(kRecord + "checkpoint").body.ends_with(line));
  EXPECT_GT(served.status()->version, version) << "trustees who wait for it are told";
  EXPECT_EQ(post(line).status, 200u);
  EXPECT_EQ(post("hello").check(), "note.form");
  std::string false_line = line;
  false_line[line.size() - 10] = line[line.size() - 10] == 'A' ? 'B' : 'A';
  EXPECT_EQ(post(false_line).check(), "witness.cosignature");
  const log::NoteSignature theirs{"witness.example/w1", other->verifier().id(), {}, 1};
  EXPECT_EQ(post(theirs.format()).check(), "witness.unknown");
  EXPECT_EQ(served.get(target).check(), "http.method");
  served.start();
  served.end_epoch(1);
  EXPECT_EQ(post(line).check(), "witness.cosignature") << "it is of the record as it was";
  EXPECT_EQ(post(cosign()).status, 201u);
}

// Authors and others add what stands beside the letter, while the server goes on.
class BesideServer : public ServerTest {
 protected:
  letter::ObjectionStatement objection(std::uint32_t author = 1) const {
    letter::ObjectionStatement made;
    made.number = author;
    made.date = static_cast<std::uint64_t>(served_.now());
    made.text = "The page was down.";
    const auto path = served_.data() / "letters" / "night" / "keys" / "author-1.key";
    const auto key = service::KeyFile::load(path, service::KeyKind::kAuthor, std::nullopt).value();
    made.sign(served_.letter().fingerprint, key.signing());
    return made;
  }
  HttpReply add(base::ByteView leaf) {
    return post(kApi + "/beside", http::beside_body(leaf).dump());
  }
  HttpReply add(const letter::ObjectionStatement& made) {
    return add(letter::encode_leaf(letter::LeafKind::kStatement, made.encode()));
  }
};

TEST_F(BesideServer, TakesWhatStandsBesideTheLetter) {
  served_.start();
  EXPECT_TRUE(get(kApi + "/beside").json()["objections"].empty());
  EXPECT_EQ(add(objection()).check(), "objection.early");
  for (std::uint32_t person = 0; person < 3; ++person)
    EXPECT_EQ(submit(served_.entry(person, kByName)).status, 201u);
  served_.end_epoch(1);
  served_.end_epoch(2);
  const std::uint64_t version = served_.status()->version;
  const HttpReply taken = add(objection());
  EXPECT_EQ(taken.status, 201u) << taken.body;
  EXPECT_EQ(taken.json()["kind"], "statement");
  EXPECT_GT(served_.status()->version, version) << "trustees and pages are told";
  EXPECT_EQ(add(objection()).check(), "objection.twice");
  const base::Json objections = get(kApi + "/beside").json()["objections"];
  ASSERT_EQ(objections.size(), 1u);
  EXPECT_EQ(objections[0]["text"], "The page was down.");
}

TEST_F(BesideServer, TakesNothingElse) {
  served_.start();
  served_.end_epoch(1);
  served_.end_epoch(2);
  letter::ObjectionStatement forged = objection();
  forged.text += " All day.";
  EXPECT_EQ(add(forged).check(), "objection.proof");
  EXPECT_EQ(add(objection(2)).check(), "objection.role");
  base::Bytes cut = letter::encode_leaf(letter::LeafKind::kStatement, objection().encode());
  cut.pop_back();
  EXPECT_EQ(add(cut).check(), "objection.encoding");
  for (const auto kind :
       {letter::LeafKind::kOffer, letter::LeafKind::kWithdrawal, letter::LeafKind::kOutcome}) {
    const std::string check = add(letter::encode_leaf(kind, base::Bytes{1, 2, 3})).check();
    EXPECT_TRUE(check.ends_with(".encoding")) << check;
  }
  for (const auto kind : {letter::LeafKind::kManifest, letter::LeafKind::kEntry,
                          letter::LeafKind::kAmendment, letter::LeafKind::kTally})
    EXPECT_EQ(add(letter::encode_leaf(kind, base::Bytes{1, 2, 3})).check(), "beside.place");
  // What a trustee says of its shares comes by the board.
  const base::Bytes erasure = {letter::kErasure, 1};
  EXPECT_EQ(add(letter::encode_leaf(letter::LeafKind::kStatement, erasure)).check(),
            "beside.place");
  EXPECT_EQ(add(base::Bytes{12, 0}).check(), "leaf.header");
  EXPECT_EQ(post(kApi + "/beside", R"({"leaf": "?"})").check(), "base64.form");
  EXPECT_EQ(post(kApi + "/beside", R"({"leaf": "", "more": 1})").check(), "json.unknown");
  // None of it has harmed anything.
  served_.open();
  EXPECT_EQ(get(kApi + "/result").json()["state"], "failed");
  EXPECT_EQ(add(objection()).status, 201u);
  EXPECT_EQ(get(kApi + "/result").json()["beside"]["objections"].size(), 1u);
}

// Somebody has signed with a code that was stolen; registrar and issuer replace it while everything
// runs.
class AmendedServer : public ServerTest {
 protected:
  service::KeyFile key(const char* name, service::KeyKind kind) const {
    const auto path = served_.data() / "letters" / "night" / "keys" / (std::string(name) + ".key");
    return service::KeyFile::load(path, kind, std::nullopt).value();
  }
  // For the first epoch, all as it should be.
  service::MadeAmendment made(std::uint32_t credential) {
    const service::KeyFile issuer = key("issuer", service::KeyKind::kIssuer);
    const hash::Digest256 fingerprint = served_.letter().fingerprint;
    service::MadeAmendment made;
    made.card = base::Bytes(letter::kCardBodyBytes, 7);
    made.leaf.place = {credential, 1, 1};
    made.leaf.card_hash = hash::sha256(made.card);
    const group::SecretScalar half(group::Scalar::random_nonzero(served_.runtime().randomness));
    made.leaf.halves = {letter::make_amended_half(served_.runtime().ops, fingerprint,
                                                  made.leaf.place, 1, half, issuer.signing(),
                                                  served_.runtime().randomness)};
    made.leaf.sign(fingerprint, key("registrar", service::KeyKind::kRegistrar).signing());
    return made;
  }
  HttpReply amend(const service::MadeAmendment& made) {
    return post(kApi + "/amendments", http::amendment_body(made).dump());
  }
};

TEST_F(AmendedServer, WhatTheOldCodeHadSentCountsNoMore) {
  served_.start();
  const service::Submitted stolen = served_.entry(3, kByName);
  EXPECT_EQ(submit(stolen).status, 201u);
  const std::uint64_t version = served_.status()->version;
  const service::MadeAmendment good = made(stolen.index);
  const HttpReply taken = amend(good);
  EXPECT_EQ(taken.status, 201u) << taken.body;
  EXPECT_EQ(taken.json()["credential"], stolen.index);
  EXPECT_GT(served_.status()->version, version);
  EXPECT_EQ(amend(good).check(), "amendment.number") << "not twice";
  EXPECT_EQ(submit(stolen).check(), "entry.proof") << "it is of the old code";
  EXPECT_EQ(submit(served_.entry(4, kByName)).status, 201u);
  served_.end_epoch(1);
  const bool stands = served_.on_letter([&](service::LetterHost& host) {
    bool found = false;
    const base::Bytes leaf = letter::encode_leaf(letter::LeafKind::kEntry, stolen.entry);
    EXPECT_TRUE(host.folder().store().visit_leaves(0, [&](std::uint64_t, base::ByteView bytes) {
      found = found || std::ranges::equal(bytes, leaf);
      return true;
    }));
    return found;
  });
  EXPECT_FALSE(stands);
  served_.end_epoch(2);
  EXPECT_EQ(amend(made(stolen.index)).check(), "amendment.phase");
}

TEST_F(AmendedServer, TakesNoneThatIsNotWhole) {
  served_.start();
  const service::Submitted other = served_.entry(4, kByName);
  const std::uint32_t credential = other.index == 5 ? 6 : 5;
  const auto refused = [&](auto change) {
    service::MadeAmendment bad = made(credential);
    change(bad);
    return amend(bad).check();
  };
  EXPECT_EQ(refused([](auto& bad) { bad.leaf.registrar[3] ^= 1; }), "amendment.registrar");
  EXPECT_EQ(refused([](auto& bad) { bad.card[0] ^= 1; }), "amendment.card");
  EXPECT_EQ(refused([](auto& bad) { bad.card.clear(); }), "amendment.card");
  EXPECT_EQ(refused([](auto& bad) { bad.leaf.place.epoch = 2; }), "amendment.epoch");
  EXPECT_EQ(refused([](auto& bad) { bad.leaf.place.credential = 12; }), "amendment.credential");
  EXPECT_EQ(refused([](auto& bad) { bad.leaf.halves[0].half.proof[0] ^= 1; }), "amendment.half");
  EXPECT_EQ(refused([](auto& bad) { bad.leaf.halves[0].signature[0] ^= 1; }), "amendment.issuer");
  EXPECT_EQ(refused([](auto& bad) { bad.leaf.halves.push_back(bad.leaf.halves[0]); }),
            "amendment.encoding");
  EXPECT_EQ(post(kApi + "/amendments", R"({"amendment": "?", "card": ""})").check(), "base64.form");
  EXPECT_EQ(get(kApi + "/amendments").check(), "http.method");
  // None of it has harmed anything.
  EXPECT_EQ(amend(made(credential)).status, 201u);
  EXPECT_EQ(submit(other).status, 201u);
  served_.end_epoch(1);
}

TEST_F(ServerTest, StopsWithoutTakingMore) {
  served_.start();
  const service::Submitted entry = served_.entry(0, kByName);
  EXPECT_EQ(submit(entry).status, 201u);
  served_.stop();
  EXPECT_ANY_THROW(served_.get("/healthz"));
  // What was accepted is there, and the folder is free for the next one.
  auto folder = service::LetterFolder::open(served_.data() / "letters" / "night");
  ASSERT_TRUE(folder);
  const auto kept = folder->store().last_submissions(1).value();
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].entry, entry.entry);
}

// A page that is open while the server is started again must not take its news for old.
TEST_F(ServerTest, VersionsGoOnWhenTheServerIsStartedAgain) {
  const std::uint64_t at_first = served_.status()->version;
  served_.start();
  const std::uint64_t begun = served_.status()->version;
  EXPECT_GT(begun, at_first);
  served_.end_epoch(1);
  const std::uint64_t before = served_.status()->version;
  EXPECT_GT(before, begun);
  served_.stop();
  const auto again =
      service::LetterHost::open(served_.data() / "letters" / "night", served_.runtime());
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ((*again)->status()->version, before);
}

}  // namespace
}  // namespace undersigned
