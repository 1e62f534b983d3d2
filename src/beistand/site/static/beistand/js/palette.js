// b-palette: everything by its name. Words are matched anywhere; Enter does the chosen one.
import { press } from "beistand/keys";

customElements.define("b-palette", class extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.items = [...this.querySelectorAll("li")];
    this.input.addEventListener("input", () => this.sift());
    this.input.addEventListener("keydown", (event) => this.keyed(event));
    this.addEventListener("click", (event) => this.do(event.target.closest("li")));
  }
  open() {
    this.parentElement.showModal();
    this.input.value = "";
    this.sift();
    this.input.focus();
  }
  sift() {
    const words = this.input.value.toLowerCase().split(/\s+/);
    this.items.forEach((item) => {
      const text = item.textContent.toLowerCase();
      item.hidden = !words.every((word) => text.includes(word));
    });
    this.shown = this.items.filter((item) => !item.hidden);
    this.querySelector(".none").hidden = this.shown.length > 0;
    this.choose(0);
  }
  choose(place) {
    this.place = (place + this.shown.length) % (this.shown.length || 1);
    this.items.forEach((item) => item.setAttribute("aria-selected", item === this.shown[this.place]));
    const chosen = this.shown[this.place];
    this.input.setAttribute("aria-activedescendant", chosen?.id ?? "");
    chosen?.scrollIntoView({ block: "nearest" });
  }
  keyed(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.choose(this.place + step);
    else if (event.key === "Enter") this.do(this.shown[this.place]);
    else if (event.key === "Escape") this.parentElement.close(); // a search field would only empty itself
    else return;
    event.preventDefault();
  }
  do(item) {
    if (!item) return;
    this.parentElement.close();
    const [kind, what] = [item.dataset.do.slice(0, item.dataset.do.indexOf(":")), item.dataset.do.slice(item.dataset.do.indexOf(":") + 1)];
    if (kind === "go") location.assign(what);
    else press(what);
  }
});
