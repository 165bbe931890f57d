#include "app/http/web_files.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "app/service/files.h"

namespace undersigned::http {
namespace {

namespace fs = std::filesystem;

struct Type {
  std::string_view extension, type;
};
constexpr std::array kTypes = {Type{".html", "text/html; charset=utf-8"},
                               Type{".js", "text/javascript; charset=utf-8"},
                               Type{".mjs", "text/javascript; charset=utf-8"},
                               Type{".css", "text/css; charset=utf-8"},
                               Type{".json", "application/json"},
                               Type{".webmanifest", "application/manifest+json"},
                               Type{".wasm", "application/wasm"},
                               Type{".svg", "image/svg+xml"},
                               Type{".png", "image/png"},
                               Type{".ico", "image/x-icon"},
                               Type{".woff2", "font/woff2"},
                               Type{".txt", "text/plain; charset=utf-8"}};

constexpr std::string_view kNoPages =
    "<!doctype html><html lang=\"en\"><title>Undersigned</title><h1>Undersigned</h1>"
    "<p>The server runs; its pages are not installed. Build them, or name their folder with "
    "--web.</p></html>\n";

std::string type_of(const fs::path& path) {
  const auto known = std::ranges::find(kTypes, path.extension().string(), [](const Type& type) {
    return std::string(type.extension);
  });
  return std::string(known == kTypes.end() ? "application/octet-stream" : known->type);
}

}  // namespace

WebFiles::WebFiles() {
  files_["/index.html"] =
      answer_bytes("text/html; charset=utf-8", std::string(kNoPages), Keep::kAsk);
}

base::Result<WebFiles> WebFiles::read(const fs::path& folder, std::size_t max_bytes) {
  WebFiles web;
  web.files_.clear();
  std::error_code error;
  std::size_t left = max_bytes;
  for (auto entry = fs::recursive_directory_iterator(folder, error);
       !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (!entry->is_regular_file() || entry->is_symlink()) continue;
    const auto bytes = service::read_file(entry->path(), left);
    if (!bytes)
      return base::fail("web.size", "", "The pages cannot be read: " + bytes.error().message);
    left -= bytes->size();
    const std::string name = '/' + entry->path().lexically_relative(folder).generic_string();
    // The build names what lies in assets/ by its content.
    const Keep keep = name.starts_with("/assets/") ? Keep::kForEver : Keep::kAsk;
    web.files_[name] =
        answer_bytes(type_of(entry->path()), std::string(base::as_text(*bytes)), keep);
  }
  web.take_compressed();
  if (error || !web.files_.contains("/index.html"))
    return base::fail("web.folder", "",
                      folder.string() + " holds no pages: there is no index.html in it.");
  return web;
}

// What ends in .br is no file of its own but another form of the one beside it.
void WebFiles::take_compressed() {
  constexpr std::string_view kBrotli = ".br";
  for (auto& [name, answer] : files_) {
    if (const auto found = files_.find(name + std::string(kBrotli)); found != files_.end())
      answer.brotli = found->second.body;
  }
  std::erase_if(files_, [&](const auto& file) { return file.first.ends_with(kBrotli); });
}

base::Result<Answer> WebFiles::find(const std::string& path) const {
  if (const auto file = files_.find(path); file != files_.end()) return file->second;
  if (path.find('.', path.rfind('/')) != std::string::npos)
    return base::fail("http.unknown", "", "There is nothing at this address.");
  return files_.at("/index.html");
}

}  // namespace undersigned::http
