// Sentences in the reader's language; the page carries them as JSON.
const said = JSON.parse(document.getElementById("words")?.textContent || "{}");

export const say = (key, values = {}) =>
  (said[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

export const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

export const post = (url, fields = {}) =>
  fetch(url, { method: "POST", headers: { "X-CSRFToken": csrf() }, body: new URLSearchParams(fields), keepalive: true });

// The house tells the time: a demo may run on another day. Milliseconds.
const ahead = document.body.dataset.now ? Date.parse(document.body.dataset.now) - Date.now() : 0;
export const told = () => Date.now() + ahead;
