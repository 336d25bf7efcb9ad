// The screen itself, drawn from what the server made; the same in the room and, smaller, before the facilitator.

import { LIVE } from "./link.js";

const LISTS = ["overview", "subjects", "help"];

export class View {
  #drawn = "";
  #panel = "";
  #came = null;
  #pages = 0;

  constructor(seance, stage) {
    this.seance = seance;
    this.stage = stage;
    const parts = ["screen", "panel", "panel-title", "panel-page", "panel-at", "page", "place", "blank", "overview", "subjects", "help", "all", "jump", "said", "ballot", "countdown"];
    this.parts = Object.fromEntries(parts.map((id) => [id, document.getElementById(id)]));
    // What the room says comes while it is shown.
    for (const kind of ["voices", "entry"]) seance.addEventListener(kind, () => this.#voices());
    setInterval(() => this.#countdown(), 500);
  }

  #voices() {
    const { seance, parts } = this;
    if (LIVE.includes(seance.state?.panel?.kind)) this.#open();
    const open = seance.voices.ballots.find((one) => one.is_open);
    parts.ballot.hidden = !open;
    if (open) parts.ballot.textContent = `Vote ouvert : ${open.voters}`;
  }

  #countdown() {
    const { seance, parts } = this, until = seance.state?.countdown ?? 0;
    parts.countdown.hidden = !until;
    if (!until) return;
    const left = Math.max(0, Math.ceil(until - seance.serverNow));
    const text = left ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : "Temps écoulé";
    if (parts.countdown.textContent !== text) parts.countdown.textContent = text;
  }

  panelPages() { return this.#pages; }

  draw(force = false) {
    const { seance, parts } = this;
    const { state, step, page } = seance;
    if (!step) return;
    const key = `${step.key} ${page}`;
    if (force || key !== this.#drawn) {
      const isNew = !this.#drawn.startsWith(`${step.key} `);
      this.#drawn = key;
      // Made on the server by a template that escapes every value.
      parts.screen.innerHTML = step.pages[page];
      this.#came = null;
      if (isNew) parts.said.textContent = `Écran ${seance.at + 1} sur ${seance.steps.length} : ${step.title}`;
    }
    parts.place.textContent = `${seance.at + 1}/${seance.steps.length}`;
    parts.page.hidden = step.pages.length < 2;
    parts.page.textContent = `page ${page + 1}/${step.pages.length}`;
    parts.blank.hidden = !state.blank;
    this.stage.dataset.look = state.look;
    this.stage.dataset.shape = state.shape;
    this.stage.classList.toggle("has-panel", Boolean(state.panel));
    this.#pressed();
    this.#open();
    for (const one of parts.all.querySelectorAll("button")) {
      if (one.dataset.step === step.key) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    }
  }

  list() {
    this.parts.all.replaceChildren(...this.seance.steps.map((step, at) => {
      const item = document.createElement("li"), button = document.createElement("button");
      const number = document.createElement("b"), title = document.createElement("span");
      button.dataset.step = step.key;
      number.textContent = at + 1;
      title.textContent = step.title;
      button.append(number, title);
      item.append(button);
      return item;
    }));
  }

  overview() { this.#toggle("overview"); }
  subjects() { this.#toggle("subjects"); }
  help() { this.#toggle("help"); }

  // One list lies over the screen at a time.
  #toggle(name) {
    for (const id of LISTS) this.parts[id].hidden = id === name ? !this.parts[id].hidden : true;
    const list = this.parts[name];
    if (!list.hidden) (list.querySelector("[aria-current], [aria-pressed=true]") ?? list.querySelector("button") ?? list).focus();
    this.#aside();
  }

  get #list() { return LISTS.map((id) => this.parts[id]).find((one) => !one.hidden); }

  close() {
    const open = this.#list;
    if (open) open.hidden = true;
    this.#aside();
    return Boolean(open);
  }

  jump(digits) {
    this.parts.jump.hidden = !digits;
    this.parts.jump.textContent = digits ? `Écran ${digits} : Entrée` : "";
  }

  key(event) {
    if (!this.parts.help.hidden && !["Escape", "?"].includes(event.key)) { this.close(); return false; }
    const list = this.#list;
    if (!list) return false;
    const by = { ArrowRight: 1, ArrowDown: 2, ArrowLeft: -1, ArrowUp: -2 }[event.key];
    if (!by) return false;
    const buttons = [...list.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    buttons[Math.max(0, Math.min(at + by, buttons.length - 1))]?.focus();
    return true;
  }

  #aside() {
    // What is covered takes neither focus nor voice.
    const { screen, panel } = this.parts, isCovered = Boolean(this.#list);
    screen.inert = isCovered || !panel.hidden;
    panel.inert = isCovered;
  }

  async #open() {
    const { seance, parts } = this, asked = seance.state.panel;
    const key = asked ? JSON.stringify([asked.kind, asked.row, asked.column, seance.state.step, seance.state.address]) : "";
    if (!asked) {
      if (parts.panel.hidden) return;
      parts.panel.hidden = true;
      this.#panel = "";
      this.#pages = 0;
      this.#aside();
      this.#came?.isConnected && this.#came.focus({ focusVisible: true });
      this.#came = null;
      return;
    }
    if (key !== this.#panel) {
      const focused = document.activeElement;
      this.#came = parts.screen.contains(focused) ? focused
        : [...parts.screen.querySelectorAll("[data-row]")].find((one) => one.dataset.row === asked.row && one.dataset.column === asked.column) ?? null;
      this.#panel = key;
    }
    let made;
    try {
      made = await seance.panel(asked);
    } catch (error) {
      // Only what never reached the server is a TypeError.
      const said = error instanceof TypeError ? "La liaison avec le serveur est perdue" : "Une erreur est survenue sur le serveur";
      made = { title: `${said} : ceci ne peut pas être montré.`, pages: [] };
    }
    const now = seance.state.panel;
    if (!now || this.#panel !== key) return;
    this.#pages = made.pages.length;
    const page = Math.max(0, Math.min(now.page ?? 0, this.#pages - 1));
    parts["panel-title"].textContent = made.title;
    parts["panel-page"].innerHTML = made.pages[page] ?? "";
    parts["panel-at"].textContent = this.#pages > 1 ? `${page + 1}/${this.#pages}  ↓ ↑` : "";
    if (parts.panel.hidden) {
      parts.panel.hidden = false;
      this.#aside();
      parts.panel.focus({ preventScroll: true });
    }
  }

  #pressed() {
    const { state, step } = this.seance;
    const shown = state.territories ?? step.territories;
    for (const one of document.querySelectorAll("[data-territory]")) one.setAttribute("aria-pressed", shown.includes(one.dataset.territory));
    for (const one of document.querySelectorAll("[data-theme]")) one.setAttribute("aria-pressed", one.dataset.theme === state.theme);
    for (const one of document.querySelectorAll("[data-do=reset]")) one.disabled = !state.theme && !state.territories && !state.measure;
    for (const one of document.querySelectorAll("[data-do=blank]")) one.setAttribute("aria-pressed", state.blank);
    for (const one of document.querySelectorAll("[data-do=pageUp], [data-do=pageDown]")) one.disabled = step.pages.length < 2 && !state.panel;
  }
}
