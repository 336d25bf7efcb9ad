// Votes of the room, in the facilitator's window: opened on what the screen shows, followed, shown, completed by hands.

import { redrawn } from "./redraw.js";

const at = (id) => document.getElementById(id);
const { root, seance: name } = document.body.dataset;
const MOST = 40;

export class Ballots {
  #asked = "";
  #warned = 0;

  constructor(seance) {
    this.seance = seance;
    seance.addEventListener("voices", () => this.draw());
    at("asking").addEventListener("toggle", () => this.offer());
    at("open-ballot").addEventListener("submit", (event) => { event.preventDefault(); this.#open(); });
    at("ballots").addEventListener("submit", (event) => { event.preventDefault(); this.#hands(event.target); });
    at("ballots").addEventListener("click", (event) => this.#click(event));
  }

  // What can be voted on: what the panel shows where one of actions is open, else what the screen does.
  async offer() {
    const { state, page, step } = this.seance;
    if (!at("asking").open || !step) return;
    const panel = state.panel?.kind === "actions" ? state.panel : null;
    const key = JSON.stringify([step.key, page, panel]);
    if (key === this.#asked) return;
    this.#asked = key;
    const query = { seance: name, role: "presentateur", step: step.key, ...(panel ? { row: panel.row ?? "", column: panel.column ?? "" } : {}) };
    const answer = await fetch(`${root}projection/aux-voix?${new URLSearchParams(query)}`);
    if (!answer.ok || key !== this.#asked) return;
    const { items } = await answer.json();
    // The page that the room sees is what it votes on, unless the facilitator wants otherwise.
    const shown = new Set([...document.querySelectorAll("#screen [data-row]")].map((one) => one.dataset.row));
    const isChosen = (one) => Boolean(panel) || shown.has(one.id);
    let ticked = 0;
    at("votables").replaceChildren(...items.map((one) => {
      const line = document.createElement("li"), label = document.createElement("label"), box = document.createElement("input");
      box.type = "checkbox";
      box.checked = isChosen(one) && ticked < MOST;
      ticked += box.checked;
      box.value = one.id;
      box.dataset.label = one.label;
      box.dataset.land = one.territory_id;
      label.append(box, ` ${one.label}`);
      line.append(label);
      return line;
    }));
    if (!items.length) at("votables").textContent = "Cet écran ne montre rien sur quoi voter.";
  }

  draw() {
    const { ballots } = this.seance.voices;
    // What is being typed stays.
    if (at("ballots").contains(document.activeElement) && document.activeElement.matches("input")) return;
    const opened = new Set([...at("ballots").querySelectorAll("details[open]")].map((one) => one.dataset.ballot));
    redrawn(at("ballots"), ballots.map((one) => this.#ballot(one, opened)));
  }

  #ballot(ballot, opened) {
    const part = document.createElement("article"), title = document.createElement("p"), told = document.createElement("p"), does = document.createElement("p");
    const screen = this.seance.steps.findIndex((step) => step.key === ballot.step);
    title.className = "question";
    title.textContent = `${ballot.question} (${screen < 0 ? "écran retiré" : `écran ${screen + 1}`})`;
    told.className = "hint";
    const blank = ballot.blank ? `, dont ${ballot.blank} ${ballot.blank > 1 ? "blancs" : "blanc"}` : "";
    told.textContent = `${ballot.is_open ? "Ouvert" : "Clos"} · ${ballot.voters} ${ballot.voters > 1 ? "téléphones ont voté" : "téléphone a voté"}${blank}`;
    does.className = "row";
    does.append(this.#button(ballot.is_open ? "Clore" : "Rouvrir", ballot.is_open ? "close" : "reopen", ballot.id), this.#button("Montrer à la salle ou masquer", "show", ballot.id));
    part.append(title, told, does, this.#raised(ballot, opened.has(String(ballot.id))));
    return part;
  }

  #button(words, act, ballot) {
    const button = document.createElement("button");
    button.className = "do";
    button.textContent = words;
    if (act === "show") button.dataset.tally = ballot;
    else Object.assign(button.dataset, { vote: act, ballot });
    return button;
  }

  #raised(ballot, isOpen) {
    const part = document.createElement("details"), head = document.createElement("summary"), form = document.createElement("form");
    part.dataset.ballot = ballot.id;
    part.open = isOpen;
    head.textContent = "Compter à main levée";
    form.dataset.ballot = ballot.id;
    form.append(this.#number("Personnes qui ont levé la main ou non", "hands", ballot.hands ?? ""));
    for (const item of ballot.items) {
      const line = document.createElement("fieldset"), legend = document.createElement("legend");
      legend.textContent = item.label;
      line.append(legend, ...Object.entries({ reprendre: "à reprendre ici", adapter: "à adapter", non: "pas pour nous" }).map(([answer, words]) => this.#number(words, JSON.stringify([item.id, answer]), ballot.raised[item.id]?.[answer] ?? "")));
      form.append(line);
    }
    const keep = document.createElement("button");
    keep.className = "do";
    keep.textContent = "Garder les mains";
    form.append(keep);
    part.append(head, form);
    return part;
  }

  #number(words, id, value) {
    const label = document.createElement("label"), box = document.createElement("input");
    box.type = "number";
    box.min = 0;
    box.name = id;
    box.value = value;
    label.append(words, box);
    return label;
  }

  #open() {
    const boxes = [...at("votables").querySelectorAll("input:checked")];
    const open = this.seance.voices.ballots.find((one) => one.is_open && one.voters);
    if (open && this.#warned !== open.id) {
      // Another window may have opened it: whoever opens a second one closes it.
      this.#warned = open.id;
      const voted = `${open.voters} ${open.voters > 1 ? "téléphones y ont voté" : "téléphone y a voté"}`;
      at("open-told").textContent = `Le vote « ${open.question} » est ouvert, et ${voted} : « Ouvrir le vote » encore une fois le clôt.`;
      return;
    }
    at("open-told").textContent = "";
    const items = boxes.map((one) => ({ id: one.value, label: one.dataset.label, territory_id: one.dataset.land }));
    const sent = this.seance.ask({ do: "ballot", act: "open", step: this.seance.step.key, question: at("ballot-asked").value, dots: Number(at("dots").value), items });
    if (sent) at("asking").open = false;
  }

  #hands(form) {
    const { ballot } = form.dataset, raised = {};
    for (const box of form.querySelectorAll("fieldset input")) {
      if (!Number(box.value)) continue;
      const [item, answer] = JSON.parse(box.name);
      (raised[item] ??= {})[answer] = Number(box.value);
    }
    const hands = form.elements.hands.value;
    form.querySelector("button").focus();
    this.seance.ask({ do: "ballot", act: "hands", ballot: Number(ballot), hands: hands === "" ? null : Number(hands), raised });
  }

  #click(event) {
    const { vote, ballot } = event.target.closest("[data-vote]")?.dataset ?? {};
    if (vote === "close") this.seance.ask({ do: "ballot", act: "close" });
    if (vote === "reopen") this.seance.ask({ do: "ballot", act: "reopen", ballot: Number(ballot) });
  }
}
