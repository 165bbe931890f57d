// Text that flows from page to page: a cursor on a canvas, with margins, running feet, and blocks
// that are broken between lines where they must be. Internal to app/print.
#pragma once

#include <string>
#include <string_view>

#include "app/print/canvas.h"

namespace undersigned::print {

struct Margins {
  double left = 25, right = 25, top = 22, bottom = 24;
};

class Flow {
 public:
  // `foot` stands at the foot of each page, beside the page's number.
  Flow(Canvas& canvas, const Margins& margins, std::string foot);

  double width() const { return canvas_.size().width - margins_.left - margins_.right; }
  double left() const { return margins_.left; }
  double y() const { return y_; }
  double room() const { return canvas_.size().height - margins_.bottom - y_; }

  // A text in a tagged block, `indent` from the left, `after` millimetres before the next. At least
  // two lines stay together at a page's foot and head.
  void text(const char* tag, std::string_view markup, const Type& type, double indent,
            double after);
  // The same with a mark in the indent before its first line: "•".
  void item(std::string_view mark, std::string_view markup, const Type& type, double indent,
            double after);
  void skip(double millimetres) { y_ += millimetres; }
  // A new page unless so much is left.
  void need(double millimetres);
  void next_page();
  // Draws the foot of the last page.
  void finish();
  Canvas& canvas() { return canvas_; }

 private:
  void lines(const SetText& set, double x);
  void draw_foot();

  Canvas& canvas_;
  Margins margins_;
  std::string foot_;
  double y_;
  int page_ = 1;
};

}  // namespace undersigned::print
