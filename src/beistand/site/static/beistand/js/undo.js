// b-undo: something that goes away after a while. The countdown rests while the pointer or the focus is on it;
// with `data-hold-url` the server, which holds the message, is told to wait as well.
import { post, told } from "beistand/words";

customElements.define("b-undo", class extends HTMLElement {
  connectedCallback() {
    const { until, seconds } = this.dataset;
    this.left = until ? Math.max(0, (Date.parse(until) - told()) / 1000) : Number(seconds || 8);
    this.addEventListener("click", (event) => event.target.closest("[data-close]") && this.remove());
    for (const name of ["pointerenter", "focusin"]) this.addEventListener(name, () => this.rest(true));
    for (const name of ["pointerleave", "focusout"]) this.addEventListener(name, () => this.rest(false));
    this.clock = setInterval(() => this.tick(), 1000);
  }
  disconnectedCallback() { clearInterval(this.clock); }
  rest(is) {
    this.rests = is;
    if (is) this.hold();
  }
  hold() {
    if (this.dataset.holdUrl && !this.gone) post(this.dataset.holdUrl);
    this.held = 4;
  }
  tick() {
    if (this.rests) {
      if (--this.held <= 0) this.hold();
      return;
    }
    if (--this.left > 0) return;
    this.gone = true;
    clearInterval(this.clock);
    if (this.classList.contains("toast")) this.remove();
    else this.querySelector("form")?.remove();
  }
});
