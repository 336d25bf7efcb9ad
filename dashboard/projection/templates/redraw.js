// A list drawn anew keeps the keyboard where it was: on the same button, else on the one that took its place.

const FOCUSABLE = "button, summary, input";
const name = (one) => JSON.stringify(one.dataset) + one.name;

export function redrawn(list, nodes) {
  const held = list.contains(document.activeElement) ? document.activeElement : null;
  const before = held ? [...list.querySelectorAll(FOCUSABLE)].indexOf(held) : -1;
  list.replaceChildren(...nodes);
  if (!held) return;
  const now = [...list.querySelectorAll(FOCUSABLE)];
  // An empty list holds it: a key that was meant for one of its buttons must not move the room.
  list.tabIndex = -1;
  list.dataset.redrawn = "";
  (now.find((one) => name(one) === name(held)) ?? now[Math.min(Math.max(before, 0), now.length - 1)] ?? list).focus();
}
