// Pages of a PDF to write and draw on: text by Pango, PDF by cairo. Lengths are millimetres from
// the page's upper left corner, sizes of type are points. Structure (paragraphs, headings, lists,
// links) is tagged as far as cairo 1.16 does it; it knows no language of a document and no
// replacement text for figures.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "app/print/qr.h"
#include "core/base/bytes.h"

namespace undersigned::print {

enum class Face { kSerif, kSans, kMono };
enum class Align { kLeft, kCentre, kRight };

struct Type {
  Face face = Face::kSans;
  double points = 9;
  bool bold = false;
  bool italic = false;
  double grey = 0;     // 0 black … 1 white
  double leading = 1;  // line height as a multiple of the face's own
  Align align = Align::kLeft;
  int most_lines = 0;  // what is longer ends in an ellipsis; 0: any number
};

struct PageSize {
  double width = 210, height = 297;  // A4
};

struct About {
  std::string title, author, subject;
  std::int64_t created = 0;  // Unix seconds
};

// A text set for a width: how high it is, and from which line to which it may be drawn.
class SetText {
 public:
  ~SetText();
  SetText(SetText&&) noexcept;
  SetText& operator=(SetText&&) noexcept;

  double height() const;  // of all lines
  int lines() const;
  double height_of(int first, int last) const;  // of lines first … last − 1

 private:
  friend class Canvas;
  struct State;
  explicit SetText(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

class Canvas {
 public:
  Canvas(const PageSize& size, const About& about);
  ~Canvas();
  Canvas(Canvas&&) noexcept;
  Canvas& operator=(Canvas&&) noexcept;

  const PageSize& size() const;
  void next_page();

  // `markup` is Pango's: escaped text with <b>, <i>, <tt>, <span>.
  SetText set(std::string_view markup, const Type& type, double width) const;
  void draw(const SetText& text, double x, double y);
  void draw_lines(const SetText& text, int first, int last, double x, double y);
  // Sets and draws; the height.
  double write(std::string_view markup, const Type& type, double x, double y, double width);

  void rule(double x1, double y1, double x2, double y2, double thickness, double grey);
  void fill(double x, double y, double width, double height, double grey);
  // With its quiet zone inside the square.
  void qr(const QrCode& code, double x, double y, double side);

  // Structure: "P", "H1", "L", "LI" …, until the matching end.
  void begin(const char* tag, std::string_view attributes = {});
  void end(const char* tag);
  // A link to an address around what is drawn until end("Link").
  void begin_link(std::string_view address);

  // The whole PDF; nothing can be drawn afterwards.
  base::Bytes finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// & < > " ' for Pango's markup.
std::string markup(std::string_view text);

}  // namespace undersigned::print
