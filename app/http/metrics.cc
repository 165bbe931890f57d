#include "app/http/metrics.h"

#include <algorithm>
#include <sstream>

namespace undersigned::http {
namespace {

constexpr std::array<const char*, 4> kKindNames = {"pages", "record", "api", "operation"};

void head(std::ostream& out, const char* name, const char* type, const char* help) {
  out << "# HELP " << name << ' ' << help << "\n# TYPE " << name << ' ' << type << '\n';
}

void one(std::ostream& out, const char* name, const char* type, const char* help,
         std::uint64_t value) {
  head(out, name, type, help);
  out << name << ' ' << value << '\n';
}

}  // namespace

Metrics::Kind Metrics::kind_of(Route route) {
  switch (route) {
    case Route::kPage:
      return kPages;
    case Route::kCheckpoint:
    case Route::kTile:
      return kRecord;
    case Route::kHealth:
    case Route::kReady:
    case Route::kMetrics:
      return kOperation;
    default:
      return kApi;
  }
}

void Metrics::answered(Route route, unsigned status, std::chrono::nanoseconds time) {
  ++requests_[kind_of(route)][std::min(status / 100, 5u)];
  const double seconds = std::chrono::duration<double>(time).count();
  seconds_ += seconds;
  std::size_t bin = 0;
  while (bin < kBounds.size() && seconds > kBounds[bin]) ++bin;
  ++times_[bin];
}

std::string Metrics::text() const {
  std::ostringstream out;
  head(out, "undersigned_requests_total", "counter", "Answered requests.");
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    for (std::size_t status = 1; status <= 5; ++status) {
      out << "undersigned_requests_total{kind=\"" << kKindNames[kind] << "\",status=\"" << status
          << "xx\"} " << requests_[kind][status] << '\n';
    }
  }
  head(out, "undersigned_request_seconds", "histogram",
       "From the head of a request to its answer.");
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < kBounds.size(); ++i) {
    sum += times_[i];
    out << "undersigned_request_seconds_bucket{le=\"" << kBounds[i] << "\"} " << sum << '\n';
  }
  sum += times_.back();
  out << "undersigned_request_seconds_bucket{le=\"+Inf\"} " << sum << '\n'
      << "undersigned_request_seconds_sum " << seconds_ << '\n'
      << "undersigned_request_seconds_count " << sum << '\n';
  one(out, "undersigned_connections", "gauge", "Open connections.", connections);
  one(out, "undersigned_event_streams", "gauge", "Open streams of events.", streams);
  one(out, "undersigned_letters", "gauge", "Letters that are served.", letters);
  one(out, "undersigned_refused_connections_total", "counter", "Over a limit of connections.",
      refused_connections_);
  return out.str();
}

}  // namespace undersigned::http
