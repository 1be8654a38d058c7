// 「このページをすぐ閉じる」: by the button, or Esc twice. The page goes blank at once and does not stay behind the back button.
import { forgetEverything } from "./autosave.js";

const TWICE_WITHIN = 1500;

function leave(address) {
  document.documentElement.hidden = true;
  document.title = "";
  forgetEverything();
  window.location.replace(address);
}

export function leaveQuickly(page) {
  const link = page.querySelector("[data-quick-exit]");
  if (!link) return;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave(link.href);
  });
  let last = -Infinity;
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (event.timeStamp - last < TWICE_WITHIN) leave(link.href);
    last = event.timeStamp;
  });
}
