// The facilitator's window: the same screen smaller, the notes, what comes next, the time, and what is said in the room.

import { Ballots } from "./ballots.js";
import { Drive } from "./drive.js";
import { Seance } from "./link.js";
import { remember } from "./recent.js";
import { View } from "./view.js";
import { Voices } from "./voices.js";

const TROUBLE_MS = 12000;
let trouble = "", forgetting = 0;
const { root, seance: name } = document.body.dataset;
const seance = new Seance();
const at = (id) => document.getElementById(id);
const view = new View(seance, at("stage"));
new Drive(seance, view);
const voices = new Voices(seance);
const ballots = new Ballots(seance);

function draw() {
  const { step, steps, state } = seance;
  if (!step) return;
  const words = seance.words[step.key] ?? {};
  const next = steps[seance.at + 1];
  at("current").textContent = `${seance.at + 1}. ${step.title}`;
  at("cue").textContent = words.cue || "Aucune note pour cet écran.";
  at("comment").hidden = !words.note;
  at("comment").textContent = words.note ?? "";
  at("following").textContent = next ? `${seance.at + 2}. ${next.title}` : "C’est le dernier écran.";
  at("next-screen").hidden = !next;
  at("next-stage").dataset.look = state.look;
  at("next-stage").dataset.shape = state.shape;
  // Made on the server by a template that escapes every value.
  const picture = next ? next.pages[0] : "";
  if (at("next-stage").dataset.drawn !== picture) { at("next-stage").innerHTML = picture; at("next-stage").dataset.drawn = picture; }
  at("blanked").hidden = !state.blank;
  const said = trouble || step.problem;
  at("trouble").hidden = !said;
  at("trouble").textContent = said;
  document.title = `Animer · ${seance.title} · En regard`;
  voices.draw();
  ballots.offer();
}

seance.addEventListener("state", (event) => {
  view.draw();
  draw();
  if (event.detail?.address !== seance.state.address) at("address").value = seance.state.address;
});
seance.addEventListener("screens", () => { view.list(); view.draw(true); draw(); ballots.draw(); if (seance.isWhole) document.body.dataset.ready = "true"; });
seance.addEventListener("link", () => { at("lost").hidden = seance.linked; });
seance.addEventListener("trouble", (event) => {
  trouble = event.detail.text;
  clearTimeout(forgetting);
  forgetting = setTimeout(() => { trouble = ""; draw(); }, TROUBLE_MS);
  draw();
});
seance.addEventListener("closed", () => {
  at("lost").textContent = `${seance.gone} Ce qui s’écrit ici n’est plus gardé.`;
  at("lost").hidden = false;
});
seance.start();

new ResizeObserver(([{ contentRect }]) => at("next-stage").style.setProperty("--shrunk", contentRect.width / 960)).observe(at("next-screen"));

const two = (number) => String(number).padStart(2, "0");
const clock = (seconds) => `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
function tick() {
  const now = new Date();
  at("clock").textContent = `${two(now.getHours())}:${two(now.getMinutes())}`;
  if (!seance.state || !seance.step) return;
  const { started, since } = seance.state, minutes = seance.words[seance.step.key]?.minutes;
  at("elapsed").textContent = clock(Math.max(0, Math.floor(seance.serverNow - started)));
  const here = Math.max(0, Math.floor(seance.serverNow - since));
  const planned = minutes ? `, ${minutes} min prévues${here > 60 * minutes ? ` : ${Math.floor(here / 60) - minutes} min de plus` : ""}` : "";
  at("on-screen").textContent = `Sur cet écran depuis ${Math.floor(here / 60)}:${two(here % 60)}${planned}`;
}
setInterval(tick, 500);
tick();
at("restart").addEventListener("click", () => seance.set({ started: Math.floor(seance.serverNow) }));
for (const button of document.querySelectorAll("[data-minutes]")) {
  button.addEventListener("click", () => { const minutes = Number(button.dataset.minutes); seance.set({ countdown: minutes ? Math.ceil(seance.serverNow) + 60 * minutes : 0 }); });
}
at("reach").addEventListener("submit", (event) => {
  event.preventDefault();
  seance.set({ address: at("address").value.trim() });
});
at("unhide")?.addEventListener("click", () => {
  document.querySelector("[data-hiding]").removeAttribute("data-hiding");
  at("hiding").remove();
});
// The code drives the séance: it is fetched only when it is asked for, in this window.
at("remote").addEventListener("toggle", async () => {
  if (!at("remote").open) { at("remote-code").replaceChildren(); return; }
  const answer = await fetch(`${root}projection/telecommande?${new URLSearchParams({ seance: name, role: "presentateur" })}`);
  if (answer.ok) at("remote-code").innerHTML = (await answer.json()).page;
});
remember(name, document.body.dataset.title);
