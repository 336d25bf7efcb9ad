// What was said in the room, a text a step: kept in this browser from the first letter, on the server soon after.

const SOON_MS = 400;
const { seance: name } = document.body.dataset;
const stored = (key) => `en-regard-remarque:${name}:${key}`;

export class Remarks {
  #shown = "";
  #timer = 0;
  // Step -> the text on its way, and the text that the server had when it was begun.
  #sent = new Map();

  constructor(seance, box, status) {
    this.seance = seance;
    this.box = box;
    this.status = status;
    box.addEventListener("input", () => this.#typed());
  }

  show(again = false) {
    const { step } = this.seance;
    if (!step || (step.key === this.#shown && !(again && !this.#waiting(step.key)))) return;
    this.#shown = step.key;
    this.#refresh();
  }

  heard({ key, text, mine, n }) {
    const waiting = this.#waiting(key);
    if (mine && this.#sent.get(key)?.n === n) {
      const { text: was } = this.#sent.get(key);
      this.#sent.delete(key);
      // More was typed since: it goes on from what the server has now.
      if (waiting && waiting.text !== was) this.#store(key, waiting.text, text);
      else localStorage.removeItem(stored(key));
    }
    // Another window of this browser may be typing the same remark: this one follows unless it is typing too.
    if (key === this.#shown && (!this.#waiting(key) || (!mine && document.activeElement !== this.box))) {
      if (this.box.value !== text) this.box.value = text;
      this.#say(text ? "Enregistré" : "");
    }
    this.send();
  }

  refused({ n, text }) {
    for (const [key, sent] of this.#sent) if (sent.n === n) this.#sent.delete(key);
    if (this.#waiting(this.#shown)) this.#say(`Pas enregistré : ${text}`);
  }

  send() {
    if (!this.seance.linked) {
      this.#sent.clear();
      if (this.#waiting(this.#shown)) this.#say("Gardé ici ; partira à la reprise de la liaison");
      return;
    }
    for (const { key } of this.seance.steps) {
      const waiting = this.#waiting(key);
      if (!waiting || this.#sent.has(key)) continue;
      const n = this.seance.remark(key, waiting.text, waiting.was);
      if (n) this.#sent.set(key, { n, text: waiting.text });
    }
  }

  #typed() {
    const before = this.#waiting(this.#shown);
    this.#store(this.#shown, this.box.value, before ? before.was : this.#known(this.#shown));
    this.#say("…");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.send(), SOON_MS);
  }

  #refresh() {
    const waiting = this.#waiting(this.#shown);
    this.box.value = waiting?.text ?? this.#known(this.#shown);
    this.#say(waiting ? "…" : this.box.value ? "Enregistré" : "");
    if (waiting) this.send();
  }

  #known(key) { return this.seance.words[key]?.remarks ?? ""; }
  #store(key, text, was) { localStorage.setItem(stored(key), JSON.stringify({ text, was })); }
  #say(text) { this.status.textContent = text; }

  #waiting(key) {
    try {
      return JSON.parse(localStorage.getItem(stored(key)));
    } catch {
      return null;
    }
  }
}
