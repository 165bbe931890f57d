// What the server writes down: one JSON object a line on standard error. Never an address, a code,
// an index of a credential, or a request: a list of who came when is what this system does not
// keep.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/base/json.h"
#include "core/base/result.h"

namespace spdlog {
class logger;
}

namespace undersigned::http {

class Log {
 public:
  enum class Level { kQuiet, kWarnings, kAll };
  explicit Log(Level level);

  // {"time":…,"level":"info","event":…, and the fields}
  void info(std::string_view event, base::Json fields = base::Json::object());
  void warn(std::string_view event, base::Json fields = base::Json::object());
  // An error of a letter: its check and its sentence.
  void error(std::string_view event, const std::string& letter, const base::Error& error);

 private:
  std::shared_ptr<spdlog::logger> logger_;
};

}  // namespace undersigned::http
