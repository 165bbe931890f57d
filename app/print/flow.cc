#include "app/print/flow.h"

#include <algorithm>

namespace undersigned::print {

Flow::Flow(Canvas& canvas, const Margins& margins, std::string foot)
    : canvas_(canvas), margins_(margins), foot_(std::move(foot)), y_(margins.top) {}

void Flow::next_page() {
  draw_foot();
  canvas_.next_page();
  ++page_;
  y_ = margins_.top;
}

void Flow::need(double millimetres) {
  if (room() < millimetres && y_ > margins_.top) next_page();
}

void Flow::lines(const SetText& set, double x) {
  const int all = set.lines();
  for (int first = 0; first < all;) {
    int last = first;
    while (last < all && set.height_of(first, last + 1) <= room()) ++last;
    if (last < all) {
      // No single line at the foot, none at the head of the next page.
      if (all - last == 1 && last - first > 2) --last;
      if (last - first < 2 && y_ > margins_.top) last = first;
      // A line that is higher than a page would never fit.
      if (last == first && y_ <= margins_.top) last = first + 1;
    }
    if (last > first) {
      canvas_.draw_lines(set, first, last, x, y_);
      y_ += set.height_of(first, last);
      first = last;
    }
    if (first < all) next_page();
  }
}

void Flow::text(const char* tag, std::string_view markup, const Type& type, double indent,
                double after) {
  const SetText set = canvas_.set(markup, type, width() - indent);
  canvas_.begin(tag);
  lines(set, left() + indent);
  canvas_.end(tag);
  y_ += after;
}

void Flow::item(std::string_view mark, std::string_view markup, const Type& type, double indent,
                double after) {
  const SetText set = canvas_.set(markup, type, width() - indent);
  need(set.height_of(0, std::min(2, set.lines())));
  canvas_.begin("LI");
  canvas_.begin("Lbl");
  canvas_.write(mark, type, left() + indent - 5, y_, 5);
  canvas_.end("Lbl");
  canvas_.begin("LBody");
  lines(set, left() + indent);
  canvas_.end("LBody");
  canvas_.end("LI");
  y_ += after;
}

void Flow::draw_foot() {
  const Type type{.points = 7.5, .grey = 0.4, .most_lines = 1};
  const double y = canvas_.size().height - margins_.bottom + 9;
  canvas_.write(markup(foot_), type, left(), y, width() - 15);
  Type number = type;
  number.align = Align::kRight;
  canvas_.write(std::to_string(page_), number, left() + width() - 15, y, 15);
}

void Flow::finish() { draw_foot(); }

}  // namespace undersigned::print
