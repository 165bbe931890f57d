#include "app/http/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace undersigned::http {
namespace {

// Its members, to be put between the pattern's braces.
std::string members(std::string_view event, const base::Json& fields) {
  base::Json line = {{"event", event}};
  line.update(fields);
  const std::string text = line.dump(-1, ' ', false, base::Json::error_handler_t::replace);
  return text.substr(1, text.size() - 2);
}

}  // namespace

Log::Log(Level level)
    : logger_(std::make_shared<spdlog::logger>("undersigned",
                                               std::make_shared<spdlog::sinks::stderr_sink_mt>())) {
  logger_->set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})",
                       spdlog::pattern_time_type::utc);
  logger_->set_level(level == Level::kAll        ? spdlog::level::info
                     : level == Level::kWarnings ? spdlog::level::warn
                                                 : spdlog::level::off);
  logger_->flush_on(spdlog::level::info);
}

void Log::info(std::string_view event, base::Json fields) {
  logger_->log(spdlog::level::info, spdlog::string_view_t(members(event, fields)));
}

void Log::warn(std::string_view event, base::Json fields) {
  logger_->log(spdlog::level::warn, spdlog::string_view_t(members(event, fields)));
}

void Log::error(std::string_view event, const std::string& letter, const base::Error& error) {
  const base::Json fields = {
      {"letter", letter}, {"check", error.check}, {"message", error.message}};
  logger_->log(spdlog::level::err, spdlog::string_view_t(members(event, fields)));
}

}  // namespace undersigned::http
