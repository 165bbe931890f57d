// A letter on a server, as the commands that take --url and --ca reach it.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/http/client.h"
#include "core/base/result.h"

namespace undersigned::cli {

// url: https://HOST/letters/ID; authorities: a file of certificates to trust, empty for the
// system's. Refuses what LetterAddress::parse and Client::create refuse.
inline base::Result<std::unique_ptr<http::Client>> connect(const std::string& url,
                                                           const std::string& authorities) {
  UNDERSIGNED_TRY(const auto address, http::LetterAddress::parse(url));
  return http::Client::create(address,
                              authorities.empty() ? std::nullopt : std::optional(authorities));
}

}  // namespace undersigned::cli
