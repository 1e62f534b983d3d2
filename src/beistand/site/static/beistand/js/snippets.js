// "#" and a few letters in an answer offer ready texts below the caret's line; Enter or Tab puts one in.
// The list is a listbox that the text area owns while it is open, so a screen reader hears what is chosen.

const ASKED = /(?:^|\s)#([\p{L}\p{N}-]{0,40})$/u;

export function offer(text, box, url) {
  let all = null, found = [], at = 0;

  const load = async () => (all ??= await fetch(url).then((answer) => (answer.ok ? answer.json() : { snippets: [] }))
    .then((told) => told.snippets).catch(() => []));
  const asked = () => text.selectionStart === text.selectionEnd && ASKED.exec(text.value.slice(0, text.selectionStart));

  function close() {
    found = [];
    box.hidden = true;
    text.removeAttribute("aria-activedescendant");
  }
  function draw() {
    box.replaceChildren(...found.map((one, n) => {
      const row = document.createElement("li");
      row.id = "snippet-" + n;
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", n === at);
      row.append(Object.assign(document.createElement("b"), { textContent: "#" + one.key }), " " + one.title);
      return row;
    }));
    box.hidden = false;
    text.setAttribute("aria-activedescendant", "snippet-" + at);
    box.children[at].scrollIntoView({ block: "nearest" });
  }
  async function look() {
    if (!asked()) return close();
    await load();
    const part = asked()?.[1].toLowerCase(); // the person may have gone on writing meanwhile
    if (part === undefined) return close();
    found = all.filter((one) => one.key.startsWith(part) || one.title.toLowerCase().includes(part)).slice(0, 8);
    at = 0;
    if (found.length) draw();
    else close();
  }
  function put(one) {
    const end = text.selectionStart, begin = end - asked()[1].length - 1;
    text.setRangeText(one.text, begin, end, "end");
    close();
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.focus();
  }

  text.addEventListener("input", look);
  text.addEventListener("blur", () => setTimeout(close, 150));
  box.addEventListener("mousedown", (event) => event.preventDefault());
  box.addEventListener("click", (event) => {
    const row = event.target.closest("[role=option]");
    if (row) put(found[[...box.children].indexOf(row)]);
  });
  text.addEventListener("keydown", (event) => {
    if (!found.length || event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) at = (at + by + found.length) % found.length;
    else if (event.key === "Enter" || event.key === "Tab") put(found[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (by) draw();
  });
}
