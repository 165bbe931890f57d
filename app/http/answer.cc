#include "app/http/answer.h"

#include <algorithm>
#include <array>
#include <ranges>
#include <string_view>

#include "app/http/bodies.h"
#include "core/base/encoding.h"
#include "core/hash/sha2.h"

namespace undersigned::http {
namespace {

struct Status {
  std::string_view check;  // or, ending in a dot, how it begins
  unsigned status;
};
// The first that fits.
constexpr std::array kStatuses = {Status{"http.target", 400},
                                  Status{"http.form", 400},
                                  Status{"http.unknown", 404},
                                  Status{"http.method", 405},
                                  Status{"http.timeout", 408},
                                  Status{"http.body", 413},
                                  Status{"http.media", 415},
                                  Status{"http.header", 431},
                                  Status{"http.version", 505},
                                  Status{"http.busy", 503},
                                  Status{"http.streams", 503},
                                  Status{"http.stopping", 503},
                                  Status{"rate.", 429},
                                  Status{"json.", 400},
                                  Status{"base64.", 400},
                                  Status{"letter.unknown", 404},
                                  Status{"result.pending", 404},
                                  Status{"record.unknown", 404},
                                  Status{"record.withheld", 410},
                                  Status{"board.unknown", 404},
                                  Status{"board.topic", 400},
                                  Status{"board.trustee", 403},
                                  Status{"board.signature", 403},
                                  Status{"board.time", 403},
                                  Status{"board.phase", 409},
                                  Status{"board.message", 422},
                                  Status{"store.message", 409},
                                  Status{"opening.taken", 409},
                                  Status{"epoch.", 409},
                                  Status{"submission.index", 422},
                                  Status{"entry.", 422},
                                  Status{"note.", 400},
                                  Status{"witness.unknown", 403},
                                  Status{"witness.cosignature", 409},
                                  Status{"amendment.phase", 409},
                                  Status{"amendment.epoch", 409},
                                  Status{"amendment.number", 409},
                                  Status{"amendment.", 422},
                                  Status{"leaf.", 422},
                                  Status{"beside.place", 409},
                                  Status{"objection.early", 409},
                                  Status{"objection.twice", 409},
                                  Status{"objection.", 422},
                                  Status{"withdrawal.sealed", 409},
                                  Status{"withdrawal.twice", 409},
                                  Status{"withdrawal.", 422},
                                  Status{"outcome.early", 409},
                                  Status{"outcome.number", 409},
                                  Status{"outcome.", 422},
                                  Status{"offer.number", 409},
                                  Status{"offer.", 422},
                                  Status{"store.full", 507},
                                  Status{"store.busy", 503}};

}  // namespace

unsigned status_of(const std::string& check) {
  for (const Status& known : kStatuses) {
    if (check == known.check || (known.check.ends_with('.') && check.starts_with(known.check)))
      return known.status;
  }
  return 500;
}

bool accepts_brotli(std::string_view accept_encoding) {
  constexpr auto trimmed = [](std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return std::string_view();
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
  };
  for (const auto part : std::views::split(accept_encoding, ',')) {
    const std::string_view coding(part);
    const std::size_t semicolon = std::min(coding.find(';'), coding.size());
    const std::string_view name = trimmed(coding.substr(0, semicolon));
    if (name != "br" && name != "BR") continue;
    // A weight of zero, "q=0" to "q=0.000", takes none.
    const std::string_view weight = trimmed(coding.substr(semicolon));
    return weight.empty() || weight.find_first_of("123456789") != std::string_view::npos;
  }
  return false;
}

std::string etag_of(const std::string& bytes) {
  const auto digest = hash::sha256(base::as_bytes(bytes));
  return '"' + base::to_hex(base::ByteView(digest).first(16)) + '"';
}

Answer answer_json(unsigned status, const base::Json& json, Keep keep) {
  Answer answer = answer_bytes("application/json", json.dump() + "\n", keep);
  answer.status = status;
  return answer;
}

Answer answer_bytes(std::string type, std::string bytes, Keep keep) {
  Answer answer;
  answer.type = std::move(type);
  if (keep == Keep::kAsk) answer.etag = etag_of(bytes);
  answer.body = std::make_shared<const std::string>(std::move(bytes));
  answer.keep = keep;
  return answer;
}

Answer answer_error(const base::Error& error) {
  const unsigned status = status_of(error.check);
  // What failed inside is for the log, not for the world.
  if (status == 500) {
    return answer_json(500, refusal_json({"http.internal", "",
                                          "Something failed here; nothing was changed. Try again "
                                          "later."}));
  }
  return answer_json(status, refusal_json(error));
}

}  // namespace undersigned::http
