// What a page without it does by itself (forms, links, unfolding), done without loading anew; and news as it comes.
"use strict";

const root = document.documentElement;
const main = document.querySelector("main");
const said = document.getElementById("said");
root.classList.add("scripted");

// ---- parts of the page are brought up to date where they stand: focus, folds and what was typed stay ----

const mine = ["data-told", "data-filled"];
const own = { INPUT: ["value", "checked"], DETAILS: ["open"], DIALOG: ["open"], OPTION: ["selected"] };

function same(a, b) {
  return a.nodeType === b.nodeType && a.nodeName === b.nodeName && (a.id || "") === (b.id || "");
}

function morph(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value && !(own[old.nodeName] || []).includes(name)) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) {
    const kept = (own[old.nodeName] || []).includes(name) || mine.includes(name);
    if (!fresh.hasAttribute(name) && !kept) old.removeAttribute(name);
  }
  children(old, fresh);
}

function children(old, fresh) {
  const known = new Map([...old.children].filter((one) => one.id).map((one) => [one.id, one]));
  let here = old.firstChild;
  for (const next of [...fresh.childNodes]) {
    const match = next.id ? known.get(next.id) : here && same(here, next) ? here : null;
    if (match && same(match, next)) {
      if (match !== here) old.insertBefore(match, here);
      else here = here.nextSibling;
      morph(match, next);
    } else {
      old.insertBefore(next, here);
    }
  }
  while (here) {
    const gone = here;
    here = here.nextSibling;
    gone.remove();
  }
}

function show(id, html) {
  const holder = document.getElementById(id);
  if (!holder) return;
  const fresh = holder.cloneNode(false);
  fresh.innerHTML = html;
  const before = new Set([...holder.querySelectorAll("article")].map((one) => one.id));
  children(holder, fresh);
  const come = [...holder.querySelectorAll("article")].filter((one) => !before.has(one.id));
  if (come.length) arrived(holder, come);
}

function arrived(holder, come) {
  come.forEach((one) => one.classList.add("new"));
  said.textContent = come.map((one) => one.dataset.text).join("\n");
  showLast(holder);
}

// The newest message, from its beginning where it is longer than the window.
function showLast(holder) {
  const last = [...holder.children].filter((one) => one.matches("article, .status")).pop();
  if (!last) return;
  const long = last.offsetHeight > holder.clientHeight;
  holder.scrollTop = long ? last.offsetTop - holder.offsetTop - 8 : holder.scrollHeight;
}

// ---- news as it comes ----

let seen = "";

let asking = null;

// A window that nobody sees does not ask: a browser has few connections to one server.
document.addEventListener("visibilitychange", () => document.hidden && asking?.abort());

const looked = () =>
  document.hidden && new Promise((done) => document.addEventListener("visibilitychange", done, { once: true }));

function complain(words) {
  const told = document.createElement("p");
  told.textContent = words;
  document.getElementById("notice").replaceChildren(told);
}

async function watch() {
  for (;;) {
    await looked();
    asking = new AbortController();
    try {
      const answer = await fetch(`${main.dataset.parts}&seen=${seen}`, { signal: asking.signal });
      if (answer.status === 403) {
        complain("Dateline was started again: open the address that it printed.");
        return;
      }
      if (answer.status === 204) continue;
      if (!answer.ok) throw new Error(answer.statusText);
      const parts = await answer.json();
      seen = parts.seen;
      for (const id of ["log", "thread", "prompts", "notice", "modal"]) show(id, parts[id]);
      raise();
    } catch (trouble) {
      if (trouble.name === "AbortError") continue;
      complain("Dateline does not answer. Is it still running?");
      seen = "";
      await rest();
    }
  }
}

const rest = () => new Promise((done) => setTimeout(done, 1500));

// ---- modals ----

let back = null;

const FIELDS = ".body :is(input:not([type=hidden]), select, textarea)";

