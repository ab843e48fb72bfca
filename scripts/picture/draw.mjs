// Messages in Slack blocks (JSON on standard input: {"messages": [{"name": "...", "blocks": [...]}, ...]}) as a page of HTML that looks as in Slack.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import React from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { Message } from "slack-blocks-to-jsx";

const { messages } = JSON.parse(readFileSync(0, "utf8"));
const logo =
  "data:image/svg+xml;utf8," +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"><rect width="36" height="36" rx="6" fill="#14213d"/>' +
      '<circle cx="18" cy="18" r="10" fill="none" stroke="#fca311" stroke-width="2"/><path d="M18 8v20" stroke="#fca311" stroke-width="2"/></svg>',
  );
const style = readFileSync(createRequire(import.meta.url).resolve("slack-blocks-to-jsx/dist/style.css"), "utf8");
const person =
  "data:image/svg+xml;utf8," +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"><rect width="36" height="36" rx="6" fill="#8d99ae"/>' +
      '<circle cx="18" cy="14" r="6" fill="#fff"/><path d="M6 34a12 10 0 0 1 24 0" fill="#fff"/></svg>',
  );
const body = messages
  .map(({ name, blocks }) => {
    const who = { name, logo: name === "Dateline" ? logo : person };
    const drawn = React.createElement(Message, { ...who, blocks, time: new Date("2026-11-23T08:00:00"), theme: "light" });
    return renderToStaticMarkup(drawn);
  })
  .join("");
process.stdout.write(
  `<!doctype html><meta charset="utf-8"><style>${style} body { margin: 16px; width: 640px; font-family: Lato, "Noto Sans", sans-serif }</style>${body}` +
    `<script>document.documentElement.dataset.height = Math.ceil(document.body.getBoundingClientRect().bottom) + 16</script>`,
);
