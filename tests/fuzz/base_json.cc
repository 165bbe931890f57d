// parse_json and JsonObject: what is accepted is within its bounds, and written out it parses again
// to the same value.
#include "core/base/json.h"
#include "tests/fuzz/fuzz.h"

namespace undersigned {
namespace {

constexpr std::size_t kMaxBytes = 4096;
constexpr int kMaxDepth = 8;

int depth_of(const base::Json& value) {
  int deepest = 0;
  if (value.is_structured()) {
    for (const base::Json& item : value) deepest = std::max(deepest, 1 + depth_of(item));
  }
  return deepest;
}

void read_object(const base::JsonObject& object) {
  if (const auto text = object.text("text", 10)) UNDERSIGNED_CHECK(text->size() <= 10);
  if (const auto number = object.integer("number", 3, 1000)) {
    UNDERSIGNED_CHECK(*number >= 3 && *number <= 1000);
  }
  if (const auto items = object.array("items", 2)) UNDERSIGNED_CHECK((*items)->size() <= 2);
  if (object.boolean("yes")) UNDERSIGNED_CHECK(object.has("yes"));
  if (const auto inner = object.object("object")) read_object(*inner);
  if (object.only({"text", "number"})) UNDERSIGNED_CHECK(!object.has("items"));
}

}  // namespace

void fuzz(base::ByteView input) {
  const auto value = base::parse_json(input, kMaxBytes, kMaxDepth);
  if (!value) {
    UNDERSIGNED_CHECK(!value.error().check.empty() && !value.error().message.empty());
    return;
  }
  UNDERSIGNED_CHECK(input.size() <= kMaxBytes && depth_of(*value) <= kMaxDepth);
  const std::string written = value->dump();
  const auto again = base::parse_json(base::as_bytes(written), 8 * kMaxBytes, kMaxDepth);
  UNDERSIGNED_CHECK(again && *again == *value);
  if (const auto object = base::JsonObject::of(*value, "input")) read_object(*object);
}

}  // namespace undersigned

UNDERSIGNED_FUZZ_TARGET()
