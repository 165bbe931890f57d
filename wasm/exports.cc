// The C interface. Sizes are in bytes, texts UTF-8. Every call but those that close returns a
// status (wasm/reply/reply.h, where memory and replies are).
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string>

#include "core/base/json.h"
#include "wasm/host.h"
#include "wasm/reader.h"
#include "wasm/reply/reply.h"
#include "wasm/signer.h"
#include "wasm/tree.h"
#include "wasm/trustee.h"

extern "C" __attribute__((import_module("host"), import_name("random"))) void undersigned_random(
    std::uint8_t* out, std::size_t size);

namespace undersigned::wasm {

void HostRandomness::fill(std::span<std::uint8_t> out) {
  if (!out.empty()) undersigned_random(out.data(), out.size());
}

namespace {

using reply::Reply;

base::ByteView view(const std::uint8_t* bytes, std::size_t size) { return {bytes, size}; }

std::int32_t answer(Reader& reader, const base::Result<void>& result) {
  if (!result) return Reply::last().refused(reader.failure(result.error()));
  return Reply::last().done(reader.progress());
}

std::int32_t answer(const base::Result<base::Json>& result) {
  return result ? Reply::last().done(*result) : Reply::last().refused(result.error());
}

std::int32_t answer(base::Result<base::Bytes> result) {
  return result ? Reply::last().done(*std::move(result)) : Reply::last().refused(result.error());
}

std::int32_t answer(const base::Result<void>& result) {
  return result ? Reply::last().done(base::Bytes()) : Reply::last().refused(result.error());
}

}  // namespace
}  // namespace undersigned::wasm

using undersigned::base::Error;
using undersigned::reply::Reply;
using undersigned::wasm::answer;
using undersigned::wasm::Reader;
using undersigned::wasm::Signer;
using undersigned::wasm::Tree;
using undersigned::wasm::Trustee;
using undersigned::wasm::view;

// A reader; fingerprint: 32 bytes, or null for none.
UNDERSIGNED_EXPORT(us_reader_open) Reader* us_reader_open(const std::uint8_t* fingerprint) {
  if (fingerprint == nullptr) return std::make_unique<Reader>(std::nullopt).release();
  undersigned::hash::Digest256 digest;
  std::memcpy(digest.data(), fingerprint, digest.size());
  return std::make_unique<Reader>(digest).release();
}
UNDERSIGNED_EXPORT(us_reader_close) void us_reader_close(Reader* reader) {
  std::unique_ptr<Reader>{reader};
}
// Each replies with Reader::progress, refused with Reader::failure.
UNDERSIGNED_EXPORT(us_reader_bundle)
std::int32_t us_reader_bundle(Reader* reader, const std::uint8_t* bytes, std::size_t size,
                              int width) {
  return answer(*reader, reader->add_bundle(view(bytes, size), width));
}
UNDERSIGNED_EXPORT(us_reader_leaf)
std::int32_t us_reader_leaf(Reader* reader, const std::uint8_t* bytes, std::size_t size) {
  return answer(*reader, reader->add_leaf(view(bytes, size)));
}
// An amendment before the entries of `epoch`, as a signer's page takes it.
UNDERSIGNED_EXPORT(us_reader_amend)
std::int32_t us_reader_amend(Reader* reader, std::uint32_t epoch, const std::uint8_t* bytes,
                             std::size_t size) {
  return answer(reader->amend(view(bytes, size), epoch));
}
UNDERSIGNED_EXPORT(us_reader_checkpoint)
std::int32_t us_reader_checkpoint(Reader* reader, const std::uint8_t* bytes, std::size_t size) {
  return answer(*reader, reader->check_checkpoint(view(bytes, size)));
}
// Replies with progress and "result" (docs/guides/result.md).
UNDERSIGNED_EXPORT(us_reader_finish) std::int32_t us_reader_finish(Reader* reader) {
  const auto result = reader->finish();
  if (!result) return Reply::last().refused(reader->failure(result.error()));
  undersigned::base::Json progress = reader->progress();
  progress["result"] = *result;
  return Reply::last().done(progress);
}
// Replies with the manifest's bytes; refused before they are all read.
UNDERSIGNED_EXPORT(us_reader_manifest) std::int32_t us_reader_manifest(Reader* reader) {
  const auto* manifest = reader->record().manifest();
  if (manifest == nullptr) {
    return Reply::last().refused(
        Error{"manifest.early", "3", "The manifest has not been read yet."});
  }
  return Reply::last().done(manifest->bytes());
}
// Replies with {"cohorts", "people", "cells"}; refused before the roster is read.
UNDERSIGNED_EXPORT(us_reader_roster) std::int32_t us_reader_roster(Reader* reader) {
  const auto* roster = reader->record().roster();
  if (roster == nullptr) {
    return Reply::last().refused(Error{"roster.early", "5", "The roster has not been read yet."});
  }
  undersigned::base::Json cells = undersigned::base::Json::array();
  for (const auto& cell : reader->record().cells().cells) {
    cells.push_back({{"cohorts", cell.cohorts}, {"people", cell.people}});
  }
  return Reply::last().done(
      {{"cohorts", roster->cohorts()}, {"people", roster->people()}, {"cells", cells}});
}

