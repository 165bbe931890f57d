#include "app/service/record_view.h"

namespace undersigned::service {

base::Result<void> append_leaf(RecordView& view, store::Store& store, base::ByteView leaf) {
  const std::uint64_t size = view.verified().leaves();
  UNDERSIGNED_TRY_VOID(view.add(leaf));
  const std::vector<base::Bytes> leaves = {base::Bytes(leaf.begin(), leaf.end())};
  return store.append_leaves(size, leaves);
}

}  // namespace undersigned::service
