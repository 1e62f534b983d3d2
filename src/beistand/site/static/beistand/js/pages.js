// Pages chosen for a letter or a photo: small pictures below the field, so that a missing or turned page is seen.
// And Ctrl+Enter sends the form, as everywhere.
const shown = new Map();

document.addEventListener("change", ({ target }) => {
  if (!target.matches?.("input[data-pages]")) return;
  for (const url of shown.get(target) ?? []) URL.revokeObjectURL(url);
  const list = target.parentElement.querySelector(".pages") ?? document.createElement("ol");
  list.className = "pages";
  const urls = [];
  list.replaceChildren(...[...target.files].map((file) => {
    const item = document.createElement("li");
    if (/^image\/(jpeg|png|webp|gif)$/.test(file.type)) {
      const picture = document.createElement("img");
      urls.push(picture.src = URL.createObjectURL(file));
      picture.alt = "";
      item.append(picture);
    }
    const name = document.createElement("span");
    name.textContent = file.name;
    item.append(name);
    return item;
  }));
  shown.set(target, urls);
  target.after(list);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest?.("form[data-submit-keys]");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector(".btn.p"));
});
