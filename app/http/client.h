// Asking a server: what a trustee's agent and a signer's terminal need. One connection, one request
// at a time; certificates are checked against the system's authorities.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/json.h"
#include "core/base/result.h"

namespace undersigned::http {

struct Reply {
  unsigned status = 0;
  std::string body;
};

// The address of a letter: http(s)://host[:port]/letters/ID, what follows is left out.
struct LetterAddress {
  bool tls = false;
  std::string host, port;
  std::string letter;

  // "client.address".
  static base::Result<LetterAddress> parse(const std::string& url);
  // Where the server has a file of the letter's record.
  std::string record_file(std::string_view path) const {
    return "/letters/" + letter + "/record/" + std::string(path);
  }
};

class Client {
 public:
  // authorities: a file of certificates in PEM to trust instead of the system's. "client.tls".
  static base::Result<std::unique_ptr<Client>> create(
      LetterAddress address, const std::optional<std::string>& authorities = {});
  virtual ~Client() = default;

  const LetterAddress& address() const { return address_; }
  // "client.connection" (worth trying again), "client.certificate", or the server's own refusal for
  // any status but 2xx.
  virtual base::Result<Reply> get(const std::string& path) = 0;
  virtual base::Result<Reply> post(const std::string& path, const base::Json& body) = 0;

 protected:
  explicit Client(LetterAddress address) : address_(std::move(address)) {}

 private:
  LetterAddress address_;
};

}  // namespace undersigned::http
