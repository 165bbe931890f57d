#include <algorithm>
#include <map>
#include <mutex>
#include <utility>

#include "app/store/store.h"

namespace undersigned::store {
namespace {

class MemoryStore final : public Store {
 public:
  base::Result<std::uint64_t> leaf_count() const override {
    const std::lock_guard lock(mutex_);
    return leaves_.size();
  }

  base::Result<void> append_leaves(std::uint64_t expected, std::size_t count,
                                   const std::function<base::Bytes(std::size_t)>& make) override {
    const std::lock_guard lock(mutex_);
    if (expected != leaves_.size()) return grown();
    for (std::size_t i = 0; i < count; ++i) leaves_.push_back(make(i));
    return {};
  }

  base::Result<void> append_amendment(std::uint64_t expected, base::ByteView leaf,
                                      std::uint32_t credential, base::ByteView card) override {
    const std::lock_guard lock(mutex_);
    if (expected != leaves_.size()) return grown();
    if (credential >= cards_.size())
      return base::fail("store.card", "5", "This credential has no card.");
    leaves_.emplace_back(leaf.begin(), leaf.end());
    cards_[credential].assign(card.begin(), card.end());
    return {};
  }

  base::Result<void> visit_leaves(
      std::uint64_t first,
      const std::function<bool(std::uint64_t, base::ByteView)>& visit) const override {
    const std::lock_guard lock(mutex_);
    for (std::uint64_t i = first; i < leaves_.size(); ++i) {
      if (!visit(i, leaves_[i])) break;
    }
    return {};
  }

  base::Result<std::vector<Accepted>> add_submissions(
      std::span<const Submission> submissions) override {
    const std::lock_guard lock(mutex_);
    std::vector<Accepted> accepted;
    for (const Submission& submission : submissions) accepted.push_back(add(submission));
    return accepted;
  }

  base::Result<std::vector<Submission>> last_submissions(std::uint32_t epoch) const override {
    const std::lock_guard lock(mutex_);
    std::map<std::uint32_t, const Submission*> last;
    for (const Submission& submission : submissions_) {
      if (submission.epoch == epoch) last[submission.index] = &submission;
    }
    std::vector<Submission> out;
    for (const auto& [index, submission] : last) out.push_back(*submission);
    return out;
  }

  base::Result<void> put_message(std::string_view topic, std::uint32_t author,
                                 base::ByteView message) override {
    const std::lock_guard lock(mutex_);
    auto& slot = messages_[std::string(topic)];
    for (const auto& [who, bytes] : slot) {
      if (who != author) continue;
      if (std::ranges::equal(bytes, message)) return {};
      return base::fail("store.message", "", "This message was already given, with other content.");
    }
    slot.emplace_back(author, base::Bytes(message.begin(), message.end()));
    order_.push_back({std::string(topic), author});
    return {};
  }

  base::Result<std::optional<base::Bytes>> message(std::string_view topic,
                                                   std::uint32_t author) const override {
    const std::lock_guard lock(mutex_);
    const auto slot = messages_.find(std::string(topic));
    if (slot == messages_.end()) return std::nullopt;
    for (const auto& [who, bytes] : slot->second) {
      if (who == author) return bytes;
    }
    return std::nullopt;
  }

  base::Result<std::vector<std::uint32_t>> authors(std::string_view topic) const override {
    const std::lock_guard lock(mutex_);
    std::vector<std::uint32_t> out;
    const auto slot = messages_.find(std::string(topic));
    if (slot == messages_.end()) return out;
    for (const auto& [who, bytes] : slot->second) out.push_back(who);
    return out;
  }

  base::Result<std::vector<MessagePlace>> messages() const override {
    const std::lock_guard lock(mutex_);
    return order_;
  }

  base::Result<void> put_cards(std::span<const base::Bytes> bodies) override {
    const std::lock_guard lock(mutex_);
    cards_.assign(bodies.begin(), bodies.end());
    return {};
  }

  base::Result<std::vector<base::Bytes>> cards() const override {
    const std::lock_guard lock(mutex_);
    return cards_;
  }

 private:
  static std::unexpected<base::Error> grown() {
    return base::fail("store.size", "8", "The record has grown in the meantime; read it again.");
  }

  Accepted add(const Submission& submission) {
    for (const Submission& earlier : submissions_) {
      if (earlier.epoch == submission.epoch && earlier.index == submission.index &&
          earlier.entry == submission.entry) {
        return Accepted::kRepeated;
      }
    }
    submissions_.push_back(submission);
    return Accepted::kNew;
  }

  mutable std::mutex mutex_;
  std::vector<base::Bytes> leaves_;
  std::vector<Submission> submissions_;
  std::map<std::string, std::vector<std::pair<std::uint32_t, base::Bytes>>> messages_;
  std::vector<MessagePlace> order_;
  std::vector<base::Bytes> cards_;
};

}  // namespace

std::unique_ptr<Store> open_memory() { return std::make_unique<MemoryStore>(); }

}  // namespace undersigned::store
