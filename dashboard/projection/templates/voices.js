// What is said in the room: entries, each of one screen, kept in this browser until the server has them on disk.

import { redrawn } from "./redraw.js";

const { seance: name } = document.body.dataset;
const at = (id) => document.getElementById(id);
const DRAFT = `en-regard-brouillon:${name}`, OUTBOX = `en-regard-paroles:${name}`;

// A browser that blocks what pages keep lets this window keep it, as long as it is open.
let keeps = true;
function keep(key, value) {
  try { value === null ? localStorage.removeItem(key) : localStorage.setItem(key, JSON.stringify(value)); }
  catch { keeps = false; at("browser").hidden = false; }
}
function kept(key) {
  try { return JSON.parse(localStorage.getItem(key)); }
  catch { keeps = false; at("browser").hidden = false; return null; }
}
const chance = () => Array.from(crypto.getRandomValues(new Uint8Array(8)), (one) => one.toString(16).padStart(2, "0")).join("");

export class Voices {
  // Client's name of an entry -> the entry, until it is confirmed.
  #outbox = new Map();
  #sent = new Map();
  // The entry that is being written: its screen stays that on which its first letter was typed.
  #draft = { step: "", client: "", version: 0 };

  constructor(seance) {
    this.seance = seance;
    for (const one of kept(OUTBOX) ?? []) this.#outbox.set(one.client, one);
    const draft = kept(DRAFT);
    if (draft?.text) {
      this.#draft = draft;
      at("remark").value = draft.text;
      at("kind").value = draft.kind;
      at("who").value = draft.who;
    }
    at("note").addEventListener("input", () => this.#typed());
    at("note").addEventListener("submit", (event) => { event.preventDefault(); this.#add(); });
    at("remark").addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#add(); });
    document.addEventListener("click", (event) => this.#click(event));
    addEventListener("beforeunload", (event) => { if (!keeps && (this.#outbox.size || at("remark").value.trim())) event.preventDefault(); });
    seance.addEventListener("entry", (event) => this.#heard(event.detail));
    seance.addEventListener("voices", () => this.draw());
    seance.addEventListener("trouble", (event) => this.#refused(event.detail));
    seance.addEventListener("link", () => { this.#sent.clear(); this.send(); this.draw(); });
  }

  send() {
    if (!this.seance.linked) return;
    for (const [client, entry] of this.#outbox) {
      if (this.#sent.has(client) || entry.refused) continue;
      const n = this.seance.ask({ do: "say", entry: { client, step: entry.step, kind: entry.kind, text: entry.text, who: entry.who, version: entry.version } });
      if (n) this.#sent.set(client, n);
    }
  }

  draw() {
    const { seance } = this, { step } = seance;
    if (!step) return;
    const about = this.#draft.step && at("remark").value ? seance.steps.findIndex((one) => one.key === this.#draft.step) : seance.at;
    at("where").textContent = about === seance.at ? "" : about < 0 ? "(écran retiré du dossier)" : `sur l’écran ${about + 1}`;
    const all = [...seance.entries.values()].filter((one) => one.status === "kept" && one.step === step.key);
    redrawn(at("unsent"), [...this.#outbox.values()].map((one) => this.#line(one, one.refused ? `Pas enregistré : ${one.refused}` : "En attente : partira à la reprise de la liaison", [["Reprendre", "retake", one.client]])));
    redrawn(at("waiting"), seance.voices.waiting.map((one) => this.#line(one, this.#place(one, "Reçu d’un téléphone"), [["Garder", "keep", one.id], ["Écarter", "refuse", one.id]])));
    redrawn(at("entries"), all.map((one) => this.#line(one, this.#place(one, one.origin === "telephone" ? "Téléphone" : ""), [["Modifier", "edit", one.id], ["Retirer", "refuse", one.id]])));
  }

  #place(entry, origin) {
    const screen = this.seance.steps.findIndex((one) => one.key === entry.step);
    const hour = new Date(entry.said_at * 1000).toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" });
    return [origin, screen === this.seance.at || screen < 0 ? "" : `écran ${screen + 1}`, hour, entry.who].filter(Boolean).join(" · ");
  }

  #line(entry, said, actions) {
    const item = document.createElement("li"), text = document.createElement("p"), kind = document.createElement("b"), foot = document.createElement("p");
    kind.textContent = at("kind").querySelector(`[value="${CSS.escape(entry.kind)}"]`)?.textContent ?? "";
    text.append(kind, ` ${entry.text}`);
    foot.className = "hint";
    foot.append(said, " ");
    for (const [words, act, id] of actions) {
      const button = document.createElement("button");
      button.className = "link";
      button.dataset.act = act;
      button.dataset.entry = id;
      button.textContent = words;
      button.setAttribute("aria-label", `${words} : ${entry.text.slice(0, 60)}`);
      foot.append(button, " ");
    }
    item.append(text, foot);
    return item;
  }

  #typed() {
    const text = at("remark").value;
    if (!text) this.#draft = { step: "", client: "", version: 0 };
    else if (!this.#draft.step) this.#draft = { step: this.seance.step.key, client: chance(), version: 0 };
    Object.assign(this.#draft, { text, kind: at("kind").value, who: at("who").value });
    keep(DRAFT, text ? this.#draft : null);
    this.draw();
  }

  #add() {
    const text = at("remark").value.trim();
    if (!text) return;
    if (this.seance.gone) {
      this.#say("La remarque n’est pas gardée : la copier ailleurs");
      return;
    }
    this.#typed();
    const entry = { ...this.#draft, text, kind: at("kind").value, who: at("who").value.trim() };
    this.#outbox.set(entry.client, entry);
    this.#keepOutbox();
    this.#draft = { step: "", client: "", version: 0 };
    keep(DRAFT, null);
    at("remark").value = "";
    this.#say(this.seance.linked ? "…" : "Gardé ici ; partira à la reprise de la liaison");
    this.send();
    this.draw();
  }

  #heard(message) {
    if (message.for && this.#outbox.has(message.for)) {
      this.#outbox.delete(message.for);
      this.#sent.delete(message.for);
      this.#keepOutbox();
      if (!this.#outbox.size) this.#say("Enregistré");
    }
    this.draw();
  }

  #refused({ n, text }) {
    for (const [client, sent] of this.#sent) {
      if (sent !== n) continue;
      this.#sent.delete(client);
      this.#outbox.get(client).refused = text;
      this.#keepOutbox();
      this.#say("");
    }
    this.draw();
  }

  #click(event) {
    const { act, entry } = event.target.closest("[data-act]")?.dataset ?? {};
    if (act === "keep" || act === "refuse") this.seance.ask({ do: "judge", entry: Number(entry), status: act === "keep" ? "kept" : "refused" });
    if (act === "edit") this.#take({ ...this.seance.entries.get(Number(entry)) });
    if (act === "retake") {
      const one = this.#outbox.get(entry);
      this.#outbox.delete(entry);
      this.#sent.delete(entry);
      this.#keepOutbox();
      this.#take({ ...one, client: one.refused ? chance() : one.client });
    }
  }

  #take({ step, client, version, text, kind, who }) {
    // What was being written is not lost for it.
    if (at("remark").value.trim()) this.#add();
    this.#draft = { step, client, version };
    at("remark").value = text;
    at("kind").value = kind;
    at("who").value = who;
    this.#typed();
    at("remark").focus();
  }

  #keepOutbox() { keep(OUTBOX, this.#outbox.size ? [...this.#outbox.values()] : null); }
  #say(text) { at("kept").textContent = text; }
}
