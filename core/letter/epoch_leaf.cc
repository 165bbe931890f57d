#include "core/letter/epoch_leaf.h"

#include "core/base/codec.h"
#include "core/letter/beside_fields.h"

namespace undersigned::letter {

base::Bytes EpochLeaf::encode() const {
  base::Writer writer;
  writer.u32(epoch).u64(end).var16(base::as_bytes(note));
  return writer.take();
}

base::Result<EpochLeaf> EpochLeaf::parse(base::ByteView payload) {
  const auto read = [&]() -> base::Result<EpochLeaf> {
    base::Reader reader(payload);
    EpochLeaf leaf;
    UNDERSIGNED_TRY(leaf.epoch, reader.u32());
    UNDERSIGNED_TRY(leaf.end, read_moment(reader));
    UNDERSIGNED_TRY(const base::ByteView note, reader.var16(kMaxNoteBytes));
    leaf.note = base::as_text(note);
    UNDERSIGNED_TRY_VOID(reader.finish());
    return leaf;
  };
  auto leaf = read();
  if (!leaf) {
    return base::fail("epoch.encoding", "7",
                      "An epoch leaf is not a number, an end and a note: " + leaf.error().message);
  }
  return leaf;
}

}  // namespace undersigned::letter
