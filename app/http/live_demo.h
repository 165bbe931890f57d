// The demonstration that somebody can take part in: a letter of invented people on a running
// server. All but one act by themselves, through the server's own submissions; three trustees in
// this process open it after the close.
#pragma once

#include <memory>
#include <string>

#include "app/http/server.h"
#include "app/service/demo_letter.h"

namespace undersigned::http {

struct LiveDemoOptions {
  std::filesystem::path data;
  std::uint32_t people = 770;
  std::uint32_t epoch_seconds = 20;
  std::uint32_t epochs = 7;
  std::uint64_t seed = 1;
  std::string events;                     // what they do (docs/guides/events.md), within
  std::uint32_t events_seconds = 86'400;  // so long, played as fast as the letter's epochs last
};

// The one who is left to the visitor.
struct Visitor {
  std::string name;
  std::string path;  // of the page, with the invitation in its fragment
  std::string code;  // as it is written for people
};

class LiveDemo {
 public:
  // Makes the letter in DATA/letters/night, which must not be there, with a schedule that starts
  // once it is made. Says each stage.
  static base::Result<std::shared_ptr<LiveDemo>> make(
      const LiveDemoOptions& options, const service::Runtime& runtime,
      const std::function<void(const std::string&)>& stage);

  const Visitor& visitor() const { return visitor_; }
  // From now on people act and trustees open; the demonstration must outlive the server's run.
  base::Result<void> start(Server& server);

 private:
  LiveDemo(LiveDemoOptions options, const service::Runtime& runtime, service::DemoLetter letter,
           std::uint32_t left_out);
  Awaitable<void> play(std::vector<service::Event> events);
  Awaitable<void> act(service::Event event);
  Awaitable<void> open();

  LiveDemoOptions options_;
  const service::Runtime& runtime_;
  service::DemoLetter letter_;
  std::uint32_t left_out_;  // the visitor's place among the people
  Visitor visitor_;
  std::shared_ptr<LiveLetter> live_;
  Server* server_ = nullptr;
};

}  // namespace undersigned::http
