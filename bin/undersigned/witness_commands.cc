#include <algorithm>
#include <map>

#include "app/service/files.h"
#include "app/service/witness.h"
#include "bin/host/disk_record_files.h"
#include "bin/undersigned/commands.h"
#include "bin/undersigned/remote.h"

namespace undersigned::cli {
namespace {

constexpr std::size_t kMaxLine = 512;

struct Options {
  std::string key, name, record, url, authorities, out, dir, line;
  PassphraseOptions passphrase;
};

base::Result<service::WitnessKey> load_witness(const Options& options) {
  return load_protected(options.passphrase, [&](const service::Passphrase& passphrase) {
    return service::WitnessKey::load(options.key, passphrase);
  });
}

base::Result<base::Json> init(const Options& options, const Machine& machine) {
  UNDERSIGNED_TRY(const service::Passphrase passphrase, new_passphrase(options.passphrase));
  UNDERSIGNED_TRY(const auto key, service::WitnessKey::create(options.key, options.name, passphrase,
                                                              machine.runtime()));
  return base::Json{{"key", options.key}, {"verifier_key", key.verifier().format()}};
}

// Where the record's files come from: a folder, or a server.
struct Source {
  log::FileReader read;
  log::FileFinder has;
};

base::Result<Source> record_here(const Options& options) {
  UNDERSIGNED_TRY(auto opened, host::DiskRecordFiles::open(options.record));
  const auto files = std::make_shared<host::DiskRecordFiles>(std::move(opened));
  UNDERSIGNED_TRY(auto paths, files->list());
  return Source{
      [files](const std::string& path, std::size_t most) { return files->read(path, most); },
      [paths = std::move(paths)](const std::string& path) {
        return std::ranges::find(paths, path) != paths.end();
      }};
}

base::Result<Source> record_there(const Options& options) {
  UNDERSIGNED_TRY(auto made, connect(options.url, options.authorities));
  const std::shared_ptr<http::Client> client = std::move(made);
  const std::string folder = "/letters/" + client->address().letter + "/record/";
  const auto read = [client, folder](const std::string& path,
                                     std::size_t most) -> base::Result<base::Bytes> {
    UNDERSIGNED_TRY(const http::Reply reply, client->get(folder + path));
    if (reply.body.size() > most)
      return base::fail("files.size", "8", "The server's file " + path + " is too long.");
    const base::ByteView bytes = base::as_bytes(reply.body);
    return base::Bytes(bytes.begin(), bytes.end());
  };
  // Whether a file is there is only seen by fetching it; it is asked for next.
  const auto fetched = std::make_shared<std::map<std::string, base::Bytes>>();
  return Source{[read, fetched](const std::string& path, std::size_t most) {
                  const auto known = fetched->extract(path);
                  return known ? base::Result<base::Bytes>(std::move(known.mapped()))
                               : read(path, most);
                },
                [read, fetched](const std::string& path) {
                  auto file = read(path, log::kTileWidth * (2 + log::kMaxLeafBytes));
                  if (file) fetched->insert_or_assign(path, *std::move(file));
                  return file.has_value();
                }};
}

base::Result<base::Json> cosign(const Options& options, const Machine& machine) {
  UNDERSIGNED_TRY(service::WitnessKey key, load_witness(options));
  UNDERSIGNED_TRY(const Source source,
                  options.url.empty() ? record_here(options) : record_there(options));
  UNDERSIGNED_TRY(const std::string line, key.cosign(source.read, source.has, machine.runtime()));
  if (!options.out.empty()) {
    UNDERSIGNED_TRY_VOID(
        service::write_file(options.out, base::as_bytes(line), service::Privacy::kPublic));
  }
  return base::Json{{"cosignature", line}};
}

base::Result<std::string> add_here(const Options& options, const std::string& line) {
  UNDERSIGNED_TRY(service::LetterFolder folder, service::LetterFolder::open(options.dir));
  UNDERSIGNED_TRY(const service::TakenCosignature taken, service::take_cosignature(folder, line));
  return taken.witness;
}

base::Result<std::string> add_there(const Options& options, const std::string& line) {
  UNDERSIGNED_TRY(const auto client, connect(options.url, options.authorities));
  UNDERSIGNED_TRY(const http::Reply reply,
                  client->post("/api/letters/" + client->address().letter + "/cosignatures",
                               {{"cosignature", line}}));
  UNDERSIGNED_TRY(const base::Json json, base::parse_json(base::as_bytes(reply.body), 4'096, 2));
  UNDERSIGNED_TRY(const base::JsonObject answer, base::JsonObject::of(json, "cosignature"));
  return answer.text("witness", log::kMaxKeyNameBytes);
}

base::Result<base::Json> add(const Options& options) {
  UNDERSIGNED_TRY(const base::Bytes file, service::read_file(options.line, kMaxLine));
  const std::string line(base::as_text(file));
  UNDERSIGNED_TRY(const std::string name,
                  options.url.empty() ? add_here(options, line) : add_there(options, line));
  return base::Json{{"witness", name}};
}

using Act = std::function<base::Result<base::Json>()>;
void on_call(const Program& program, CLI::App* command, Act act,
             std::function<std::string(const base::Json&)> text) {
  command->callback([=] {
    const auto done = act();
    program.code =
        done ? program.console.done(*done, text(*done)) : program.console.refused(done.error());
  });
}

void add_key(CLI::App* command, const std::shared_ptr<Options>& options) {
  command->add_option("--key", options->key, "the witness's key file")->required();
  command->add_option("--passphrase-file", options->passphrase.file,
                      "a file whose first line is the key file's passphrase");
}

// Where the record is: on this machine, as `here` says it, or on a server.
void add_place(CLI::App* command, const std::shared_ptr<Options>& options,
               const std::function<void(CLI::Option_group*)>& here) {
  auto* place = command->add_option_group("record", "Where the record is; exactly one");
  here(place);
  place->add_option("--url", options->url, "the letter's address: https://HOST/letters/ID");
  place->require_option(1);
  command->add_option("--ca", options->authorities,
                      "certificates to trust (PEM), instead of the system's");
}

void add_cosign(const Program& program, CLI::App* witness,
                const std::shared_ptr<Options>& options) {
  CLI::App* command = witness->add_subcommand(
      "cosign", "Look at a record, and cosign its checkpoint if it continues what was seen before");
  add_key(command, options);
  add_place(command, options, [&](CLI::Option_group* place) {
    place->add_option("--record", options->record, "the record, or the letter's folder");
  });
  command->add_option("--out", options->out, "write the cosignature to this file as well");
  on_call(
      program, command, [=] { return cosign(*options, Machine(program.console)); },
      [](const base::Json& done) { return done["cosignature"].get<std::string>(); });
}

}  // namespace

void add_witness_commands(Program program) {
  const auto options = std::make_shared<Options>();
  CLI::App* witness = program.app
                          .add_subcommand("witness",
                                          "See that everybody is shown one record: cosign its "
                                          "checkpoints")
                          ->require_subcommand(1);
  CLI::App* first = witness->add_subcommand("init", "Make a witness's key file, once");
  add_key(first, options);
  first->add_option("--name", options->name, "the witness's name, as witness.example/w1")
      ->required();
  first->add_flag("--no-passphrase", options->passphrase.none, "leave the key file unprotected");
  on_call(
      program, first, [=] { return init(*options, Machine(program.console)); },
      [](const base::Json& done) {
        return "The verifier key, for the letter's draft (witnesses, keys):\n  " +
               done["verifier_key"].get<std::string>() +
               "\nNever go back to an older copy of the key file: it is what this witness "
               "remembers.";
      });
  add_cosign(program, witness, options);
  CLI::App* taken = witness->add_subcommand(
      "add",
      "Take a witness's cosignature into the letter's folder, or hand it to its server; the "
      "published checkpoint has it then");
  add_place(taken, options, [&](CLI::Option_group* place) {
    place->add_option("--dir", options->dir, "the letter's folder, which no server holds");
  });
  taken->add_option("--cosignature", options->line, "the file that the witness gave")->required();
  on_call(
      program, taken, [=] { return add(*options); },
      [](const base::Json& done) {
        return "The checkpoint is cosigned by " + done["witness"].get<std::string>() + ".";
      });
}

}  // namespace undersigned::cli
