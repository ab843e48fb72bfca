// Slack blocks as a page of HTML that looks as in Slack. On standard input, as JSON:
// {"now": ISO time, "messages": [{"name", "blocks", "only": seen by one person alone, "prompts": [words]}]}
// or {"now", "home": blocks}.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import React from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { Message } from "slack-blocks-to-jsx";

const { now, messages = [], home } = JSON.parse(readFileSync(0, "utf8"));
const RealDate = Date;
// What Slack calls "today" goes by the time of the picture, not by that of its making.
globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length ? given : [now]));
  }
  static now() {
    return new RealDate(now).getTime();
  }
};
const DATELINE = "Dateline";
const icon = (inside) =>
  "data:image/svg+xml;utf8," + encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36">${inside}</svg>`);
const logo = icon(
  '<rect width="36" height="36" rx="6" fill="#14213d"/>' +
    '<circle cx="18" cy="18" r="10" fill="none" stroke="#fca311" stroke-width="2"/><path d="M18 8v20" stroke="#fca311" stroke-width="2"/>',
);
const person = icon(
  '<rect width="36" height="36" rx="6" fill="#8d99ae"/>' +
    '<circle cx="18" cy="14" r="6" fill="#fff"/><path d="M6 34a12 10 0 0 1 24 0" fill="#fff"/>',
);
const eye =
  '<svg width="14" height="14" viewBox="0 0 20 20" fill="none" stroke="#616061" stroke-width="1.6">' +
  '<path d="M1.5 10C4 5.5 7 4 10 4s6 1.5 8.5 6c-2.5 4.500-5.5 6-8.5 6s-6-1.5-8.5-6Z"/><circle cx="10" cy="10" r="2.6"/></svg>';
const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

function drawn(name, blocks, more = {}) {
  const who = { name, logo: name === DATELINE ? logo : person };
  const message = React.createElement(Message, { ...who, blocks, time: new Date(now), theme: "light", ...more });
  const html = renderToStaticMarkup(message);
  // Apps are marked as such, people are not.
  return name === DATELINE ? html : html.replace(/<div [^>]*>APP<\/div>/, "");
}

function said({ name, blocks, only, prompts }) {
  const seen = only ? `<p class="only">${eye}Only visible to you</p>` : "";
  const asks = (prompts ?? []).map((prompt) => `<span>${escaped(prompt)}</span>`).join("");
  return seen + drawn(name, blocks) + (asks && `<div class="prompts">${asks}</div>`);
}

function tab(blocks) {
  const bar = `<div class="bar"><img src="${logo}" alt=""><b>${DATELINE}</b></div>`;
  const tabs = '<div class="tabs"><b>Home</b><span>Messages</span><span>About</span></div>';
  return `${bar}${tabs}<div class="home">${drawn(DATELINE, blocks, { withoutWrapper: true })}</div>`;
}

const style = readFileSync(createRequire(import.meta.url).resolve("slack-blocks-to-jsx/dist/style.css"), "utf8");
const ours = `
body { margin: 16px; width: 640px; font-family: Lato, "Liberation Sans", sans-serif; color: #1d1c1d }
#slack_blocks_to_jsx, #slack_blocks_to_jsx :not(code, code *) { font-family: inherit !important }
#slack_blocks_to_jsx :is(b, strong, .font-semibold), #slack_blocks_to_jsx :is(b, strong) * { font-weight: 700 !important }
.only { display: flex; align-items: center; gap: 6px; margin: 0 0 2px 44px; font-size: 12px; color: #616061 }
#slack_blocks_to_jsx + #slack_blocks_to_jsx, #slack_blocks_to_jsx + .only { margin-top: 12px }
.prompts { display: flex; flex-direction: column; align-items: flex-start; gap: 8px; margin: 14px 0 0 44px }
.prompts span { border: 1px solid #bbb; border-radius: 18px; padding: 6px 14px; font-size: 14px }
.bar { display: flex; align-items: center; gap: 10px; font-size: 18px }
.bar img { width: 28px; height: 28px }
.tabs { display: flex; gap: 20px; margin: 10px -16px 14px; padding: 0 16px; border-bottom: 1px solid #ddd; font-size: 13px }
.tabs > * { padding: 6px 2px; color: #616061 }
.tabs b { color: #1d1c1d; box-shadow: 0 2px 0 #611f69 }
`;
process.stdout.write(
  `<!doctype html><meta charset="utf-8"><style>${style}${ours}</style>${home ? tab(home) : messages.map(said).join("")}` +
    `<script>document.documentElement.dataset.height = Math.ceil(document.body.getBoundingClientRect().bottom) + 16</script>`,
);
