// b-ring: a clock redrawn in steps of 15 s. `data-since` counts up and promises nothing;
// `data-from` with `data-due` empties a promise.
import { say, told } from "beistand/words";

const rings = new Set();
setInterval(() => rings.forEach((ring) => ring.draw()), 15000);

customElements.define("b-ring", class extends HTMLElement {
  connectedCallback() { rings.add(this); }
  disconnectedCallback() { rings.delete(this); }
  draw() {
    const { since, from, due } = this.dataset;
    if (since) {
      const minutes = Math.floor((told() - Date.parse(since)) / 60000);
      const [key, n] = minutes < 1 ? ["just now", 0] : minutes < 60 ? ["minutes", minutes]
        : minutes < 2880 ? ["hours", Math.floor(minutes / 60)] : ["days", Math.floor(minutes / 1440)];
      this.classList.toggle("w", minutes >= 240);
      this.querySelector(".t").textContent = say(key, { n });
    } else if (from && due) {
      const part = (Date.parse(due) - told()) / (Date.parse(due) - Date.parse(from));
      this.style.setProperty("--left", Math.round(Math.max(0, Math.min(1, part)) * 20) * 5);
      this.classList.toggle("w", part > 0 && part < 0.25);
      this.classList.toggle("x", part <= 0);
    }
  }
});
