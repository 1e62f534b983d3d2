// b-keys: the keys of the guide, section 7. Compared by `event.key`, off inside fields and dialogs, never with
// AltGr. Each key acts on what the page carries: an element with `data-key`, a menu, a row, a link.
const one = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];

const rows = () => all("#rows .it");
const here = () => document.activeElement?.closest?.("#rows .rw")?.querySelector(".it") ?? one("#rows .it[aria-current]");

function step(by, extend) {
  const list = rows();
  if (!list.length) return;
  const from = here();
  if (extend && from) check(from, true);
  const next = list[Math.max(0, Math.min(list.length - 1, list.indexOf(from) + by))] ?? list[0];
  next.focus();
  if (extend) check(next, true);
}

function check(row, value) {
  const box = row?.closest(".rw").querySelector(".pick");
  if (!box) return;
  box.checked = value ?? !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

function act(key) {
  const chosen = one("#rows .pick:checked") && one(`#bulk [value="${{ e: "close", u: "unread", i: "mine" }[key]}"]`);
  (chosen || one(`#talk [data-key="${key}"] button`))?.click();
}

function write(mode) {
  const box = one(`#composer [name=mode][value=${mode}]`);
  if (!box || box.disabled) return;
  box.click();
  const text = one("#text");
  text.focus();
  text.setSelectionRange(text.value.length, text.value.length);
}

const keys = {
  j: () => step(1), k: () => step(-1), J: () => step(1, true), K: () => step(-1, true),
  ArrowDown: () => step(1), ArrowUp: () => step(-1),
  r: () => write("reply"), n: () => write("note"),
  e: () => act("e"), u: () => act("u"), i: () => act("i"),
  h: () => one('#talk [data-menu="later"]')?.click(), a: () => one('#talk [data-menu="assign"]')?.click(),
  l: () => one('#talk [data-menu="labels"]')?.click(),
  x: () => check(here()), z: () => (one("#toasts .toast form button") ?? one("#thread b-undo form button"))?.click(),
  c: () => document.documentElement.toggleAttribute("data-side"),
  "/": () => (one("#q") ?? one("[role=search] input"))?.focus(), "?": () => one("#keys")?.showModal(),
  Escape: () => one("#talk [data-back]")?.click(),
};

export function press(key) {
  keys[key]?.();
}

let isAfterG = 0;

customElements.define("b-keys", class extends HTMLElement {
  connectedCallback() { document.addEventListener("keydown", this); }
  disconnectedCallback() { document.removeEventListener("keydown", this); }
  handleEvent(event) {
    if (event.defaultPrevented || event.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      one("b-palette")?.open();
      return;
    }
    const isField = event.target.closest?.("input:not([type=checkbox],[type=radio]),textarea,select,[contenteditable]");
    if (event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]") || isField || one(":popover-open")) {
      if (event.key === "Escape" && isField && !one("dialog[open]")) event.target.blur();
      return;
    }
    if ("off" in this.dataset && !["Escape", "ArrowDown", "ArrowUp"].includes(event.key)) return;
    if (event.key.startsWith("Arrow") && !document.activeElement?.closest("#rows")) return;
    if (isAfterG > Date.now() - 1500) {
      isAfterG = 0;
      const room = one(`[data-go="${CSS.escape(event.key.toLowerCase())}"]`);
      if (room) room.click();
      return;
    }
    if (event.key === "g") {
      isAfterG = Date.now();
      return;
    }
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    press(event.key);
  }
});
