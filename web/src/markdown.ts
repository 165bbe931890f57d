// The letter's body: CommonMark to templates, node by node. Raw HTML is never taken: manifests with it
// are refused where letters are made, and shown as plain text here. Images are not loaded.
import { html, nothing, type TemplateResult } from "lit";
import { fromMarkdown } from "mdast-util-from-markdown";
import type { Nodes, Parents } from "mdast";

export function markdown(text: string): TemplateResult {
  return children(fromMarkdown(text));
}

function children(parent: Parents): TemplateResult {
  return html`${parent.children.map((child) => node(child))}`;
}

// A letter's own headings stand below the page's.
function heading(depth: number, content: TemplateResult): TemplateResult {
  return depth === 1 ? html`<h2>${content}</h2>` : depth === 2 ? html`<h3>${content}</h3>` : html`<h4>${content}</h4>`;
}

function node(it: Nodes): TemplateResult | string | typeof nothing {
  switch (it.type) {
    case "paragraph":
      return html`<p>${children(it)}</p>`;
    case "heading":
      return heading(it.depth, children(it));
    case "text":
    case "html":
      return it.value;
    case "emphasis":
      return html`<em>${children(it)}</em>`;
    case "strong":
      return html`<strong>${children(it)}</strong>`;
    case "list":
      return it.ordered ? html`<ol start=${it.start ?? 1}>${children(it)}</ol>` : html`<ul>${children(it)}</ul>`;
    case "listItem":
      // A tight item's paragraph is its text.
      return html`<li>${it.children.map((child) => (child.type === "paragraph" && !it.spread ? children(child) : node(child)))}</li>`;
    case "blockquote":
      return html`<blockquote>${children(it)}</blockquote>`;
    case "thematicBreak":
      return html`<hr />`;
    case "inlineCode":
      return html`<code>${it.value}</code>`;
    case "code":
      return html`<pre><code>${it.value}</code></pre>`;
    case "break":
      return html`<br />`;
    case "link":
      return /^https?:|^mailto:/i.test(it.url)
        ? html`<a href=${it.url} rel="noreferrer noopener">${children(it)}</a>`
        : children(it);
    case "image":
      return it.alt ?? "";
    default:
      return nothing;
  }
}
