// What the server answers, apart from sockets: a request whose form was accepted becomes an answer.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "app/http/answer.h"
#include "app/http/limits.h"
#include "app/http/live_letter.h"
#include "app/http/metrics.h"
#include "app/http/rates.h"
#include "app/http/target.h"
#include "app/http/web_files.h"

namespace undersigned::http {

enum class Method { kRead, kWrite, kOther };

struct Request {
  Method method = Method::kRead;
  Target target;
  std::string address;  // who asks: for rates and for nothing else
  bool local = false;   // over the loopback interface, and no proxy in between
  bool json = false;    // Content-Type: application/json
  std::string body;
};

struct ApiSettings {
  bool public_metrics = false;
};

class Api {
 public:
  Api(const Limits& limits, const service::Runtime& runtime, WebFiles web, ApiSettings settings,
      Log& log);

  // --- by the server ---
  void add(std::shared_ptr<LiveLetter> letter);
  std::size_t letters() const { return letters_.size(); }
  std::shared_ptr<LiveLetter> find(const std::string& id) const;
  struct Readiness {
    std::size_t verifying = 0, failed = 0;
    bool stopping = false;
  };
  Readiness& readiness() { return readiness_; }
  Metrics& metrics() { return metrics_; }
  std::uint64_t answering = 0;  // requests whose answers are not sent yet
  void stop();
  // Lets go of the letters, before the threads that they use end.
  void release() { letters_.clear(); }

  // Before a body is read: whether this may be asked at all. "rate.address", "http.method",
  // "http.media", "http.unknown", "letter.unknown".
  base::Result<void> admit(const Request& request);
  // How large the body may be.
  std::size_t max_body(const Target& target) const;
  // The answer to an admitted request; kEvents is not for here.
  Awaitable<Answer> respond(Request request);

 private:
  base::Result<Answer> read(const Request& request);
  Awaitable<base::Result<Answer>> read_letter(const Request& request, LiveLetter& letter);
  // Answers that follow from a letter's record: of how many leaves, and what they say.
  using Derived = std::map<std::string, std::pair<std::uint64_t, Answer>>;
  template <class Read>
  Awaitable<base::Result<Answer>> derived(LiveLetter& letter, Derived& known, const Read& read);
  Awaitable<base::Result<Answer>> result(LiveLetter& letter);
  Awaitable<base::Result<Answer>> beside(LiveLetter& letter);
  Awaitable<base::Result<Answer>> write(const Request& request, LiveLetter& letter);
  Awaitable<base::Result<Answer>> submit(const Request& request, LiveLetter& letter);
  Awaitable<base::Result<Answer>> give(const Request& request, LiveLetter& letter);
  Awaitable<base::Result<Answer>> cosign(const Request& request, LiveLetter& letter);
  Awaitable<base::Result<Answer>> amend(const Request& request, LiveLetter& letter);
  Awaitable<base::Result<Answer>> add_beside(const Request& request, LiveLetter& letter);
  Awaitable<base::Result<Answer>> cards(const Request& request, LiveLetter& letter);
  Answer ready() const;
  Answer list() const;

  const Limits& limits_;
  const service::Runtime& runtime_;
  WebFiles web_;
  ApiSettings settings_;
  Log& log_;
  Metrics metrics_;
  Readiness readiness_;
  Rates reads_, writes_;  // by address
  std::map<std::string, std::shared_ptr<LiveLetter>> letters_;
  Derived results_, besides_;
};

}  // namespace undersigned::http
