// The facilitator's window: the same screen smaller, the notes, what comes next, the time, and what is said in the room.

import { Drive } from "./drive.js";
import { remember } from "./recent.js";
import { Seance } from "./link.js";
import { Remarks } from "./remarks.js";
import { View } from "./view.js";

const TROUBLE_MS = 12000;
let trouble = "", forgetting = 0;
const seance = new Seance();
const at = (id) => document.getElementById(id);
const view = new View(seance, at("stage"));
new Drive(seance, view);
const remarks = new Remarks(seance, at("remark"), at("kept"));

function draw(again = false) {
  const { step, steps, state } = seance;
  if (!step) return;
  const words = seance.words[step.key] ?? {};
  const next = steps[seance.at + 1];
  at("current").textContent = `${seance.at + 1}. ${step.title}`;
  at("cue").textContent = words.cue || "Aucune note pour cet écran.";
  at("note").hidden = !words.note;
  at("note").textContent = words.note ?? "";
  at("following").textContent = next ? `${seance.at + 2}. ${next.title}` : "C’est le dernier écran.";
  at("blanked").hidden = !state.blank;
  const said = trouble || step.problem;
  at("trouble").hidden = !said;
  at("trouble").textContent = said;
  document.title = `Animer · ${seance.title} · En regard`;
  remarks.show(again);
}

seance.addEventListener("state", (event) => {
  view.draw();
  draw();
  if (event.detail?.address !== seance.state.address) at("address").value = seance.state.address;
});
seance.addEventListener("screens", () => { view.list(); view.draw(true); draw(true); if (seance.isWhole) document.body.dataset.ready = "true"; });
seance.addEventListener("link", () => { at("lost").hidden = seance.linked; remarks.send(); });
seance.addEventListener("remark", (event) => remarks.heard(event.detail));
seance.addEventListener("trouble", (event) => {
  trouble = event.detail.text;
  clearTimeout(forgetting);
  forgetting = setTimeout(() => { trouble = ""; draw(); }, TROUBLE_MS);
  draw();
  remarks.refused(event.detail);
});
seance.addEventListener("closed", () => { at("lost").hidden = false; });
seance.start();

function two(number) { return String(number).padStart(2, "0"); }
function tick() {
  const now = new Date();
  at("clock").textContent = `${two(now.getHours())}:${two(now.getMinutes())}`;
  if (!seance.state) return;
  const passed = Math.max(0, Math.floor(seance.serverNow - seance.state.started));
  at("elapsed").textContent = `${Math.floor(passed / 3600)}:${two(Math.floor(passed / 60) % 60)}:${two(passed % 60)}`;
}
setInterval(tick, 500);
tick();
at("restart").addEventListener("click", () => seance.set({ started: Math.floor(seance.serverNow) }));
at("reach").addEventListener("submit", (event) => {
  event.preventDefault();
  seance.set({ address: at("address").value.trim() });
});
at("unhide")?.addEventListener("click", () => {
  document.querySelector("[data-hiding]").removeAttribute("data-hiding");
  at("hiding").remove();
});
remember(document.body.dataset.seance, document.body.dataset.title);
