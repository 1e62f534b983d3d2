// b-time: the whole date and time on hover.
customElements.define("b-time", class extends HTMLElement {
  connectedCallback() {
    const time = this.querySelector("time");
    if (!time) return;
    const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "full", timeStyle: "short" });
    time.title = format.format(new Date(time.dateTime));
  }
});
