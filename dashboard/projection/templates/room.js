// The window that is projected.

import { Drive } from "./drive.js";
import { Seance } from "./link.js";
import { View } from "./view.js";

const IDLE_MS = 3000;
const seance = new Seance();
const view = new View(seance, document.documentElement);
new Drive(seance, view);

function named() { document.title = `${seance.at + 1}/${seance.steps.length} · ${seance.step?.title ?? ""} · En regard`; }

seance.addEventListener("state", () => { view.draw(); named(); });
seance.addEventListener("screens", () => { view.list(); view.draw(true); named(); if (seance.isWhole) document.body.dataset.ready = "true"; });
seance.addEventListener("link", () => { document.getElementById("lost").hidden = seance.linked; });
seance.addEventListener("closed", () => {
  const lost = document.getElementById("lost");
  lost.title = seance.gone;
  lost.setAttribute("aria-label", seance.gone);
  lost.hidden = false;
});
seance.start();

// A screen of 4 by 3 is filled too: what is projected is laid out for it, in all windows.
function shaped() {
  const shape = innerWidth / innerHeight < 1.5 ? "4:3" : "16:9";
  if (seance.state && seance.state.shape !== shape) seance.set({ shape });
}
seance.addEventListener("screens", shaped, { once: true });
addEventListener("resize", shaped);

let idle = 0;
function wake() {
  document.body.classList.remove("idle");
  clearTimeout(idle);
  idle = setTimeout(() => document.body.classList.add("idle"), IDLE_MS);
}
for (const kind of ["pointermove", "pointerdown", "focusin"]) document.addEventListener(kind, wake);
wake();

// The projector is not to go dark while nobody touches anything.
async function stayAwake() {
  try { await navigator.wakeLock?.request("screen"); } catch { /* the browser does not let it */ }
}
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") stayAwake(); });
stayAwake();
