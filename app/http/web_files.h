// The pages: every file of one folder, read once into memory. What is asked for is looked up by its
// exact path, so no path from outside ever reaches the disk.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "app/http/answer.h"
#include "core/base/result.h"

namespace undersigned::http {

class WebFiles {
 public:
  // A small page that says that there are none.
  WebFiles();
  // Every plain file under the folder; index.html must be there. Refuses "web.folder", "web.size".
  static base::Result<WebFiles> read(const std::filesystem::path& folder, std::size_t max_bytes);

  // The file at a path; index.html for "/", and for paths that name none and have no dot in their
  // last segment (the pages' own routes). "http.unknown" for the others.
  base::Result<Answer> find(const std::string& path) const;
  std::size_t size() const { return files_.size(); }

 private:
  void take_compressed();
  std::map<std::string, Answer> files_;  // "/assets/a.js"
};

}  // namespace undersigned::http
