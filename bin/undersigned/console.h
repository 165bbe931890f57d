// How `undersigned` speaks: text for people on standard output, one JSON value with --json,
// progress and errors on standard error.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "app/service/invitation.h"
#include "app/service/key_file.h"
#include "app/service/runtime.h"
#include "app/sodium/sodium.h"
#include "bin/host/thread_executor.h"
#include "core/base/json.h"
#include "core/base/result.h"

namespace undersigned::cli {

inline constexpr int kDone = 0;
inline constexpr int kRefused = 1;   // the command was understood and refused; nothing was changed
inline constexpr int kWrongUse = 2;  // the command line itself
inline constexpr int kInterrupted = 130;  // by Ctrl-C, as shells say it: 128 + SIGINT

class Console {
 public:
  explicit Console(const bool* json) : json_(json) {}

  bool json() const { return *json_; }
  // The outcome of a command: `value` with --json, else `text`. Returns kDone.
  int done(const base::Json& value, const std::string& text) const;
  // What was refused and why. Returns kRefused.
  int refused(const base::Error& error) const;

 private:
  const bool* json_;
};

// The machine that this program runs on.
class Machine {
 public:
  // Progress is shown where somebody is looking: on a terminal, unless --json is given.
  explicit Machine(const Console& console);
  const service::Runtime& runtime() const { return runtime_; }

 private:
  sodium::SodiumGroup group_;
  sodium::SystemRandomness randomness_;
  host::ThreadExecutor executor_;
  service::Runtime runtime_;
};

// A secret from a file (its first line), or typed without echo; refuses "secret.missing" where
// nobody can type.
base::Result<std::string> read_secret(const std::string& file, const std::string& question);

// A signer's codes, one of each of so many issuers: the lines of a file, before them the
// invitation's if the file has too few; what is missing is asked for.
base::Result<std::vector<base::CanonicalCode>> read_codes(const service::Invitation& invitation,
                                                          const std::string& file,
                                                          std::size_t issuers);

// What --passphrase-file, --no-passphrase and UNDERSIGNED_PASSPHRASE_FILE say about a key file.
struct PassphraseOptions {
  std::string file;
  bool none = false;
};
// For a new key file: asks if nothing is said.
base::Result<service::Passphrase> new_passphrase(const PassphraseOptions& options);
// For an existing one: only needed if it is protected.
base::Result<service::Passphrase> known_passphrase(const PassphraseOptions& options);

// load(passphrase), first without one: asks only if the file is protected.
template <class Load>
auto load_protected(const PassphraseOptions& options, Load load)
    -> decltype(load(service::Passphrase())) {
  auto key = load(service::Passphrase());
  if (key || key.error().check != "key.passphrase") return key;
  UNDERSIGNED_TRY(const service::Passphrase passphrase, known_passphrase(options));
  return load(passphrase);
}
// A party's key file.
base::Result<service::KeyFile> load_key(const std::string& path, service::KeyKind kind,
                                        const PassphraseOptions& options);

}  // namespace undersigned::cli
