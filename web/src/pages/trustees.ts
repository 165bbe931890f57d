// The trustees: who they are, what each has given, and what the letter waits for.
import { html, type TemplateResult } from "lit";
import type { LetterState } from "../api.ts";
import { t, type Key } from "../i18n.ts";
import { LetterPage, phaseText } from "../letter-page.ts";
import "../trustee-work.ts";

// The stages that a trustee's topics belong to, in the order of the letter.
const stages = ["commit", "disclose", "confirm", "holding", "draw", "count", "raise", "open", "cards"] as const;
type Stage = (typeof stages)[number];

function stageOf(topic: string): Stage | null {
  if (topic.startsWith("ceremony.")) return stages.find((stage) => topic === `ceremony.${stage}`) ?? null;
  if (topic.startsWith("draw.")) return "draw";
  if (topic.startsWith("sum.")) return "count";
  if (topic.startsWith("raise.")) return "raise";
  return stages.find((stage) => stage === topic) ?? null;
}

class Trustees extends LetterPage {
  protected override render(): TemplateResult {
    return this.whenRead((manifest, state) => html`<section class="page">
      <h1>${t("trustees.title")}</h1>
      <p class="about" lang=${manifest.language}>${manifest.title}</p>
      <p class="lead">${t("trustees.lead", { n: state.threshold, all: state.trustees.length })}</p>
      <p>${phaseText(state)}. <us-countdown .watch=${this.watch!}></us-countdown></p>
      ${this.#board(state)}
      <h2>${t("trustees.own")}</h2>
      <p>${t("trustees.own_words")}</p>
      <us-trustee-work .letter=${this.letter} .state=${state}></us-trustee-work>
      <p>${t("trustees.no_key")} <a href="/trustee">${t("trustees.make_key")}</a></p>
      <h2>${t("trustees.agent")}</h2>
      <p>${t("trustees.agent_words")}</p>
      <pre class="command"><code>undersigned trustee serve --url ${location.origin}/letters/${this.letter} --key trustee.key</code></pre>
      <p class="remark">${t("trustees.key")}</p>
    </section>`);
  }

  #board(state: LetterState): TemplateResult {
    const shown = stages.filter((stage) => stage !== "draw" || state.schedule.window > 1);
    return html`<div class="scroll" role="region" tabindex="0" aria-label=${t("trustees.board")}>
      <table class="board">
        <caption>${t("trustees.board")}</caption>
        <thead>
          <tr><th scope="col">${t("trustees.trustee")}</th>${shown.map((stage) => html`<th scope="col">${t(`trustees.${stage}` as Key)}</th>`)}</tr>
        </thead>
        <tbody>
          ${state.trustees.map((trustee) => {
            const given = new Set(trustee.given.map(stageOf));
            return html`<tr>
              <th scope="row">${trustee.name}</th>
              ${shown.map((stage) => html`<td>${given.has(stage) ? html`<span class="given">✓</span><span class="visually-hidden">${t("trustees.given")}</span>` : html`<span aria-hidden="true">·</span><span class="visually-hidden">${t("trustees.not_given")}</span>`}</td>`)}
            </tr>`;
          })}
        </tbody>
      </table>
    </div>`;
  }
}
customElements.define("us-trustees", Trustees);
