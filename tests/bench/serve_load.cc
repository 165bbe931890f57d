// Load on a real server over the loopback interface: pages, tiles, valid submissions, idle streams
// of events. Requests a second and a core (of the server's own processor time), the 99th percentile
// of their times, the share of proof verification, memory for a stream.
//
// usage: serve_load UNDERSIGNED [PEOPLE [STREAMS]]
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include "app/http/live_letter.h"
#include "app/service/demo_letter.h"
#include "app/service/entry_desk.h"
#include "app/sodium/sodium.h"
#include "core/base/encoding.h"
#include "core/base/executor.h"
#include "core/letter/roster.h"
#include "tests/support/temporary_folder.h"

extern char** environ;

namespace undersigned {
namespace {

namespace asio = boost::asio;
namespace bhttp = boost::beast::http;
using tcp = asio::ip::tcp;
using Clock = std::chrono::steady_clock;
using http::Awaitable;

constexpr std::uint16_t kPort = 18'473;
constexpr const char* kHead = " HTTP/1.1\r\nHost: localhost\r\n";

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// A letter that is open for hours, one entry of everybody, and what verifying one costs.
struct Prepared {
  test::TemporaryFolder folder;
  std::vector<std::string> submissions;  // whole requests
  double verify_seconds = 0;             // of one entry, in batches as the server's
};

std::string request_of(const service::Submitted& entry) {
  const std::string body =
      base::Json{{"index", entry.index}, {"entry", base::to_base64(entry.entry)}}.dump();
  return std::string("POST /api/letters/night/entries") + kHead +
         "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

// Processor time for each of so many entries, verified in batches of 64.
double measure_verification(const service::RecordView& view,
                            const std::vector<service::Submitted>& entries,
                            const service::Runtime& runtime) {
  const std::clock_t start = std::clock();
  for (std::size_t first = 0; first < entries.size(); first += 64) {
    const std::size_t last = std::min(entries.size(), first + 64);
    std::vector<proof::Entry> parsed;
    std::vector<service::EntryDesk> desks;
    for (std::size_t i = first; i < last; ++i) {
      parsed.push_back(
          service::read_submission(view.verified(), entries[i].index, entries[i].entry).value());
      desks.emplace_back(view.verified(), entries[i].index);
    }
    std::vector<proof::PlacedEntry> placed;
    for (std::size_t i = 0; i < parsed.size(); ++i)
      placed.push_back({desks[i].place(), &parsed[i]});
    if (proof::verify_entries(view.entry_context(), placed, runtime.randomness, runtime.executor))
      std::abort();
  }
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC /
         static_cast<double>(entries.size());
}

void prepare(Prepared& prepared, std::uint32_t people) {
  sodium::SodiumGroup ops;
  sodium::SystemRandomness randomness;
  base::SerialExecutor executor;
  const std::int64_t now = std::time(nullptr);
  const service::Runtime runtime{ops, randomness, executor, [now] { return now; }};
  const service::DemoPlan plan{prepared.folder.path() / "letters" / "night", people, std::nullopt,
                               1, letter::Schedule{now - 10, now + 100'000, 50'000, 3}};
  auto folder = service::LetterFolder::create(plan.out).value();
  const auto letter = service::make_demo_letter(folder, plan, runtime, [](const auto&) {}).value();
  const auto view = service::RecordView::read(folder.store(), runtime).value();
  std::vector<service::Submitted> entries;
  for (std::uint32_t person = 0; person < people; ++person) {
    entries.push_back(
        service::demo_submission(letter, view, {person, 0, {"destination=1"}}, runtime).value());
    prepared.submissions.push_back(request_of(entries.back()));
  }
  prepared.verify_seconds = measure_verification(view, entries, runtime);
}

class ServerProcess {
 public:
  ServerProcess(const std::string& program, const std::filesystem::path& data) {
    std::vector<std::string> words = {program,  "serve",    "--data",
                                      data,     "--listen", "127.0.0.1:" + std::to_string(kPort),
                                      "--quiet"};
    for (const char* limit : {"--reads-per-second", "--reads-at-once", "--writes-per-second",
                              "--writes-at-once", "--max-connections-per-address"}) {
      words.insert(words.end(), {limit, "1000000000"});
    }
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    if (::posix_spawn(&id_, program.c_str(), nullptr, nullptr, arguments.data(), environ) != 0)
      std::abort();
  }
  ~ServerProcess() {
    ::kill(id_, SIGTERM);
    ::waitpid(id_, nullptr, 0);
  }
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  double processor_seconds() const {
    std::ifstream in("/proc/" + std::to_string(id_) + "/stat");
    std::string text((std::istreambuf_iterator<char>(in)), {});
    std::istringstream rest(text.substr(text.rfind(')') + 2));
    std::string skipped;
    for (int i = 0; i < 11; ++i) rest >> skipped;
    double user = 0, system = 0;
    rest >> user >> system;
    return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
  }
  double resident_bytes() const {
    std::ifstream in("/proc/" + std::to_string(id_) + "/statm");
    double total = 0, resident = 0;
    in >> total >> resident;
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE));
  }

