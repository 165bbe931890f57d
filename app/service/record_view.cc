#include "app/service/record_view.h"

#include "core/letter/erasure.h"
#include "core/letter/leaf.h"

namespace undersigned::service {
namespace {

base::Result<void> store_last(store::Store& store, std::uint64_t size, base::ByteView leaf) {
  const std::vector<base::Bytes> leaves = {base::Bytes(leaf.begin(), leaf.end())};
  return store.append_leaves(size, leaves);
}

bool is_erasure(base::ByteView bytes) {
  const auto leaf = letter::Leaf::parse(bytes);
  return leaf && leaf->kind == letter::LeafKind::kStatement && !leaf->payload.empty() &&
         leaf->payload.front() == letter::kErasure;
}

}  // namespace

base::Result<void> append_leaf(RecordView& view, store::Store& store, base::ByteView leaf) {
  const std::uint64_t size = view.verified().leaves();
  UNDERSIGNED_TRY_VOID(view.add(leaf));
  return store_last(store, size, leaf);
}

base::Result<void> append_beside(RecordView& view, store::Store& store, base::ByteView leaf) {
  if (is_erasure(leaf)) {
    return base::fail("beside.place", "16",
                      "That shares are erased, a trustee says by its own command: undersigned "
                      "trustee erase");
  }
  const std::uint64_t size = view.verified().leaves();
  UNDERSIGNED_TRY_VOID(view.add_beside(leaf));
  return store_last(store, size, leaf);
}

}  // namespace undersigned::service