// A signer, at *out; replies with {"index"}. The reader must outlive it.
UNDERSIGNED_EXPORT(us_signer_open)
std::int32_t us_signer_open(Reader* reader, const std::uint8_t* request, std::size_t size,
                            Signer** out) {
  auto signer = Signer::let_in(reader->record(), view(request, size));
  if (!signer) return Reply::last().refused(signer.error());
  *out = std::make_unique<Signer>(*std::move(signer)).release();
  return Reply::last().done({{"index", (*out)->index()}});
}
UNDERSIGNED_EXPORT(us_signer_close) void us_signer_close(Signer* signer) {
  std::unique_ptr<Signer>{signer};
}
// Replies with the entry's bytes.
UNDERSIGNED_EXPORT(us_signer_entry)
std::int32_t us_signer_entry(Signer* signer, std::uint32_t epoch, const std::uint8_t* before,
                             std::size_t size, const std::uint32_t* options, std::size_t items) {
  return answer(signer->make_entry(epoch, view(before, size), {options, items}));
}
// Each replies with a whole leaf; `now` in Unix seconds.
UNDERSIGNED_EXPORT(us_signer_object)
std::int32_t us_signer_object(Signer* signer, std::uint32_t now, const char* text,
                              std::size_t size) {
  return answer(signer->object(now, {text, size}));
}
UNDERSIGNED_EXPORT(us_signer_take_name_back)
std::int32_t us_signer_take_name_back(Signer* signer, std::uint32_t now, const char* reason,
                                      std::size_t size) {
  return answer(signer->take_name_back(now, {reason, size}));
}
UNDERSIGNED_EXPORT(us_signer_receipt)
std::int32_t us_signer_receipt(Signer* signer, const std::uint8_t* receipt, std::size_t size,
                               std::uint32_t epoch, const std::uint8_t* entry,
                               std::size_t entry_size) {
  return answer(signer->check_receipt(view(receipt, size), epoch, view(entry, entry_size)));
}

// A tree, at *out, of a checkpoint that the manifest's log key signed; replies with {"size"}.
UNDERSIGNED_EXPORT(us_tree_open)
std::int32_t us_tree_open(Reader* reader, const std::uint8_t* note, std::size_t size, Tree** out) {
  auto checkpoint =
      reader->open_checkpoint(view(note, size), undersigned::letter::Cosignatures::kWelcome);
  if (!checkpoint) return Reply::last().refused(checkpoint.error());
  *out = std::make_unique<Tree>(*checkpoint).release();
  return Reply::last().done({{"size", checkpoint->size}});
}
UNDERSIGNED_EXPORT(us_tree_close) void us_tree_close(Tree* tree) { std::unique_ptr<Tree>{tree}; }
UNDERSIGNED_EXPORT(us_tree_put)
void us_tree_put(Tree* tree, const char* path, std::size_t path_size, const std::uint8_t* bytes,
                 std::size_t size) {
  tree->put(std::string(path, path_size), {bytes, bytes + size});
}
UNDERSIGNED_EXPORT(us_tree_leaf)
std::int32_t us_tree_leaf(Tree* tree, std::uint32_t index, const std::uint8_t* leaf,
                          std::size_t size) {
  return answer(tree->check(index, view(leaf, size)));
}