 private:
  pid_t id_ = 0;
};

// So many connections that send requests one after the other until there are none left.
class Load {
 public:
  struct Result {
    std::size_t answers = 0, failures = 0;
    double seconds = 0, p50 = 0, p99 = 0;
  };
  Result run(const std::vector<std::string>& requests, std::size_t connections) {
    requests_ = &requests;
    const Clock::time_point start = Clock::now();
    for (std::size_t i = 0; i < connections; ++i) asio::co_spawn(io_, connection(), asio::detached);
    io_.run();
    Result result{times_.size(), failures_, seconds_since(start), 0, 0};
    std::ranges::sort(times_);
    if (!times_.empty()) {
      result.p50 = times_[times_.size() / 2];
      result.p99 = times_[times_.size() * 99 / 100];
    }
    return result;
  }

 private:
  Awaitable<void> connection() {
    tcp::socket socket(io_);
    co_await socket.async_connect({asio::ip::address_v4::loopback(), kPort}, asio::use_awaitable);
    socket.set_option(tcp::no_delay(true));
    boost::beast::flat_buffer buffer;
    while (next_ < requests_->size()) {
      const std::string& request = (*requests_)[next_++];
      const Clock::time_point sent = Clock::now();
      co_await asio::async_write(socket, asio::buffer(request), asio::use_awaitable);
      bhttp::response_parser<bhttp::string_body> parser;
      co_await bhttp::async_read(socket, buffer, parser, asio::use_awaitable);
      times_.push_back(seconds_since(sent));
      failures_ += parser.get().result_int() / 100 != 2;
    }
  }
  asio::io_context io_{1};
  const std::vector<std::string>* requests_ = nullptr;
  std::size_t next_ = 0, failures_ = 0;
  std::vector<double> times_;
};

void show(const char* name, const Load::Result& result, double processor) {
  std::printf("%-24s %9zu %12.0f %14.0f %10.2f %10.2f%s\n", name, result.answers,
              static_cast<double>(result.answers) / result.seconds,
              static_cast<double>(result.answers) / processor, result.p50 * 1e3, result.p99 * 1e3,
              result.failures > 0 ? "  FAILURES" : "");
}

double measure(const char* name, const ServerProcess& server,
               const std::vector<std::string>& requests, std::size_t connections) {
  const double before = server.processor_seconds();
  const Load::Result result = Load().run(requests, connections);
  const double used = server.processor_seconds() - before;
  show(name, result, used);
  return used / static_cast<double>(result.answers);
}

std::vector<std::string> repeated(const std::string& target, std::size_t count) {
  return std::vector<std::string>(count, "GET " + target + kHead + "\r\n");
}

void measure_streams(const ServerProcess& server, std::size_t count) {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  asio::io_context io;
  const std::string ask = std::string("GET /api/letters/night/events") + kHead + "\r\n";
  std::vector<tcp::socket> streams;
  const double before = server.resident_bytes();
  for (std::size_t i = 0; i < count; ++i) {
    streams.emplace_back(io);
    streams.back().connect({asio::ip::address_v4::loopback(), kPort});
    asio::write(streams.back(), asio::buffer(ask));
    std::string answer;
    asio::read_until(streams.back(), asio::dynamic_buffer(answer), "\n\n");
  }
  const double each = (server.resident_bytes() - before) / static_cast<double>(count);
  const double processor = server.processor_seconds();
  ::sleep(10);
  std::printf("\n%zu idle streams of events: %.1f KB each, %.2f %% of a core\n", count, each / 1024,
              (server.processor_seconds() - processor) * 10);
}

// Until the server has read and verified its letter.
void wait_until_ready() {
  for (int i = 0; i < 600; ++i) {
    asio::io_context io;
    tcp::socket socket(io);
    boost::system::error_code error;
    socket.connect({asio::ip::address_v4::loopback(), kPort}, error);
    const std::string ask = std::string("GET /api/letters/night") + kHead + "\r\n";
    if (!error) asio::write(socket, asio::buffer(ask), error);
    std::string answer;
    if (!error) asio::read_until(socket, asio::dynamic_buffer(answer), "\r\n", error);
    if (answer.starts_with("HTTP/1.1 200")) return;
    ::usleep(50'000);
  }
  std::abort();
}

int run(const std::string& program, std::uint32_t people, std::size_t streams) {
  Prepared prepared;
  std::fprintf(stderr, "making the entries of %u people\n", people);
  prepare(prepared, people);
  const ServerProcess server(program, prepared.folder.path());
  wait_until_ready();
  ::sleep(static_cast<unsigned>(people / 100));  // the epoch's covers are made
  std::printf("%-24s %9s %12s %14s %10s %10s\n", "", "answers", "a second", "a core-second",
              "p50, ms", "p99, ms");
  measure("page", server, repeated("/", 40'000), 16);
  measure("state of a letter", server, repeated("/api/letters/night", 40'000), 16);
  measure("bundle of leaves", server,
          repeated("/letters/night/record/tile/entries/000.p/10", 20'000), 16);
  const double each = measure("valid submission", server, prepared.submissions, 64);
  std::printf(
      "\nproof verification: %.0f µs of the %.0f µs of processor time of a submission: %.0f %%\n",
      prepared.verify_seconds * 1e6, each * 1e6, prepared.verify_seconds / each * 100);
  measure_streams(server, streams);
  return 0;
}

}  // namespace
}  // namespace undersigned

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: serve_load UNDERSIGNED [PEOPLE [STREAMS]]\n");
    return 2;
  }
  undersigned::sodium::initialise();
  return undersigned::run(argv[1],
                          argc > 2 ? static_cast<std::uint32_t>(std::atoi(argv[2])) : 2'000,
                          argc > 3 ? static_cast<std::size_t>(std::atoi(argv[3])) : 10'000);
}
