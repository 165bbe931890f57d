// The laboratory's drawings: how often which number is published, and how signatures come in. Each is an
// image whose text alternative says what stands below it in words; all numbers are also in tables.
import { html, nothing, svg, type TemplateResult } from "lit";
import { number, percent, t } from "../i18n.ts";
import type { Hump, Summary } from "./module.ts";

const kWidth = 800;
const kHill = 100;
const kFoot = 12; // where the range is drawn

// A hump without the empty bins at its sides.
export function extent({ from, to, share }: Hump, { histogram: bins }: Summary, people: number): Hump {
  const width = people / bins.length;
  const filled = bins.flatMap((height, bin) => (height > 0 && (bin + 0.5) * width > from && (bin + 0.5) * width < to ? [bin] : []));
  return { from: Math.ceil((filled[0] ?? 0) * width), to: Math.floor(((filled.at(-1) ?? 0) + 1) * width), share };
}

// Outcomes that stand apart are told each with its share; a single range by its ends and its middle.
export function spreadText(summary: Summary, people: number): string {
  const { humps, published } = summary;
  if (humps.length < 2) return t("lab.spread", { low: published[0], middle: published[2], high: published[4] });
  const list = humps.map((hump) => {
    const { from, to, share } = extent(hump, summary, people);
    return t("lab.hump", { from, to, share: percent(share, 1) });
  });
  return t("lab.humps", { n: humps.length, list: list.join(", ") });
}

function axis(ends: string[]): TemplateResult {
  return html`<div class="axis" aria-hidden="true">${ends.map((end) => html`<span>${end}</span>`)}</div>`;
}

// The share of the rehearsals that publish so many, from nobody to everybody; below it the range that
// nine of ten lie in, or one stroke for each outcome that stands apart.
export function histogram(summary: Summary, people: number, kind: string, marks: number[]): TemplateResult {
  const { histogram: bins, humps, published } = summary;
  const most = Math.max(...bins);
  const width = kWidth / bins.length;
  const at = (count: number) => (count / people) * kWidth;
  const ranges = humps.length > 1 ? humps.map((hump) => extent(hump, summary, people)).map(({ from, to }) => [from, to] as const) : [[published[0], published[4]] as const];
  return html`<svg class="hill" viewBox=${`0 0 ${kWidth} ${kHill + kFoot}`} preserveAspectRatio="none" role="img" aria-label=${spreadText(summary, people)}>
      <rect class="track" y=${kHill - 1} width=${kWidth} height="2"></rect>
      ${bins.map((share, bin) => {
        const height = share > 0 ? Math.max(2, (share / most) * (kHill - 4)) : 0;
        return height > 0 ? svg`<rect class=${kind} x=${bin * width + 1} y=${kHill - height} width=${width - 2} height=${height}></rect>` : nothing;
      })}
      ${marks.map((mark) => svg`<rect class="mark" x=${at(mark) - 1} y=${kHill - 12} width="2" height="18"></rect>`)}
      ${ranges.map(([from, to]) => svg`<rect class="range" x=${at(from)} y=${kHill + 6} width=${Math.max(4, at(to) - at(from) - 3)} height="4"></rect>`)}
      ${humps.length > 1 ? nothing : svg`<rect class="mark" x=${at(published[2]) - 2} y=${kHill + 3} width="4" height="9"></rect>`}
    </svg>
    ${axis([0, people / 2, people].map((count) => number(count)))}`;
}

// How many had signed by which of `hours`: the middle, and the band that nine of ten rehearsals lie in.
export function course({ curve }: Summary, people: number, hours: number, kind: string): TemplateResult {
  const last = curve.at(-1)!;
  const x = (hour: number) => ((hour / hours) * kWidth).toFixed(1);
  const y = (count: number) => (kHill - (count / people) * kHill).toFixed(1);
  const line = (pick: (point: Summary["curve"][number]) => number) => curve.map((point) => `${x(point.hour)},${y(pick(point))}`);
  const band = [`0,${kHill}`, ...line((point) => point.p95), ...line((point) => point.p05).reverse(), `0,${kHill}`].join(" ");
  const label = t("lab.course.label", { low: last.p05, middle: last.p50, high: last.p95, hours: last.hour });
  return html`<svg class="hill course" viewBox=${`0 0 ${kWidth} ${kHill}`} preserveAspectRatio="none" role="img" aria-label=${label}>
      <rect class="track" y="0" width=${kWidth} height="1"></rect>
      <rect class="track" y=${kHill - 1} width=${kWidth} height="1"></rect>
      <polygon class=${`band ${kind}`} points=${band}></polygon>
      <polyline class=${`stroke ${kind}`} points=${[`0,${kHill}`, ...line((point) => point.p50)].join(" ")}></polyline>
    </svg>
    ${axis([0, hours / 2, hours].map((hour) => t("lab.hours", { n: hour })))}`;
}