function raise() {
  const dialog = document.querySelector("dialog.modal");
  const field = dialog?.querySelector("[autofocus]") || dialog?.querySelector(FIELDS);
  if (dialog && !dialog.matches(":modal")) {
    back = document.activeElement === document.body ? document.getElementById("compose") : document.activeElement;
    dialog.removeAttribute("open");
    dialog.showModal();
    (field || dialog.querySelector(".foot .button")).focus();
  } else if (field && document.activeElement.closest(".foot") && dialog.dataset.filled === undefined) {
    field.focus(); // what was announced ("One moment") has become a form
  }
  if (dialog && field) dialog.dataset.filled = "";
  if (!dialog && back) {
    if (back.isConnected) back.focus();
    back = null;
  }
  const wrong = dialog && [...dialog.querySelectorAll(".error")].map((one) => one.textContent).join(" ");
  if (dialog && wrong && dialog.dataset.told !== wrong) {
    dialog.dataset.told = wrong;
    (dialog.querySelector("[aria-invalid], .wrong input") || dialog).focus();
  } else if (dialog && !wrong) {
    delete dialog.dataset.told;
  }
}

document.addEventListener("cancel", (event) => {
  if (!event.target.matches("dialog.modal")) return;
  event.preventDefault();
  event.target.querySelector(".cross").click();
}, true);

// ---- what people do ----

async function send(form, button) {
  const data = new FormData(form, button);
  const to = button?.hasAttribute("formaction") ? button.formAction : form.action;
  button?.classList.add("busy");
  button?.setAttribute("aria-busy", "true");
  fold();
  try {
    await fetch(to, { method: "POST", body: new URLSearchParams(data), headers: { "X-Page": "1" } });
    if (form.matches("[data-say]")) form.reset();
  } catch {
    complain("Dateline does not answer. Is it still running?");
  }
  button?.classList.remove("busy");
  button?.removeAttribute("aria-busy");
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-live]")) return;
  event.preventDefault();
  send(event.target, event.submitter);
});

document.addEventListener("change", (event) => {
  const field = event.target;
  if (field.matches("[data-go]")) field.form.requestSubmit();
  if (!field.matches("select[data-alone]") || !field.value) return;
  send(field.form, field.parentElement.querySelector(".scriptless"));
  field.value = field.querySelector("[selected]")?.value || "";
});

let typing = 0;

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.matches("[data-find]")) return;
  clearTimeout(typing);
  if (field.value.trim().length < Number(field.dataset.find)) return;
  typing = setTimeout(() => send(field.form, field.parentElement.querySelector(".scriptless")), 250);
});

document.addEventListener("keydown", (event) => {
  const open = event.target.closest?.("details.menu[open]");
  if (event.key === "Escape" && open) {
    event.preventDefault();
    open.open = false;
    open.querySelector("summary").focus();
  }
  if (event.key === "Enter" && event.target.matches?.("[data-find]")) event.preventDefault();
  if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    const items = [...open.querySelectorAll(".item, .bubble .button")];
    const step = event.key === "ArrowDown" ? 1 : -1;
    items[(items.indexOf(event.target) + step + items.length) % items.length]?.focus();
  }
});

function fold(but) {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== but) menu.open = false;
}

document.addEventListener("click", (event) => {
  const menu = event.target.closest("details.menu");
  if (event.target.closest("[data-fold]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else {
    fold(menu);
  }
});

// A menu near the lower edge unfolds upwards.
document.addEventListener("toggle", (event) => {
  const menu = event.target;
  if (!menu.matches("details.menu") || !menu.open) return;
  menu.classList.remove("up");
  const bubble = menu.querySelector(".bubble").getBoundingClientRect();
  const within = (menu.closest(".log, .modal .body") || document.body).getBoundingClientRect();
  menu.classList.toggle("up", bubble.bottom > Math.min(within.bottom, innerHeight) && bubble.height < bubble.top);
}, true);

for (const id of ["log", "thread"]) {
  const holder = document.getElementById(id);
  if (holder && holder.getAttribute("role") === "log") showLast(holder);
}
raise();
document.getElementById("reply")?.focus({ preventScroll: true });
if (main) watch();
