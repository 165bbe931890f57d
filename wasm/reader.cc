#include "wasm/reader.h"

#include <utility>

#include "core/base/encoding.h"
#include "core/letter/result_json.h"
#include "core/log/tile.h"

namespace undersigned::wasm {
namespace {

const char* name_of(letter::NextKind kind) {
  switch (kind) {
    case letter::NextKind::kFoundation:
      return "foundation";
    case letter::NextKind::kHolding:
      return "holding";
    case letter::NextKind::kEpoch:
      return "epoch";
    case letter::NextKind::kDraw:
      return "draw";
    case letter::NextKind::kSignatureTally:
      return "count";
    case letter::NextKind::kOpening:
      return "opening";
    case letter::NextKind::kTally:
      return "tally";
    case letter::NextKind::kComplete:
      return "complete";
    default:
      return "other";
  }
}

base::Json json_of(const letter::CheckLine& line) {
  return {{"name", line.name}, {"section", line.section}, {"ok", line.ok}, {"detail", line.detail}};
}

}  // namespace

Reader::Reader(std::optional<hash::Digest256> fingerprint)
    : verifier_(executor_, randomness_,
                [this](const letter::CheckLine& line) { lines_.push_back(line); }, fingerprint,
                {.entries_at_once = kEntriesAtOnce}) {}

base::Result<void> Reader::add_leaf(base::ByteView leaf) { return verifier_.add_leaf(leaf); }

base::Result<void> Reader::amend(base::ByteView leaf, std::uint32_t epoch) {
  return verifier_.amend(leaf, epoch);
}

base::Result<void> Reader::add_bundle(base::ByteView bundle, int width) {
  UNDERSIGNED_TRY(const auto leaves, log::parse_bundle(bundle, width));
  for (const base::ByteView leaf : leaves) UNDERSIGNED_TRY_VOID(add_leaf(leaf));
  return {};
}

base::Result<log::Checkpoint> Reader::open_checkpoint(base::ByteView note,
                                                      letter::Cosignatures cosignatures) const {
  const letter::Manifest* manifest = verifier_.manifest();
  if (manifest == nullptr) {
    return base::fail("checkpoint.early", "8", "The manifest has not been read yet.");
  }
  return letter::open_checkpoint(*manifest, note, cosignatures);
}

base::Result<void> Reader::check_checkpoint(base::ByteView note) {
  UNDERSIGNED_TRY(const log::Checkpoint checkpoint,
                  open_checkpoint(note, letter::Cosignatures::kRequired));
  if (checkpoint.size != verifier_.leaves() || checkpoint.root != verifier_.root()) {
    return base::fail("tree.root", "8",
                      "The leaves that were read are not those that the checkpoint signs.");
  }
  lines_.push_back(
      {"checkpoint", "8", true, letter::checkpoint_text(*verifier_.manifest(), checkpoint)});
  return {};
}

base::Result<base::Json> Reader::finish() {
  UNDERSIGNED_TRY(const letter::Outcome outcome, verifier_.finish());
  return letter::result_json(outcome);
}

base::Json Reader::take_lines() {
  base::Json lines = base::Json::array();
  for (const letter::CheckLine& line : std::exchange(lines_, {})) lines.push_back(json_of(line));
  return lines;
}

base::Json Reader::progress() {
  base::Json fingerprint;
  if (verifier_.fingerprint()) fingerprint = base::to_hex(*verifier_.fingerprint());
  return {{"leaves", verifier_.leaves()},
          {"epochs", verifier_.epochs_complete()},
          {"next", name_of(verifier_.next().kind)},
          {"fingerprint", fingerprint},
          {"lines", take_lines()}};
}

base::Json Reader::failure(const base::Error& error) {
  base::Json out = progress();
  letter::Failure failure;
  if (verifier_.failure() != nullptr) {
    failure = *verifier_.failure();
  } else {
    const std::string line = error.check.starts_with("files") ? "files" : "checkpoint";
    failure = {line, error.check, error.section, std::nullopt, "", error.message};
  }
  out["failure"] = {{"line", failure.line},
                    {"check", failure.check},
                    {"section", failure.section},
                    {"leaf", failure.leaf ? base::Json(*failure.leaf) : base::Json(nullptr)},
                    {"kind", failure.kind},
                    {"message", failure.message}};
  return out;
}

}  // namespace undersigned::wasm
