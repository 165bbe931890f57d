// A summary as plain numbers: one walk over its members, which writes or reads.
#include <type_traits>

#include "core/rehearsal/summary.h"

namespace undersigned::rehearsal {
namespace {

constexpr double kMostItems = 1000;

class Writer {
 public:
  void number(double value) { numbers.push_back(value); }
  template <class T>
  void size(const std::vector<T>& list) {
    number(static_cast<double>(list.size()));
  }
  std::vector<double> numbers;
};

class Reader {
 public:
  explicit Reader(std::span<const double> numbers) : left_(numbers) {}
  template <class T>
  void number(T& value) {
    if (left_.empty()) {
      good_ = false;
      return;
    }
    const double next = left_.front();
    left_ = left_.subspan(1);
    if constexpr (std::is_same_v<T, std::uint32_t>) {
      good_ = good_ && next >= 0 && next <= 4294967295.0;
      if (!good_) return;
    }
    value = static_cast<T>(next);
  }
  template <class T>
  void size(std::vector<T>& list) {
    double count = 0;
    number(count);
    good_ = good_ && count >= 0 && count <= kMostItems;
    list.resize(good_ ? static_cast<std::size_t>(count) : 0);
  }
  bool done() const { return good_ && left_.empty(); }

 private:
  std::span<const double> left_;
  bool good_ = true;
};

template <class T>
inline constexpr bool kIsVector = false;
template <class T>
inline constexpr bool kIsVector<std::vector<T>> = true;

template <class Visitor, class T>
void walk(Visitor& v, T& value) {
  using Plain = std::remove_const_t<T>;
  if constexpr (std::is_arithmetic_v<Plain>) {
    v.number(value);
  } else if constexpr (std::is_same_v<Plain, Interval>) {
    walk(v, value.low), walk(v, value.value), walk(v, value.high);
  } else if constexpr (std::is_same_v<Plain, Hump>) {
    walk(v, value.from), walk(v, value.to), walk(v, value.share);
  } else {
    if constexpr (kIsVector<Plain>) v.size(value);
    for (auto& item : value) walk(v, item);
  }
}

template <class Visitor, class S>
void walk_all(Visitor& v, S& s) {
  const auto each = [&](auto&... members) { (walk(v, members), ...); };
  each(s.people, s.replicas, s.opens, s.levels, s.published, s.histogram, s.humps);
  each(s.signers, s.sincere, s.pressured, s.hasty, s.leave, s.leave_signers, s.names, s.prefer,
       s.go, s.demands, s.demands_signers);
  each(s.conceded, s.offer_stands, s.arrivals, s.resentful, s.quorum_hours, s.curve);
}

}  // namespace

std::vector<double> Summary::numbers() const {
  Writer writer;
  walk_all(writer, *this);
  return std::move(writer.numbers);
}

base::Result<Summary> Summary::from_numbers(std::span<const double> numbers) {
  Summary summary;
  Reader reader(numbers);
  walk_all(reader, summary);
  if (!reader.done()) {
    return base::fail("notebook.cell", "", "The notebook does not hold a rehearsal's numbers.");
  }
  return summary;
}

}  // namespace undersigned::rehearsal