// Reply as new_protection and protection_of.
UNDERSIGNED_EXPORT(us_protection_new) std::int32_t us_protection_new() {
  return Reply::last().done(undersigned::wasm::new_protection());
}
UNDERSIGNED_EXPORT(us_protection_of)
std::int32_t us_protection_of(const std::uint8_t* key, std::size_t size) {
  return answer(undersigned::wasm::protection_of(view(key, size)));
}
// A trustee, at *out, with a new key or that of a key file; replies with Trustee::about. `guard`:
// null, or the salt that us_protection_new gave (16) and what the passphrase stretches to (32).
UNDERSIGNED_EXPORT(us_trustee_new)
std::int32_t us_trustee_new(const char* name, std::size_t size, const std::uint8_t* guard,
                            Trustee** out) {
  std::optional<undersigned::wasm::Guard> with;
  if (guard != nullptr) {
    with.emplace();
    std::memcpy(with->protection.salt.data(), guard, 16);
    std::memcpy(with->key.reveal().data(), guard + 16, 32);
  }
  *out = Trustee::create(std::string(name, size), std::move(with)).release();
  return Reply::last().done((*out)->about());
}
// `stretched`: null, or what the file's passphrase stretches to.
UNDERSIGNED_EXPORT(us_trustee_open)
std::int32_t us_trustee_open(const std::uint8_t* key, std::size_t size,
                             const std::uint8_t* stretched, Trustee** out) {
  std::optional<undersigned::trustee::StretchedPassphrase> with;
  if (stretched != nullptr) std::memcpy(with.emplace().reveal().data(), stretched, 32);
  auto trustee = Trustee::open(view(key, size), std::move(with));
  if (!trustee) return Reply::last().refused(trustee.error());
  *out = trustee->release();
  return Reply::last().done((*out)->about());
}
UNDERSIGNED_EXPORT(us_trustee_close) void us_trustee_close(Trustee* trustee) {
  std::unique_ptr<Trustee>{trustee};
}
// Replies with the key file; us_forget wipes the reply.
UNDERSIGNED_EXPORT(us_trustee_key) std::int32_t us_trustee_key(Trustee* trustee) {
  const auto text = trustee->key_text();
  return Reply::last().done(undersigned::base::Bytes(text.reveal().begin(), text.reveal().end()));
}
UNDERSIGNED_EXPORT(us_forget) void us_forget() { Reply::last().forget(); }
// What follows replies as the functions of Trustee that have these names; the letter comes first.
UNDERSIGNED_EXPORT(us_trustee_letter)
std::int32_t us_trustee_letter(Trustee* trustee, const std::uint8_t* manifest, std::size_t size) {
  return answer(trustee->take_letter(view(manifest, size)));
}
UNDERSIGNED_EXPORT(us_trustee_checkpoint)
std::int32_t us_trustee_checkpoint(Trustee* trustee, const std::uint8_t* note, std::size_t size) {
  return answer(trustee->take_checkpoint(view(note, size)));
}
UNDERSIGNED_EXPORT(us_trustee_bundle)
std::int32_t us_trustee_bundle(Trustee* trustee, std::uint32_t index, const std::uint8_t* bytes,
                               std::size_t size, int width) {
  return answer(trustee->take_bundle(index, view(bytes, size), width));
}
UNDERSIGNED_EXPORT(us_trustee_messages_forget)
void us_trustee_messages_forget(Trustee* trustee) { trustee->board().forget_messages(); }
UNDERSIGNED_EXPORT(us_trustee_message)
std::int32_t us_trustee_message(Trustee* trustee, const char* topic, std::size_t topic_size,
                                std::uint32_t author, const std::uint8_t* bytes, std::size_t size) {
  return answer(trustee->take_message({topic, topic_size}, author, view(bytes, size)));
}
UNDERSIGNED_EXPORT(us_trustee_cards)
std::int32_t us_trustee_cards(Trustee* trustee, const std::uint8_t* bytes, std::size_t size) {
  return answer(trustee->take_cards(view(bytes, size)));
}
UNDERSIGNED_EXPORT(us_trustee_ask_for_cards)
std::int32_t us_trustee_ask_for_cards(Trustee* trustee, std::uint32_t time) {
  return Reply::last().done(trustee->ask_for_cards(time));
}
UNDERSIGNED_EXPORT(us_trustee_work)
std::int32_t us_trustee_work(Trustee* trustee, int opening, std::uint32_t now,
                             std::uint32_t despite) {
  return answer(trustee->work(opening != 0, now, despite));
}
