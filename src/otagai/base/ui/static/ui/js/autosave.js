// What somebody writes survives a reload, an error, an expired session: kept in this tab only, under the form's id.
// <form id="…" data-keep>; the page with data-forget="form id" (or "*") lets it go.
const PREFIX = "otagai:";
const WAIT = 300;
const SAID = document.querySelector("script[data-restored]")?.dataset ?? { restored: "書きかけの内容を 戻しました。", clear: "消して 書き直す" };

const fieldsOf = (form) =>
  [...form.elements].filter((field) => field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type));

const isTick = (field) => field.type === "checkbox" || field.type === "radio";

function save(form) {
  const kept = {};
  for (const field of fieldsOf(form)) {
    if (isTick(field) ? field.checked : field.value !== "") (kept[field.name] ??= []).push(field.value);
  }
  sessionStorage.setItem(PREFIX + form.id, JSON.stringify(kept));
}

function untouched(fields) {
  return fields.every((field) => {
    if (isTick(field)) return field.checked === field.defaultChecked && !field.defaultChecked;
    if (field.type === "select-one") return true;
    return field.value === "";
  });
}

function restore(form) {
  const kept = JSON.parse(sessionStorage.getItem(PREFIX + form.id) ?? "null");
  if (!kept || form.querySelector("[data-error-summary]")) return false;
  let any = false;
  for (const [name, values] of Object.entries(kept)) {
    const fields = fieldsOf(form).filter((field) => field.name === name);
    if (!fields.length || !untouched(fields)) continue;
    fields.forEach((field, at) => {
      if (isTick(field)) {
        any ||= field.checked !== values.includes(field.value);
        field.checked = values.includes(field.value);
      } else if (values[at] !== undefined && field.value !== values[at]) {
        any ||= field.type !== "select-one";
        field.value = values[at];
      }
    });
  }
  return any;
}

function tell(form) {
  const line = document.createElement("p");
  line.className = "restored";
  line.setAttribute("role", "status");
  const clear = document.createElement("button");
  clear.type = "button";
  clear.className = "button button-plain button-small";
  clear.textContent = SAID.clear;
  clear.addEventListener("click", () => {
    sessionStorage.removeItem(PREFIX + form.id);
    form.reset();
    line.remove();
  });
  line.append(SAID.restored, clear);
  form.prepend(line);
}

function forget(names) {
  for (const name of names.split(" ")) {
    if (name !== "*") sessionStorage.removeItem(PREFIX + name);
    else Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => sessionStorage.removeItem(key));
  }
}

export function forgetEverything() {
  forget("*");
}

export function keepText(page) {
  for (const element of page.querySelectorAll("[data-forget]")) {
    if (element.tagName === "FORM") element.addEventListener("submit", () => forget(element.dataset.forget));
    else forget(element.dataset.forget);
  }
  for (const form of page.querySelectorAll("form[data-keep][id]")) {
    if (restore(form)) tell(form);
    let timer;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => save(form), WAIT);
    });
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      save(form);
    });
  }
}
