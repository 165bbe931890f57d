#include "app/http/target.h"

#include <algorithm>
#include <charconv>
#include <vector>

namespace undersigned::http {
namespace {

using Segments = std::vector<std::string_view>;

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

std::unexpected<base::Error> refused() {
  return base::fail("http.target", "", "The address is not one that this server understands.");
}

// The segments of a path; the last may be empty ("/letters/").
base::Result<Segments> segments_of(std::string_view path) {
  if (!path.starts_with('/')) return refused();
  Segments segments;
  for (std::string_view rest = path.substr(1);;) {
    const std::size_t end = std::min(rest.find('/'), rest.size());
    const std::string_view segment = rest.substr(0, end);
    const bool last = end == rest.size();
    // Nothing that is served begins with a dot.
    if (!std::ranges::all_of(segment, is_plain) || segment.starts_with('.') ||
        (segment.empty() && !last))
      return refused();
    segments.push_back(segment);
    if (last) return segments;
    rest.remove_prefix(end + 1);
  }
}

Route letter_route(const Segments& s) {
  if (s.size() == 3) return Route::kLetter;
  if (s.size() != 4) return Route::kUnknown;
  if (s[3] == "manifest") return Route::kManifest;
  if (s[3] == "result") return Route::kResult;
  if (s[3] == "events") return Route::kEvents;
  if (s[3] == "entries") return Route::kEntries;
  if (s[3] == "board") return Route::kBoard;
  if (s[3] == "cards") return Route::kCards;
  if (s[3] == "cosignatures") return Route::kCosignatures;
  if (s[3] == "amendments") return Route::kAmendments;
  if (s[3] == "beside") return Route::kBeside;
  return Route::kUnknown;
}

// /api/letters/ID/board/TOPIC/AUTHOR
base::Result<void> read_board_message(const Segments& s, Target& out) {
  UNDERSIGNED_TRY(out.topic, trustee::BoardTopic::parse(s[4]));
  const std::string_view digits = s[5];
  const char* const last = digits.data() + digits.size();
  const auto [end, error] = std::from_chars(digits.data(), last, out.author);
  if (error != std::errc() || end != last || out.author > 16 ||
      (digits.size() > 1 && digits.front() == '0'))
    return refused();
  out.route = Route::kBoardMessage;
  return {};
}

base::Result<void> read_api(const Segments& s, Target& out) {
  if (s.size() < 2 || s[1] != "letters") return {};
  if (s.size() == 2) {
    out.route = Route::kLetters;
    return {};
  }
  if (!is_letter_id(s[2])) return refused();
  out.letter = s[2];
  if (s.size() == 6 && s[3] == "board") return read_board_message(s, out);
  out.route = letter_route(s);
  return {};
}

// /letters/ID/record/…
base::Result<void> read_record(const Segments& s, Target& out) {
  if (!is_letter_id(s[1])) return refused();
  out.letter = s[1];
  if (s.size() == 4 && s[3] == "checkpoint") {
    out.route = Route::kCheckpoint;
  } else if (s.size() > 4 && s[3] == "tile") {
    out.route = Route::kTile;
    const auto start = static_cast<std::size_t>(s[3].data() - s[0].data()) + 1;
    out.tile = out.path.substr(start);
  }
  return {};
}

}  // namespace

Methods methods_of(Route route) {
  switch (route) {
    case Route::kEntries:
    case Route::kCards:
    case Route::kCosignatures:
    case Route::kAmendments:
      return Methods::kWrite;
    case Route::kBoard:
    case Route::kBeside:
      return Methods::kBoth;
    default:
      return Methods::kRead;
  }
}

bool is_letter_id(std::string_view id) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !id.empty() && id.size() <= 40 && plain(id.front()) &&
         std::ranges::all_of(id, [&](char c) { return plain(c) || c == '-'; });
}

base::Result<Target> Target::parse(std::string_view target, std::size_t max_bytes) {
  if (target.size() > max_bytes) return refused();
  const std::string_view path = target.substr(0, std::min(target.find('?'), target.size()));
  UNDERSIGNED_TRY(const Segments s, segments_of(path));
  Target out;
  out.path = path;
  if (s[0] == "api") {
    UNDERSIGNED_TRY_VOID(read_api(s, out));
  } else if (s[0] == "letters" && s.size() > 3 && s[2] == "record") {
    UNDERSIGNED_TRY_VOID(read_record(s, out));
  } else if (path == "/healthz") {
    out.route = Route::kHealth;
  } else if (path == "/readyz") {
    out.route = Route::kReady;
  } else if (path == "/metrics") {
    out.route = Route::kMetrics;
  } else {
    out.route = Route::kPage;
  }
  return out;
}

}  // namespace undersigned::http
