// One connection: HTTP/1.1 over a plain or an encrypted socket.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include "app/http/api.h"
#include "app/http/limits.h"

namespace undersigned::http {

struct SessionSettings {
  const Limits& limits;
  Api& api;
  boost::asio::ssl::context* tls = nullptr;  // null: plain
  bool behind_proxy = false;                 // the last X-Forwarded-For says who asks
};

// Serves a connection until it ends; `address` is the other side's.
Awaitable<void> serve_connection(boost::asio::ip::tcp::socket socket, std::string address,
                                 const SessionSettings& settings);

}  // namespace undersigned::http
