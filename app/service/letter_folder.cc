#include "app/service/letter_folder.h"

namespace undersigned::service {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kManifestTopic = "manifest";
constexpr std::string_view kWithheldTopic = "withheld";
constexpr std::string_view kCosignatureTopic = "cosignature/";

std::string cosignature_topic(std::uint64_t size) {
  return std::string(kCosignatureTopic) + std::to_string(size);
}

// Whether a new letter may be made here: nothing is, or what a stopped `create` or `letter new`
// left behind, which is a part of the database and of the draft and nothing else.
bool is_free(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(path, error)) return true;
  if (!fs::is_directory(path, error)) return false;
  std::size_t draft = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(path, error)) {
    const std::string name = entry.path().filename();
    const bool part = name.starts_with("letter.") && entry.is_regular_file(error);
    if (!part) return false;
    draft += name == "letter.json" || name == "letter.md";
  }
  return !error && draft < 2;
}

}  // namespace

base::Result<LetterFolder> LetterFolder::create(const fs::path& path) {
  if (!is_free(path)) {
    return base::fail("folder.exists", "",
                      path.string() + " is there already; name a folder that is new or empty.");
  }
  std::error_code error;
  fs::create_directories(path, error);
  if (error)
    return base::fail("folder.create", "",
                      "Cannot make the folder " + path.string() + ": " + error.message() + ".");
  const fs::path database = path / "letter.db";
  const auto how = fs::exists(database, error) ? store::Open::kExisting : store::Open::kCreate;
  UNDERSIGNED_TRY(auto store, store::open_sqlite(database, how));
  return LetterFolder(path, std::move(store));
}

namespace {

base::Result<void> check_letter(const fs::path& path) {
  std::error_code error;
  if (fs::is_regular_file(path / "letter.db", error)) return {};
  return base::fail("folder.missing", "",
                    path.string() +
                        " is not a letter's folder. Start one with: undersigned letter new --dir " +
                        path.string());
}

}  // namespace

base::Result<LetterFolder> LetterFolder::open_files(const fs::path& path) {
  UNDERSIGNED_TRY_VOID(check_letter(path));
  return LetterFolder(path, store::open_memory());
}

base::Result<LetterFolder> LetterFolder::open(const fs::path& path) {
  UNDERSIGNED_TRY_VOID(check_letter(path));
  UNDERSIGNED_TRY(auto store, store::open_sqlite(path / "letter.db", store::Open::kExisting));
  return LetterFolder(path, std::move(store));
}

base::Result<std::optional<letter::Manifest>> LetterFolder::find_manifest() const {
  UNDERSIGNED_TRY(const auto bytes, store_->message(kManifestTopic, 0));
  if (!bytes) return std::nullopt;
  UNDERSIGNED_TRY(letter::Manifest manifest, letter::Manifest::parse(*bytes));
  return manifest;
}

base::Result<letter::Manifest> LetterFolder::manifest() const {
  UNDERSIGNED_TRY(auto manifest, find_manifest());
  if (!manifest) {
    return base::fail("letter.draft", "3",
                      "The letter is still a draft. Fix it first: undersigned letter freeze");
  }
  return std::move(*manifest);
}

base::Result<void> LetterFolder::fix_manifest(base::ByteView bytes) {
  return store_->put_message(kManifestTopic, 0, bytes);
}

base::Result<void> LetterFolder::withhold_entries() {
  return store_->put_message(kWithheldTopic, 0, base::as_bytes("entries"));
}

base::Result<bool> LetterFolder::entries_withheld(const store::Board& board) {
  UNDERSIGNED_TRY(const auto marker, board.message(kWithheldTopic, 0));
  return marker.has_value();
}

base::Result<void> LetterFolder::keep_cosignature(std::uint64_t size, std::uint32_t witness,
                                                  std::string_view line) {
  UNDERSIGNED_TRY(const auto earlier, cosignature(*store_, size, witness));
  if (earlier) return {};
  return store_->put_message(cosignature_topic(size), witness, base::as_bytes(line));
}

base::Result<std::optional<std::string>> LetterFolder::cosignature(const store::Board& board,
                                                                   std::uint64_t size,
                                                                   std::uint32_t witness) {
  UNDERSIGNED_TRY(const auto line, board.message(cosignature_topic(size), witness));
  if (!line) return std::nullopt;
  return std::string(base::as_text(*line));
}

bool LetterFolder::keeps(std::string_view topic) {
  return topic == kManifestTopic || topic == kWithheldTopic || topic.starts_with(kCosignatureTopic);
}

}  // namespace undersigned::service
