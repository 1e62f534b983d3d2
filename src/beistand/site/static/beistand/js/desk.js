// The desk between its panes: what is current, where the focus goes, going back, menus, looks.
import { post, say } from "beistand/words";

const root = document.documentElement;
const one = (selector) => document.querySelector(selector);
let shown = "", read = 0;

function mark() {
  const id = one("#talk")?.dataset.id ?? "";
  for (const row of document.querySelectorAll("#rows .it")) {
    const is = row.closest(".rw").id === "row-" + id;
    if (is) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
  return id;
}

function settle(isFirst) {
  const id = mark();
  const faden = one("#faden");
  if (faden) faden.scrollTop = faden.scrollHeight;
  root.removeAttribute("data-side");
  if (id === shown && !isFirst) {
    requestAnimationFrame(leaveEmptyBox);
    return;
  }
  shown = id;
  if (one("#talk") && id) root.dataset.pane = "talk";
  if (!isFirst && id) one("#talk").focus({ preventScroll: true });
  clearTimeout(read);
  if (id) read = setTimeout(() => seen(id), 1000);
}

// After sending, the focus that htmx gives back to the emptied box would swallow Z and E.
function leaveEmptyBox() {
  const box = document.activeElement;
  if (box?.id === "text" && !box.value) one("#talk").focus({ preventScroll: true });
}

function seen(id) {
  const talk = one("#talk");
  if (document.hidden || talk?.dataset.id !== id) return;
  post(talk.dataset.seenUrl, { read: 1 });
  const row = document.getElementById("row-" + id)?.querySelector(".it");
  row?.classList.remove("un");
  row?.querySelector(".sub .vh")?.remove();
}

// Presence: still here every 20 s, writing at most every 4 s.
let wrote = 0;
setInterval(() => shown && seen(shown), 20000);
document.addEventListener("b:writing", () => {
  if (Date.now() - wrote < 4000) return;
  wrote = Date.now();
  post(one("#talk").dataset.seenUrl, { writing: 1 });
});

function back() {
  const row = one("#rows .it[aria-current]");
  if (root.dataset.pane === "talk" && matchMedia("(max-width:760px)").matches) {
    root.dataset.pane = "list";
    history.pushState({ htmx: true }, "", one("[data-back]").href);
  }
  (row ?? one("#rows .it"))?.focus();
}

document.addEventListener("htmx:after:swap", () => settle(false));
document.addEventListener("htmx:before:history:restore", (event) => {
  const path = event.detail.path;
  const row = [...document.querySelectorAll("#rows .it")].find((link) => link.pathname === path);
  if (!one("#talk")) return;
  if (/\/desk\/(\?|$)/.test(path)) {
    event.preventDefault();
    root.dataset.pane = "list";
  } else if (row || /\/desk\/m\//.test(path)) {
    event.preventDefault();
    htmx.ajax("GET", path, { target: "#talk", swap: "outerHTML" });
  }
});
for (const name of ["htmx:response:error", "htmx:error"]) {
  document.addEventListener(name, (event) => {
    const status = event.detail.ctx?.response?.raw?.status ?? 0;
    if (event.target.closest?.("b-composer") || (status >= 400 && status < 500 && status !== 403 && status !== 404)) return;
    const line = Object.assign(document.createElement("b-undo"), { className: "toast late", textContent: "" });
    line.append(Object.assign(document.createElement("span"), { textContent: say("failed") }));
    one("#toasts").replaceChildren(line);
  });
}

document.addEventListener("click", (event) => {
  const on = (selector) => event.target.closest(selector);
  if (on("[data-back]")) {
    event.preventDefault();
    back();
  } else if (on("[data-palette]")) one("b-palette").open();
  else if (on("[data-keys]")) one("#keys").showModal();
  else if (on("[data-side]") && on("[data-side]") !== root) root.toggleAttribute("data-side");
  else if (on("[data-menu-open]")) document.getElementById(on("[data-menu-open]").dataset.menuOpen).showPopover();
  else if (on("[data-original]")) original(on("[data-original]"));
});

function original(button) {
  const box = button.parentElement;
  const withImages = "images" in button.dataset;
  box.querySelector("iframe")?.remove();
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-popups allow-popups-to-escape-sandbox");
  frame.title = button.textContent.trim();
  frame.src = button.dataset.original + (withImages ? "?images=1" : "");
  box.append(frame);
  const images = box.querySelector("[data-images]");
  if (images) images.hidden = withImages;
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
  if (event.target.matches(".pick")) {
    const n = document.querySelectorAll(".pick:checked").length;
    one("#bulk .num").textContent = n ? say("chosen", { n }) : "";
  }
});

// Menus hang below (or above) their button; arrows walk through them. The place stands in a sheet of its own:
// htmx carries style attributes through a swap, and the policy forbids those.
const hung = new CSSStyleSheet();
document.adoptedStyleSheets.push(hung);
document.addEventListener("beforetoggle", ({ target, newState }) => {
  if (newState !== "open" || !target.matches?.(".menu")) return;
  const buttons = [...document.querySelectorAll(`[popovertarget="${target.id}"]`)];
  const box = (buttons.find((button) => button.offsetParent) ?? one("#talk-head .acts") ?? document.body).getBoundingClientRect();
  const isLow = box.top > innerHeight / 2, isRight = box.left > innerWidth / 2;
  const [high, low] = isLow ? ["auto", `${innerHeight - box.top + 4}px`] : [`${box.bottom + 4}px`, "auto"];
  const [left, right] = isRight ? ["auto", `${Math.max(8, innerWidth - box.right)}px`] : [`${Math.max(8, box.left)}px`, "auto"];
  hung.replaceSync(`#${target.id}{margin:0;inset:${high} ${right} ${low} ${left}}`);
}, true);
document.addEventListener("toggle", ({ target, newState }) => {
  if (newState === "open" && target.matches?.(".menu")) target.querySelector("button,a")?.focus();
}, true);
document.addEventListener("click", (event) => {
  const menu = event.target.closest("button,a")?.closest(".menu");
  if (menu?.matches(":popover-open")) menu.hidePopover();
});
document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.(".menu");
  const by = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!menu || !by || event.target.matches("input")) return;
  event.preventDefault();
  const items = [...menu.querySelectorAll("button,a")];
  items[(items.indexOf(document.activeElement) + by + items.length) % items.length]?.focus();
});

one("[data-look]")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const isDark = (root.dataset.theme || (matchMedia("(prefers-color-scheme:dark)").matches ? "dark" : "light")) === "dark";
  root.dataset.theme = isDark ? "light" : "dark";
  post(event.target.action, { theme: root.dataset.theme });
});

settle(true);
