// The target of a request, from outside: a path of a few plain segments, and what it asks for
// (docs/http/openapi.json). A path that is not in its one plain form is refused, so there is
// nothing to decode and nowhere to climb.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/trustee/board_topic.h"

namespace undersigned::http {

enum class Route {
  kHealth,
  kReady,
  kMetrics,
  kLetters,
  kLetter,
  kManifest,
  kResult,
  kEvents,
  kEntries,
  kBoard,
  kBoardMessage,
  kCards,
  kCosignatures,
  kAmendments,
  kBeside,
  kCheckpoint,
  kTile,
  kPage,     // a file of the pages, or their own routes
  kUnknown,  // under /api or a letter's record, and nothing there
};

// How a route may be asked.
enum class Methods { kRead, kWrite, kBoth };
Methods methods_of(Route route);

struct Target {
  Route route = Route::kUnknown;
  std::string path;           // without query
  std::string letter;         // its id, where the route has one
  trustee::BoardTopic topic;  // kBoardMessage
  std::uint32_t author = 0;   // kBoardMessage
  std::string tile;           // kTile: "tile/0/000.p/17"

  // Refuses "http.target": longer than max_bytes, not beginning with a slash, empty segments or
  // segments of dots, any character but letters, digits and -._~/ before the query; "board.topic"
  // and an author beyond 0…16 likewise. The query is cut off and means nothing.
  static base::Result<Target> parse(std::string_view target, std::size_t max_bytes);
};

// [a-z0-9][a-z0-9-]{0,39}: the name of a letter's folder.
bool is_letter_id(std::string_view id);

}  // namespace undersigned::http
