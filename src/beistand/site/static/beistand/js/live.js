// b-live: what happens elsewhere appears here without a reload. Events are {topic, kind, id, html?}:
// row (a matter of the list), gone, list (fetch it again), entry (a knot of the open thread), talk (its title,
// owner or state changed), presence. The row under the pointer never moves: news wait behind a pill.
import { say } from "beistand/words";

const one = (selector) => document.querySelector(selector);

customElements.define("b-live", class extends HTMLElement {
  connectedCallback() {
    this.waiting = new Map();
    this.topics = "";
    document.addEventListener("htmx:after:swap", () => {
      this.listen();
      this.band();
    });
    addEventListener("pagehide", () => this.port?.postMessage({ bye: true }));
    addEventListener("pageshow", (event) => event.persisted && this.listen(true));
    document.addEventListener("click", (event) => event.target.closest("#fresh") && this.release());
    if (this.dataset.url) this.listen();
  }
  listen(again) {
    if (!this.dataset.url) return;
    const talk = one("#talk")?.dataset.topic;
    const topics = (one("#list-body")?.dataset.topics ?? "").split(" ").concat(talk ?? []).filter(Boolean);
    if (!again && topics.join(" ") === this.topics) return;
    this.topics = topics.join(" ");
    if (globalThis.SharedWorker) {
      this.port ??= this.join();
      this.port.postMessage({ url: this.dataset.url, topics });
    } else {
      this.direct(topics);
    }
  }
  join() {
    const { port } = new SharedWorker(this.dataset.worker, { name: "beistand" });
    port.onmessage = ({ data }) => ("isOnline" in data ? this.state(data.isOnline) : this.take(data.event));
    return port;
  }
  direct(topics) {
    this.source?.close();
    if (!topics.length) return;
    const query = new URLSearchParams(topics.map((topic) => ["topic", topic]));
    if (this.last) query.set("last", this.last);
    this.source = new EventSource(`${this.dataset.url}?${query}`, { withCredentials: true });
    this.source.onopen = () => this.state(true);
    this.source.onerror = () => this.state(false);
    this.source.onmessage = (event) => {
      this.last = event.lastEventId || this.last;
      this.take(JSON.parse(event.data));
    };
  }
  state(isOnline) {
    if (isOnline) {
      if (this.lost && this.isShown) this.refresh();
      clearTimeout(this.soon);
      this.lost = null;
    } else if (!this.lost) {
      this.lost = new Date();
      this.soon = setTimeout(() => this.band(), 4000);
    }
    this.band();
  }
  band() {
    const line = one("#offline");
    this.isShown = this.lost && Date.now() - this.lost >= 4000;
    if (!line) return;
    line.hidden = !this.isShown;
    const t = this.lost?.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    if (this.isShown) line.textContent = say("offline", { t });
  }
  take(event) {
    const talk = one("#talk");
    const isTalk = talk?.dataset.topic === event.topic;
    if (event.kind === "row") this.row(event);
    else if (event.kind === "gone") document.getElementById("row-" + event.id)?.remove();
    else if (event.kind === "list") this.refresh();
    else if (event.kind === "entry" && isTalk) this.entry(event);
    else if (event.kind === "talk" && isTalk) this.head(talk);
    else if (event.kind === "presence" && isTalk) {
      const line = one("#presence");
      line.innerHTML = event.html;
      line.hidden = !event.html.trim();
    }
    this.dispatchEvent(new CustomEvent("b:event", { bubbles: true, detail: event }));
  }
  isBusy() {
    const rows = one("#rows");
    return rows && (rows.scrollTop > 8 || rows.matches(":hover") || rows.contains(document.activeElement) || one(".pick:checked"));
  }
  row(event) {
    if (!(one("#list-body")?.dataset.topics ?? "").split(" ").includes(event.topic)) return;
    const there = document.getElementById("row-" + event.id);
    if (this.isBusy() && !there) {
      this.waiting.set(event.id, event);
      const pill = one("#fresh");
      pill.textContent = say("new", { n: this.waiting.size });
      pill.hidden = false;
      return;
    }
    this.lay(event, there);
  }
  lay(event, there) {
    const row = document.createRange().createContextualFragment(event.html).querySelector(".rw");
    if (!row) return;
    if (there?.querySelector("[aria-current]")) row.querySelector(".it").setAttribute("aria-current", "true");
    const group = one(`#rows ul[data-group="${CSS.escape(row.dataset.group ?? "")}"]`);
    if (there && (this.isBusy() || !group)) {
      there.replaceWith(row);
    } else if (group) {
      there?.remove();
      group.prepend(row);
      this.count();
    } else {
      this.refresh();
      return;
    }
    htmx.process(row);
  }
  count() {
    for (const group of document.querySelectorAll("#rows ul")) {
      const number = group.previousElementSibling?.querySelector(".num");
      if (number) number.textContent = Math.max(Number(number.textContent), group.children.length);
    }
  }
  release() {
    one("#rows").scrollTop = 0;
    document.activeElement?.blur();
    for (const event of this.waiting.values()) this.lay(event, document.getElementById("row-" + event.id));
    this.waiting.clear();
    one("#fresh").hidden = true;
  }
  refresh() {
    const now = performance.now();
    clearTimeout(this.later);
    this.later = setTimeout(() => {
      this.fetched = performance.now();
      const body = one("#list-body");
      if (body && !one(".pick:checked")) htmx.ajax("GET", body.dataset.refresh, { target: "#list-body", swap: "outerMorph" });
    }, Math.max(0, (this.fetched ?? -1000) + 1000 - now));
  }
  entry(event) {
    const knot = document.createRange().createContextualFragment(event.html).querySelector("li");
    const thread = one("#thread"), box = one("#faden");
    const there = document.getElementById("e-" + event.id);
    const isLow = box.scrollHeight - box.scrollTop - box.clientHeight < 120;
    if (there) there.replaceWith(knot);
    else {
      knot.classList.add("new");
      thread.append(knot);
    }
    htmx.process(knot);
    if (isLow) box.scrollTop = box.scrollHeight;
  }
  async head(talk) {
    const answer = await fetch(talk.dataset.href, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok || one("#talk") !== talk) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of ["talk-head", "presence"]) {
      const fresh = page.getElementById(id);
      if (fresh && document.getElementById(id)) {
        document.getElementById(id).replaceWith(fresh);
        htmx.process(fresh);
      }
    }
  }
});
