// Keys of the desk: j/k through the lines, Enter opens, / searches, ? lists the keys. They can be switched off.
const OFF = "otagai-keys-off";
const list = document.querySelector("[data-keys-list]");
const lines = () => [...document.querySelectorAll("[data-lines] .line-link")];
const writing = (target) => target.closest("input, textarea, select, [contenteditable], dialog");

function step(by) {
  const all = lines();
  const at = all.indexOf(document.activeElement?.closest(".line")?.querySelector(".line-link"));
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
  next?.focus();
  next?.closest(".line")?.scrollIntoView({ block: "nearest" });
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  "/": () => document.querySelector("[data-search]")?.focus(),
  "?": () => list?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || writing(event.target)) return;
  const act = KEYS[event.key];
  if (!act || (localStorage.getItem(OFF) && event.key !== "?")) return;
  event.preventDefault();
  act();
});

const box = list?.querySelector("[data-keys-off]");
if (box) {
  box.checked = Boolean(localStorage.getItem(OFF));
  box.addEventListener("change", () => {
    if (box.checked) localStorage.setItem(OFF, "1");
    else localStorage.removeItem(OFF);
  });
}

// The folded ways close by Escape and when the focus or a press goes elsewhere; without script, by their own heading.
const more = document.querySelector("[data-closes]");
if (more) {
  const elsewhere = (event) => {
    if (!more.contains(event.target)) more.open = false;
  };
  document.addEventListener("pointerdown", elsewhere);
  document.addEventListener("focusin", elsewhere);
  more.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    more.open = false;
    more.querySelector("summary").focus();
  });
}

// What was brought back (autosave.js) is not hidden in a closed part of the page.
for (const part of document.querySelectorAll("details:has(.restored)")) part.open = true;
