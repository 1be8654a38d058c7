// A second press of the button sends nothing (the server would not double it either).
export function sendOnce(page) {
  const sent = new Set();
  page.addEventListener("submit", (event) => {
    const form = event.target;
    // A form that brings a file, not a page (data-again), may be sent again and again.
    if (form.method !== "post" || event.defaultPrevented || form.dataset.again !== undefined) return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.add(form);
    for (const button of form.querySelectorAll("button[type=submit]")) button.setAttribute("aria-disabled", "true");
  });
  // Back from the next page: the form may be sent again.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    sent.clear();
    for (const button of page.querySelectorAll("button[type=submit][aria-disabled]")) button.removeAttribute("aria-disabled");
  });
}
