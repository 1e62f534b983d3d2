// b-composer: keeps what is written at each key on this device and every 2 s on the server, uploads files,
// offers emoji, and paints the answer before the server has it. Nothing written is ever thrown away.
import { offer } from "beistand/snippets";
import { csrf, say } from "beistand/words";

const EMOJI = [..."😀😊🙂😉😄😅😂🥰😍🤗🤔😐😬😕😢😭😡😱😴🤒🤷🙈👍👎👏🙏🤝💪👋👌✌️❤️💚💛🎉🎁🌷☀️🌧️❄️☕🍰🚗🚲🔑📦✅⏰"]
  .filter((one) => one !== "\uFE0F");

customElements.define("b-composer", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.text = this.querySelector("textarea");
    this.key = "draft:" + this.dataset.talk;
    this.form.addEventListener("input", (event) => this.changed(event));
    this.form.addEventListener("change", (event) => event.target.name === "upload" && this.upload(event.target.files));
    this.form.addEventListener("click", (event) => this.clicked(event));
    this.form.addEventListener("keydown", (event) => this.keyed(event));
    this.text.addEventListener("paste", (event) => event.clipboardData.files.length && this.upload(event.clipboardData.files));
    for (const name of ["dragover", "dragleave", "drop"]) this.form.addEventListener(name, (event) => this.dragged(event));
    this.form.addEventListener("htmx:before:request", (event) => event.target === this.form && this.paint());
    this.form.addEventListener("htmx:after:request", (event) => event.target === this.form && this.answered(event.detail.ctx));
    this.form.addEventListener("htmx:error", () => this.failed());
    offer(this.text, this.querySelector("[data-snippets]"), this.dataset.snippetsUrl);
    this.fill();
    this.restore();
    this.dress();
  }
  disconnectedCallback() { clearTimeout(this.timer); }

  fill() {
    const box = this.querySelector("#emoji");
    box.replaceChildren(...EMOJI.map((one) => Object.assign(document.createElement("button"), { type: "button", textContent: one })));
  }
  restore() {
    const kept = localStorage.getItem(this.key);
    if (kept && !this.text.value) this.text.value = kept;
  }
  dress() {
    this.text.placeholder = this.text.dataset[this.form.mode.value] || "";
  }
  tell(key) {
    this.querySelector("[data-saved]").textContent = say(key);
  }
  changed(event) {
    if (event?.target.name === "mode") this.dress();
    if (this.text.value) localStorage.setItem(this.key, this.text.value);
    else localStorage.removeItem(this.key);
    this.dispatchEvent(new CustomEvent("b:writing", { bubbles: true }));
    this.timer ??= setTimeout(() => this.save(), 2000);
  }
  async save() {
    this.timer = null;
    const form = new FormData(this.form);
    const draft = { file: form.getAll("file") };
    for (const name of ["text", "mode", "to", "cc", "bcc", "seen"]) draft[name] = form.get(name) ?? "";
    try {
      const answer = await fetch(this.dataset.draftUrl, {
        method: "PUT", headers: { "Content-Type": "application/json", "X-CSRFToken": csrf() }, body: JSON.stringify(draft),
      });
      this.tell(answer.ok ? "saved" : "unsaved");
    } catch {
      this.tell("unsaved");
    }
  }
  clicked(event) {
    const emoji = event.target.closest("#emoji button");
    if (emoji) {
      this.text.setRangeText(emoji.textContent, this.text.selectionStart, this.text.selectionEnd, "end");
      emoji.parentElement.hidePopover();
      this.text.focus();
      this.changed();
    }
    if (event.target.closest("[data-drop]")) {
      event.target.closest(".file").remove();
      this.changed();
    }
  }
  keyed(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.form.requestSubmit(this.form.querySelector(event.shiftKey ? "[name=then]" : "[data-send]"));
    } else if (event.key === "Escape") {
      this.text.blur();
    }
  }
  dragged(event) {
    event.preventDefault();
    this.form.classList.toggle("over", event.type === "dragover");
    if (event.type === "drop") this.upload(event.dataTransfer.files);
  }
  async upload(files) {
    for (const file of files) {
      const body = new FormData();
      body.set("file", file);
      const answer = await fetch(this.dataset.uploadUrl, { method: "POST", headers: { "X-CSRFToken": csrf() }, body })
        .catch(() => null);
      if (answer?.ok) this.querySelector("[data-files]").insertAdjacentHTML("beforeend", await answer.text());
      else this.wrong((await answer?.text()) || say("failed"));
    }
    this.form.upload.value = "";
    this.changed();
  }
  paint() {
    clearTimeout(this.timer);
    this.form.querySelectorAll("button").forEach((button) => button.classList.contains("go") && (button.disabled = true));
    const thread = document.getElementById("thread");
    if (!thread || !this.text.value.trim()) return;
    this.shadow = document.createElement("li");
    this.shadow.className = "new";
    const dot = document.createElement("span");
    dot.className = "dot";
    dot.append(document.querySelector(".self .av")?.cloneNode(true) ?? "");
    const said = document.createElement("div");
    said.className = this.form.mode.value === "note" ? "nb raw" : "bub me raw";
    said.textContent = this.text.value;
    this.shadow.append(dot, said);
    thread.append(this.shadow);
    this.shadow.scrollIntoView({ block: "end" });
  }
  answered(ctx) {
    if (ctx.response.raw.ok) localStorage.removeItem(this.key);
    else this.failed(ctx.response.raw.status < 500 && ctx.response.raw.status !== 403);
  }
  failed(isTold) {
    this.shadow?.remove();
    this.form.querySelector("[data-send]").disabled = false;
    if (!isTold) this.wrong(say("failed"));
  }
  wrong(words) {
    const line = this.form.querySelector(".err") ?? this.form.insertBefore(document.createElement("p"), this.form.querySelector(".top"));
    line.className = "err";
    line.setAttribute("role", "alert");
    line.textContent = words;
  }
});
