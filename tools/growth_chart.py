"""Charts of growth: panels side by side, their axes logarithms, as one SVG."""

import html
import math

STYLE = ("text{font:13px system-ui,'DejaVu Sans',sans-serif;fill:#1d2733}.head{font-weight:600}"
         ".small{font-size:11px;fill:#5b6875}.mid{text-anchor:middle}.end{text-anchor:end}"
         ".grid{stroke:#e3e7ec}.axis{stroke:#5b6875}.curve{fill:none;stroke:#1f6f5c;stroke-width:2}"
         ".dot{fill:#1f6f5c}.noise{stroke:#1f6f5c;stroke-width:1.5}")


def power(value):
    return "10" + "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(d)] for d in str(round(math.log10(value))))


class Panel:
    """A plot whose axes are logarithms."""

    def __init__(self, left, title, unit, xs, ys, top=64):
        self.left, self.top, self.width, self.height = left, top, 300, 210
        self.out = [f'<text class="head" x="{left}" y="{self.top - 26}">{html.escape(title)}</text>',
                    f'<text class="small" x="{left}" y="{self.top - 10}">{html.escape(unit)}</text>']
        # Each at least a power wide, also for one point.
        left_end, bottom = math.log10(min(xs)), math.floor(math.log10(max(1, min(ys))))
        self.x_range = left_end, max(math.log10(max(xs)), left_end + 1)
        self.y_range = bottom, max(math.ceil(math.log10(max(ys))), bottom + 1)

    def x(self, value):
        low, high = self.x_range
        return self.left + self.width * (math.log10(value) - low) / (high - low)

    def y(self, value):
        low, high = self.y_range
        return self.top + self.height * (1 - (math.log10(value) - low) / (high - low))

    def axes(self, ticks, label):
        for k in range(self.y_range[0], self.y_range[1] + 1):
            y = self.y(10.0**k)
            self.out.append(f'<line class="grid" x1="{self.left}" y1="{y:.1f}" x2="{self.left + self.width}" y2="{y:.1f}"/>'
                            f'<text class="small end" x="{self.left - 6}" y="{y + 4:.1f}">{power(10.0**k)}</text>')
        for value, text in ticks:
            self.out.append(f'<text class="small mid" x="{self.x(value):.1f}" y="{self.top + self.height + 16}">{text}</text>')
        self.out.append(f'<text class="small mid" x="{self.left + self.width / 2}" y="{self.top + self.height + 34}">{label}</text>')

    def curve(self, points):
        path = " ".join(f"{'M' if i == 0 else 'L'}{self.x(x):.1f} {self.y(y):.1f}"
                        for i, (x, y, _, _) in enumerate(points))
        self.out.append(f'<path class="curve" d="{path}"/>')
        for x, y, low, high in points:
            self.out.append(f'<line class="noise" x1="{self.x(x):.1f}" y1="{self.y(low):.1f}" x2="{self.x(x):.1f}" y2="{self.y(high):.1f}"/>'
                            f'<circle class="dot" r="3.5" cx="{self.x(x):.1f}" cy="{self.y(y):.1f}"/>')


def figure(title, panels):
    width = max(panel.left + panel.width for panel in panels) + 30
    height = max(panel.top + panel.height for panel in panels) + 56
    body = "".join("".join(panel.out) for panel in panels)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="t" viewBox="0 0 {width} {height}">'
            f'<title id="t">{html.escape(title)}</title>'
            f'<style>{STYLE}</style><rect width="100%" height="100%" fill="#fff"/>{body}</svg>\n')
