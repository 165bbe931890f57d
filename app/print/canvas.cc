#include "app/print/canvas.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <algorithm>

#include "app/report/html.h"
#include "core/base/check.h"
#include "core/base/time_text.h"

namespace undersigned::print {
namespace {

constexpr double kPointsPerMm = 72 / 25.4;
constexpr int kQuietZone = 4;  // modules, of the QR standard

double to_mm(int pango_units) {
  return static_cast<double>(pango_units) / PANGO_SCALE / kPointsPerMm;
}

const char* family_of(Face face) {
  switch (face) {
    case Face::kSerif:
      return "Noto Serif, DejaVu Serif, serif";
    case Face::kSans:
      return "Noto Sans, DejaVu Sans, sans-serif";
    case Face::kMono:
      return "Noto Sans Mono, DejaVu Sans Mono, monospace";
  }
  return "";
}

PangoAlignment alignment_of(Align align) {
  if (align == Align::kCentre) return PANGO_ALIGN_CENTER;
  return align == Align::kRight ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

cairo_status_t append(void* closure, const unsigned char* data, unsigned int length) {
  auto& bytes = *static_cast<base::Bytes*>(closure);
  bytes.insert(bytes.end(), data, data + length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

struct SetText::State {
  PangoLayout* layout = nullptr;
  double grey = 0;
  ~State() { g_object_unref(layout); }

  // From the top of the text to the top of a line (or, of the line after the last, to the end).
  double top_of(int line) const {
    PangoLayoutIter* at = pango_layout_get_iter(layout);
    PangoRectangle extents{};
    for (int i = 0; i < line; ++i) pango_layout_iter_next_line(at);
    pango_layout_iter_get_line_extents(at, nullptr, &extents);
    pango_layout_iter_free(at);
    return to_mm(extents.y);
  }
};

SetText::SetText(std::unique_ptr<State> state) : state_(std::move(state)) {}
SetText::~SetText() = default;
SetText::SetText(SetText&&) noexcept = default;
SetText& SetText::operator=(SetText&&) noexcept = default;

double SetText::height() const {
  int width = 0, height = 0;
  pango_layout_get_size(state_->layout, &width, &height);
  return to_mm(height);
}

int SetText::lines() const { return pango_layout_get_line_count(state_->layout); }

double SetText::height_of(int first, int last) const {
  if (first >= last) return 0;
  const double end = last >= lines() ? height() : state_->top_of(last);
  return end - state_->top_of(first);
}

struct Canvas::State {
  PageSize size;
  base::Bytes bytes;
  cairo_surface_t* surface = nullptr;
  cairo_t* cairo = nullptr;

  State(const PageSize& page, const About& about) : size(page) {
    surface = cairo_pdf_surface_create_for_stream(append, &bytes, page.width * kPointsPerMm,
                                                  page.height * kPointsPerMm);
    const std::string created = base::format_time(about.created);
    const auto tell = [this](cairo_pdf_metadata_t key, const std::string& value) {
      cairo_pdf_surface_set_metadata(surface, key, value.c_str());
    };
    tell(CAIRO_PDF_METADATA_TITLE, about.title);
    tell(CAIRO_PDF_METADATA_AUTHOR, about.author);
    tell(CAIRO_PDF_METADATA_SUBJECT, about.subject);
    tell(CAIRO_PDF_METADATA_CREATOR, "Undersigned");
    tell(CAIRO_PDF_METADATA_CREATE_DATE, created);
    cairo = cairo_create(surface);
  }
  ~State() {
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  void grey(double level) const { cairo_set_source_rgb(cairo, level, level, level); }
};

Canvas::Canvas(const PageSize& size, const About& about)
    : state_(std::make_unique<State>(size, about)) {}
Canvas::~Canvas() = default;
Canvas::Canvas(Canvas&&) noexcept = default;
Canvas& Canvas::operator=(Canvas&&) noexcept = default;

const PageSize& Canvas::size() const { return state_->size; }
void Canvas::next_page() { cairo_show_page(state_->cairo); }

SetText Canvas::set(std::string_view text, const Type& type, double width) const {
  auto state = std::make_unique<SetText::State>();
  state->layout = pango_cairo_create_layout(state_->cairo);
  state->grey = type.grey;
  PangoFontDescription* font = pango_font_description_from_string(family_of(type.face));
  // One user unit of a PDF surface is a point.
  pango_font_description_set_absolute_size(font, type.points * PANGO_SCALE);
  pango_font_description_set_weight(font, type.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_style(font, type.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  pango_layout_set_font_description(state->layout, font);
  pango_font_description_free(font);
  pango_layout_set_width(state->layout, static_cast<int>(width * kPointsPerMm * PANGO_SCALE));
  pango_layout_set_wrap(state->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment(state->layout, alignment_of(type.align));
  pango_layout_set_line_spacing(state->layout, static_cast<float>(type.leading));
  if (type.most_lines > 0) {
    pango_layout_set_height(state->layout, -type.most_lines);
    pango_layout_set_ellipsize(state->layout, PANGO_ELLIPSIZE_END);
  }
  pango_layout_set_markup(state->layout, text.data(), static_cast<int>(text.size()));
  return SetText(std::move(state));
}

void Canvas::draw(const SetText& text, double x, double y) {
  draw_lines(text, 0, text.lines(), x, y);
}

void Canvas::draw_lines(const SetText& text, int first, int last, double x, double y) {
  state_->grey(text.state_->grey);
  const double top = first < text.lines() ? text.state_->top_of(first) : 0;
  PangoLayoutIter* at = pango_layout_get_iter(text.state_->layout);
  for (int line = 0; line < last; ++line) {
    if (line >= first) {
      PangoRectangle extents{};
      pango_layout_iter_get_line_extents(at, nullptr, &extents);
      const double baseline = to_mm(pango_layout_iter_get_baseline(at)) - top;
      cairo_move_to(state_->cairo, (x + to_mm(extents.x)) * kPointsPerMm,
                    (y + baseline) * kPointsPerMm);
      pango_cairo_show_layout_line(state_->cairo, pango_layout_iter_get_line_readonly(at));
    }
    if (!pango_layout_iter_next_line(at)) break;
  }
  pango_layout_iter_free(at);
}

double Canvas::write(std::string_view text, const Type& type, double x, double y, double width) {
  const SetText laid = set(text, type, width);
  draw(laid, x, y);
  return laid.height();
}

void Canvas::rule(double x1, double y1, double x2, double y2, double thickness, double grey) {
  state_->grey(grey);
  cairo_set_line_width(state_->cairo, thickness * kPointsPerMm);
  cairo_move_to(state_->cairo, x1 * kPointsPerMm, y1 * kPointsPerMm);
  cairo_line_to(state_->cairo, x2 * kPointsPerMm, y2 * kPointsPerMm);
  cairo_stroke(state_->cairo);
}

void Canvas::fill(double x, double y, double width, double height, double grey) {
  state_->grey(grey);
  cairo_rectangle(state_->cairo, x * kPointsPerMm, y * kPointsPerMm, width * kPointsPerMm,
                  height * kPointsPerMm);
  cairo_fill(state_->cairo);
}

void Canvas::qr(const QrCode& code, double x, double y, double side) {
  const double module = side / (code.size + 2 * kQuietZone);
  state_->grey(0);
  for (int row = 0; row < code.size; ++row) {
    for (int column = 0; column < code.size; ++column) {
      if (!code.dark[static_cast<std::size_t>(row * code.size + column)]) continue;
      cairo_rectangle(state_->cairo, (x + (column + kQuietZone) * module) * kPointsPerMm,
                      (y + (row + kQuietZone) * module) * kPointsPerMm, module * kPointsPerMm,
                      module * kPointsPerMm);
    }
  }
  // In one path, so that no seam shows between modules.
  cairo_fill(state_->cairo);
}

void Canvas::begin(const char* tag, std::string_view attributes) {
  cairo_tag_begin(state_->cairo, tag, std::string(attributes).c_str());
}
void Canvas::end(const char* tag) { cairo_tag_end(state_->cairo, tag); }

void Canvas::begin_link(std::string_view address) {
  std::string quoted;
  for (const char c : address) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  begin(CAIRO_TAG_LINK, "uri='" + quoted + "'");
}

base::Bytes Canvas::finish() {
  cairo_surface_finish(state_->surface);
  UNDERSIGNED_CHECK(cairo_surface_status(state_->surface) == CAIRO_STATUS_SUCCESS);
  return std::move(state_->bytes);
}

std::string markup(std::string_view text) { return report::escape(text); }

}  // namespace undersigned::print
