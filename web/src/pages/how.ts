// How it works, and what it does not protect against, for somebody who is no specialist.
import { html, type TemplateResult } from "lit";
import { t } from "../i18n.ts";
import { Page } from "../page.ts";

const steps = ["invited", "sealed", "covered", "closed", "opened", "checked"] as const;
const limits = ["count", "issuer", "registrar", "trustees", "unanimous", "watched", "traffic", "page", "forever"] as const;
const holds = ["counts", "secret", "alone", "unseen", "text"] as const;

class How extends Page {
  protected override render(): TemplateResult {
    return html`
      <section class="page narrow prose">
        <h1>${t("how.title")}</h1>
        <p class="lead">${t("how.lead")}</p>
        <h2>${t("how.steps")}</h2>
        <ol class="steps">${steps.map((step) => html`<li><h3>${t(`how.${step}`)}</h3><p>${t(`how.${step}_words`)}</p></li>`)}</ol>
        <h2>${t("how.condition")}</h2>
        <p>${t("how.condition_words")}</p>
        <p>${t("how.condition_example")}</p>
        <h2>${t("how.rehearsed")}</h2>
        <p>${t("how.rehearsed_words")} <a href="/laboratory">${t("home.laboratory")}</a></p>
        <h2>${t("how.holds")}</h2>
        <dl class="points">${holds.map((point) => html`<div><dt>${t(`holds.${point}`)}</dt><dd>${t(`holds.${point}_words`)}</dd></div>`)}</dl>
        <h2 id="limits">${t("how.limits")}</h2>
        <p>${t("how.limits_words")}</p>
        <dl class="points">${limits.map((point) => html`<div><dt>${t(`limits.${point}`)}</dt><dd>${t(`limits.${point}_words`)}</dd></div>`)}</dl>
      </section>
    `;
  }
}
customElements.define("us-how", How);
