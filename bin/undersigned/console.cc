#include "bin/undersigned/console.h"

#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <ctime>
#include <fstream>
#include <iostream>

namespace undersigned::cli {
namespace {

void show_progress(std::string_view stage, double done) {
  std::fprintf(stderr, "\r\033[K%.*s %3.0f %%", static_cast<int>(stage.size()), stage.data(),
               done * 100);
  std::fflush(stderr);
}

void end_progress_line() {
  if (::isatty(STDERR_FILENO) != 0) std::fprintf(stderr, "\r\033[K");
}

// The next line, of a file with either ending of lines.
bool next_line(std::istream& in, std::string& line) {
  if (!std::getline(in, line)) return false;
  if (line.ends_with('\r')) line.pop_back();
  return true;
}

// Turns the terminal's echo off while it lives.
class WithoutEcho {
 public:
  WithoutEcho() {
    ::tcgetattr(STDIN_FILENO, &before_);
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  ~WithoutEcho() { ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_); }
  WithoutEcho(const WithoutEcho&) = delete;
  WithoutEcho& operator=(const WithoutEcho&) = delete;

 private:
  termios before_{};
};

}  // namespace

int Console::done(const base::Json& value, const std::string& text) const {
  end_progress_line();
  std::printf("%s\n", json() ? value.dump(2).c_str() : text.c_str());
  return kDone;
}

int Console::refused(const base::Error& error) const {
  end_progress_line();
  if (json()) {
    const base::Json value = {
        {"error",
         {{"check", error.check}, {"section", error.section}, {"message", error.message}}}};
    std::printf("%s\n", value.dump(2).c_str());
  } else {
    std::fprintf(stderr, "undersigned: %s\n", error.message.c_str());
    std::fprintf(stderr, "  (%s%s%s)\n", error.check.c_str(),
                 error.section.empty() ? "" : "; docs/protocol.md, section ",
                 error.section.c_str());
  }
  return kRefused;
}

Machine::Machine(const Console& console)
    : runtime_{group_, randomness_, executor_,
               [] { return static_cast<std::int64_t>(std::time(nullptr)); }} {
  if (!console.json() && ::isatty(STDERR_FILENO) != 0) runtime_.progress = show_progress;
}

base::Result<std::string> read_secret(const std::string& file, const std::string& question) {
  std::string secret;
  if (!file.empty()) {
    std::ifstream in(file);
    if (!next_line(in, secret)) return base::fail("secret.file", "", "Cannot read " + file + ".");
    return secret;
  }
  if (::isatty(STDIN_FILENO) == 0) {
    return base::fail(
        "secret.missing", "",
        question + " is needed, and nobody is there to type it; give it in a file (see --help).");
  }
  std::fprintf(stderr, "%s: ", question.c_str());
  const WithoutEcho guard;
  std::getline(std::cin, secret);
  std::fprintf(stderr, "\n");
  return secret;
}

namespace {

base::Result<std::vector<std::string>> read_lines(const std::string& file, std::size_t most) {
  std::ifstream in(file);
  if (!in) return base::fail("secret.file", "", "Cannot read " + file + ".");
  std::vector<std::string> lines;
  for (std::string line; lines.size() < most && next_line(in, line);)
    if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

std::string code_question(std::size_t number, std::size_t issuers) {
  if (issuers == 1) return "Your code";
  return number == 0 ? "Your code from the first issuer" : "Your code from the second issuer";
}

}  // namespace

base::Result<std::vector<base::CanonicalCode>> read_codes(const service::Invitation& invitation,
                                                          const std::string& file,
                                                          std::size_t issuers) {
  std::vector<std::string> typed;
  if (!file.empty()) {
    UNDERSIGNED_TRY(typed, read_lines(file, issuers));
  }
  std::vector<base::CanonicalCode> codes;
  if (invitation.code && typed.size() < issuers) codes.push_back(invitation.code->clone());
  for (const std::string& line : typed) {
    UNDERSIGNED_TRY(base::CanonicalCode code, base::parse_code(line));
    codes.push_back(std::move(code));
  }
  while (codes.size() < issuers) {
    UNDERSIGNED_TRY(const std::string line, read_secret("", code_question(codes.size(), issuers)));
    UNDERSIGNED_TRY(base::CanonicalCode code, base::parse_code(line));
    codes.push_back(std::move(code));
  }
  return codes;
}

base::Result<service::Passphrase> new_passphrase(const PassphraseOptions& options) {
  if (options.none) return service::Passphrase();
  UNDERSIGNED_TRY(std::string first, read_secret(options.file, "Passphrase for the new key file"));
  if (first.size() < 8)
    return base::fail("key.passphrase", "",
                      "A passphrase has at least 8 characters; or say --no-passphrase.");
  if (!options.file.empty()) return service::Passphrase(std::move(first));
  UNDERSIGNED_TRY(const std::string second, read_secret("", "Once more"));
  if (first != second)
    return base::fail("key.passphrase", "", "The two passphrases differ; nothing was written.");
  return service::Passphrase(std::move(first));
}

base::Result<service::Passphrase> known_passphrase(const PassphraseOptions& options) {
  if (options.none || (options.file.empty() && ::isatty(STDIN_FILENO) == 0))
    return service::Passphrase();
  UNDERSIGNED_TRY(std::string passphrase,
                  read_secret(options.file, "Passphrase of the key file (empty if none)"));
  if (passphrase.empty()) return service::Passphrase();
  return service::Passphrase(std::move(passphrase));
}

base::Result<service::KeyFile> load_key(const std::string& path, service::KeyKind kind,
                                        const PassphraseOptions& options) {
  return load_protected(options, [&](const service::Passphrase& passphrase) {
    return service::KeyFile::load(path, kind, passphrase);
  });
}

}  // namespace undersigned::cli
