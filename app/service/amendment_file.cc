#include "app/service/amendment_file.h"

#include "core/base/codec.h"
#include "core/base/encoding.h"

namespace undersigned::service {
namespace {

using base::Json;
using base::JsonObject;

constexpr std::size_t kMaxBytes = 16'384;
constexpr std::string_view kRequest = "undersigned-amendment", kAnswer = "undersigned-amended-half";

base::Result<void> check_kind(const JsonObject& file, std::string_view kind) {
  if (file.integer(kind, 1, 1)) return {};
  return base::fail("amendment.format", "5",
                    "This is not a file of the kind " + std::string(kind) + ", version 1.");
}

void write_place(Json& file, const letter::AmendmentPlace& place) {
  file["credential"] = place.credential;
  file["number"] = place.number;
  file["epoch"] = place.epoch;
}

base::Result<letter::AmendmentPlace> read_place(const JsonObject& file) {
  UNDERSIGNED_TRY(const std::uint64_t credential, file.integer("credential", 0, UINT32_MAX));
  UNDERSIGNED_TRY(const std::uint64_t number, file.integer("number", 1, UINT8_MAX));
  UNDERSIGNED_TRY(const std::uint64_t epoch, file.integer("epoch", 1, UINT32_MAX));
  return letter::AmendmentPlace{static_cast<std::uint32_t>(credential),
                                static_cast<std::uint8_t>(number),
                                static_cast<std::uint32_t>(epoch)};
}

Json json_of(const AmendmentRequest& request) {
  Json file = {{std::string(kRequest), 1},
               {"manifest", base::to_hex(request.manifest)},
               {"fingerprint", base::to_hex(request.fingerprint)},
               {"person", person_json(request.person)}};
  write_place(file, request.place);
  return file;
}

base::Result<AmendmentRequest> read_request(const JsonObject& file) {
  UNDERSIGNED_TRY_VOID(check_kind(file, kRequest));
  AmendmentRequest request;
  UNDERSIGNED_TRY(const std::string manifest, file.text("manifest", 64));
  UNDERSIGNED_TRY(request.manifest, base::array_from_hex<32>(manifest));
  UNDERSIGNED_TRY(const std::string fingerprint, file.text("fingerprint", 64));
  UNDERSIGNED_TRY(request.fingerprint, base::array_from_hex<32>(fingerprint));
  UNDERSIGNED_TRY(request.place, read_place(file));
  UNDERSIGNED_TRY(const JsonObject person, file.object("person"));
  UNDERSIGNED_TRY(request.person, parse_person(person));
  return request;
}

}  // namespace

std::string AmendmentRequest::write() const { return json_of(*this).dump(1) + "\n"; }

base::Result<AmendmentRequest> AmendmentRequest::parse(base::ByteView json) {
  UNDERSIGNED_TRY(const Json parsed, base::parse_json(json, kMaxBytes));
  UNDERSIGNED_TRY(const JsonObject file, JsonObject::of(parsed, "file"));
  UNDERSIGNED_TRY_VOID(
      file.only({kRequest, "manifest", "fingerprint", "credential", "number", "epoch", "person"}));
  return read_request(file);
}

std::string AmendmentAnswer::write() const {
  base::Writer writer;
  half.write(writer);
  Json file = {{std::string(kAnswer), 1}, {"half", base::to_hex(writer.take())}};
  write_place(file, place);
  return file.dump(1) + "\n";
}

base::Result<AmendmentAnswer> AmendmentAnswer::parse(base::ByteView json) {
  UNDERSIGNED_TRY(const Json parsed, base::parse_json(json, kMaxBytes));
  UNDERSIGNED_TRY(const JsonObject file, JsonObject::of(parsed, "file"));
  UNDERSIGNED_TRY_VOID(file.only({kAnswer, "credential", "number", "epoch", "half"}));
  UNDERSIGNED_TRY_VOID(check_kind(file, kAnswer));
  AmendmentAnswer answer;
  UNDERSIGNED_TRY(answer.place, read_place(file));
  UNDERSIGNED_TRY(const std::string hex, file.text("half", 2 * letter::kAmendedHalfBytes));
  UNDERSIGNED_TRY(const auto bytes, base::array_from_hex<letter::kAmendedHalfBytes>(hex));
  base::Reader reader(bytes);
  UNDERSIGNED_TRY(answer.half, letter::AmendedHalf::read(reader));
  return answer;
}

std::string PendingAmendment::write() const {
  Json file = json_of(request);
  const base::CodeText typed = base::format_code(code);
  file["code"] = std::string(typed.reveal().begin(), typed.reveal().end());
  return file.dump(1) + "\n";
}

base::Result<PendingAmendment> PendingAmendment::parse(base::ByteView json) {
  UNDERSIGNED_TRY(const Json parsed, base::parse_json(json, kMaxBytes));
  UNDERSIGNED_TRY(const JsonObject file, JsonObject::of(parsed, "file"));
  UNDERSIGNED_TRY_VOID(file.only(
      {kRequest, "manifest", "fingerprint", "credential", "number", "epoch", "person", "code"}));
  PendingAmendment pending;
  UNDERSIGNED_TRY(pending.request, read_request(file));
  UNDERSIGNED_TRY(const std::string code, file.text("code", base::kCodeTextSize));
  UNDERSIGNED_TRY(pending.code, base::parse_code(code));
  return pending;
}

}  // namespace undersigned::service
