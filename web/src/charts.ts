// Bars, and the tables that say the same. A bar is a drawing without words: the number stands beside it
// as text, so that nothing is told by length or colour alone.
import { html, nothing, svg, type TemplateResult } from "lit";
import { number, percent, t } from "./i18n.ts";

export interface Part {
  kind: string; // named, counted, unmet, said, silent
  value: number;
}
export interface Row {
  label: string;
  value: number;
  note?: string;
  parts: Part[];
  mark?: number; // a threshold
  strong?: boolean;
  share?: boolean;
  shown?: TemplateResult; // instead of the value
  interval?: [low: number, high: number];
}

const kWidth = 1000;

export function bar(parts: Part[], whole: number, { mark, interval }: Pick<Row, "mark" | "interval"> = {}): TemplateResult {
  const scale = (value: number) => (whole > 0 ? Math.min(1, value / whole) * kWidth : 0);
  let from = 0;
  return html`<svg class="bar" viewBox="0 0 ${kWidth} 16" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <rect class="track" width=${kWidth} height="16"></rect>
    ${parts.map((part) => {
      const width = scale(part.value);
      const rect = svg`<rect class=${part.kind} x=${from} width=${width} height="16"></rect>`;
      from += width;
      return width > 0 ? rect : nothing;
    })}
    ${mark === undefined ? nothing : svg`<rect class="mark-halo" x=${scale(mark) - 4} y="-4" width="8" height="24"></rect><rect class="mark" x=${scale(mark) - 1.5} y="-4" width="3" height="24"></rect>`}
    ${interval ? whisker(scale(interval[0]), scale(interval[1])) : nothing}
  </svg>`;
}

// An interval across the end of a bar; one too narrow to be seen stands in the words alone.
function whisker(from: number, to: number): TemplateResult | typeof nothing {
  if (to - from < kWidth / 100) return nothing;
  return svg`<rect class="mark-halo" x=${from - 3} y="3.5" width=${to - from + 6} height="9"></rect><rect class="mark" x=${from} y="6" width=${to - from} height="4"></rect>`;
}

export function rows(list: Row[], whole: number, lang = ""): TemplateResult {
  return html`<ul class="rows">
    ${list.map(
      (row) => html`<li class=${row.strong ? "strong" : ""}>
        <span class="head"><span class="what" lang=${lang || nothing}>${row.label}</span><span class="value">${row.shown ?? number(row.value)}${row.share ? html` <span class="share">${percent(row.value, whole)}</span>` : nothing}</span></span>
        ${bar(row.parts, whole, row)}
        ${row.note ? html`<span class="note">${row.note}</span>` : nothing}
      </li>`,
    )}
  </ul>`;
}

export function figure(title: string, words: string, content: TemplateResult, proof?: TemplateResult): TemplateResult {
  return html`<figure>
    <figcaption><strong>${title}</strong>${words ? html` ${words}` : nothing}</figcaption>
    ${content} ${proof ?? nothing}
  </figure>`;
}

export function table(caption: string, header: string[], body: (string | number)[][], lang = ""): TemplateResult {
  return html`<details class="numbers">
    <summary>${t("table.open")}</summary>
    <div class="scroll" role="region" tabindex="0" aria-label=${`${t("table.label")}: ${caption}`}>
      <table>
        <caption lang=${lang || nothing}>${caption}</caption>
        <thead><tr>${header.map((cell, i) => (i === 0 && cell === "" ? html`<td></td>` : html`<th scope="col">${cell}</th>`))}</tr></thead>
        <tbody>
          ${body.map(
            ([first, ...rest]) => html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${typeof cell === "number" ? number(cell) : cell}</td>`)}</tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}
