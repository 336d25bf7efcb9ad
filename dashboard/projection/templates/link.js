// A séance as one window knows it: the state all windows share, the screens, and the thread to the server.
// Every change shows here at once and is told to the server, which puts all changes in one order for everybody.

const RETRY_MS = 300, PING_MS = 2000, SILENCE_MS = 6000;
// A screen that is still being made.
const AWAITED = { title: "…", question: "", problem: "", awaited: true, pages: ['<div class="screen"><p class="question">Cet écran se prépare…</p></div>'] };
export const LIVE = ["votes", "decisions", "paroles"];
const { root, seance: name, role } = document.body.dataset;

function address(path, asked = {}) {
  return `${root}projection/${path}?${new URLSearchParams({ seance: name, role, ...asked })}`;
}

export class Seance extends EventTarget {
  state = null;
  steps = [];
  words = {};
  entries = new Map();
  voices = { ballots: [], waiting: [] };
  title = "";
  linked = false;
  // Why the server holds this séance no more, in its words; empty while it does.
  gone = "";
  #closing = "";
  #tag = "";
  #shown = "";
  #me = "";
  #sent = 0;
  #echoed = 0;
  #unsent = {};
  #flying = new Map();
  #socket = null;
  #heard = 0;
  #skew = 0;
  #fetching = null;
  // What was said since the screens were last asked for: their answer may have been written before.
  #saidSince = new Map();
  #panels = new Map();
  // Changes of the state that this window was told of, and how many of its own nobody confirmed when the thread was cut.
  #changes = 0;
  #unconfirmed = 0;

  start() {
    this.#connect();
    setInterval(() => this.#watch(), PING_MS);
  }

  get at() { return Math.max(0, this.steps.findIndex((step) => step.key === this.state?.step)); }
  get step() { return this.steps[this.at]; }
  get isWhole() { return this.steps.length > 0 && !this.steps.some((step) => step.awaited); }
  get page() { return Math.min(this.state.page, Math.max(0, this.step.pages.length - 1)); }
  get serverNow() { return Date.now() / 1000 + this.#skew; }

  set(to) {
    if (!this.state) return;
    this.#take({ ...this.state, ...("step" in to ? { page: 0, panel: null } : {}), ...to });
    const number = this.#say({ do: "set", to });
    if (number) this.#flying.set(number, to);
    else this.#keep(to);
  }

  // Ask something of the server beside the state; 0 where the thread is cut.
  ask(message) { return this.#say(message); }

  // What is shown may have changed without the state: ask again.
  again() { if (this.#me) this.#fetch(); }

  async panel(asked) {
    // What the room says changes while it is shown; opening anything else again waits for nothing.
    const isLive = LIVE.includes(asked.kind);
    const key = JSON.stringify([this.#tag, this.state.shape, this.state.step, this.state.address, asked.kind, asked.row, asked.column]);
    if (isLive || !this.#panels.has(key)) {
      const { kind, row = "", column = "" } = asked;
      const answer = await fetch(address("panneau", { step: this.state.step, kind, row, column }));
      if (!answer.ok) throw new Error(answer.statusText);
      this.#panels.set(key, await answer.json());
    }
    return this.#panels.get(key);
  }

  // What is driven here while the thread is cut, to be told when it holds again.
  #keep(to) { Object.assign(this.#unsent, "step" in to ? { page: 0, panel: null } : {}, to); }

  #landed(number) {
    this.#echoed = Math.max(this.#echoed, number);
    for (const one of this.#flying.keys()) if (one <= number) this.#flying.delete(one);
  }

  #tell(kind, detail) { this.dispatchEvent(new CustomEvent(kind, { detail })); }

  #take(state) {
    const before = this.state;
    this.state = state;
    if (this.steps.length) this.#tell("state", before);
    if (this.step?.awaited && before?.step !== state.step) this.#fetch();
  }

  #say(message) {
    if (this.#socket?.readyState !== WebSocket.OPEN || !this.#me) return 0;
    this.#socket.send(JSON.stringify({ ...message, n: ++this.#sent }));
    return this.#sent;
  }

  #connect() {
    const url = new URL(address("fil"), location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const socket = this.#socket = new WebSocket(url);
    this.#heard = performance.now();
    socket.onmessage = (event) => { this.#heard = performance.now(); this.#hear(JSON.parse(event.data)); };
    socket.onclose = (event) => {
      if (socket !== this.#socket) return;
      this.#me = "";
      // What nobody confirmed may not have arrived.
      for (const to of this.#flying.values()) this.#keep(to);
      this.#unconfirmed = this.#flying.size;
      this.#flying.clear();
      this.#sent = this.#echoed = 0;
      if (this.linked) { this.linked = false; this.#tell("link"); }
      if (event.code !== 4404) setTimeout(() => this.#connect(), RETRY_MS);
      else {
        this.gone = this.#closing || "Cette séance n’est plus sur le serveur.";
        this.#tell("closed");
      }
    };
  }

  #watch() {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    // A network that vanished closes nothing by itself: silence does.
    if (performance.now() - this.#heard > SILENCE_MS) {
      const gone = this.#socket;
      gone.close();
      gone.onclose({ code: 1006 });
      return;
    }
    this.#socket.send('{"do":"ping"}');
  }

  #hear(message) {
    switch (message.say) {
      case "you":
        this.#me = message.name;
        this.linked = true;
        if (Object.keys(this.#unsent).length) {
          // What was driven here while the thread was cut goes on from here.
          const to = this.#unsent;
          this.#unsent = {};
          this.set(to);
        }
        this.#fetch();
        this.#tell("link");
        break;
      case "state": {
        if (message.by === this.#me) this.#landed(message.n);
        // Others went on while this window was away: what it did alone does not drag the room back.
        if (!this.#me && message.state.changes > this.#changes + this.#unconfirmed) this.#unsent = {};
        this.#changes = message.state.changes;
        this.#skew = message.now - Date.now() / 1000;
        const isOther = this.#tag !== message.tag;
        this.#tag = message.tag;
        const isMine = Object.keys(this.#unsent).length > 0;
        // While a change of our own is under way, what others see is older than what is here.
        if (this.#echoed >= this.#sent && !isMine) this.#take(message.state);
        if (isOther && this.#tag !== this.#shown && this.#me) this.#fetch();
        break;
      }
      case "entry":
        if (message.by === this.#me) this.#landed(message.n);
        if (message.entry) for (const entries of [this.entries, this.#saidSince]) entries.set(message.entry.id, message.entry);
        this.#tell("entry", message);
        break;
      case "voices":
        if (message.by === this.#me) this.#landed(message.n);
        this.voices = message;
        this.#tell("voices", message);
        break;
      case "refused":
        this.#landed(message.n);
        this.#tell("trouble", message);
        break;
      case "closed":
        this.#closing = message.text;
        this.#tell("trouble", message);
        break;
      case "trouble":
        this.#tell("trouble", message);
        break;
    }
  }

  async #fetch() {
    // What is under way is of a state that has passed.
    this.#fetching?.abort();
    const asking = this.#fetching = new AbortController();
    try {
      // On opening, and after a choice made in the room, the screen that is shown comes first, the others behind it.
      if (this.state && this.#tag !== this.#shown) {
        const { tag, keys, steps: [step] } = await this.#ask({ step: this.state.step }, asking.signal);
        if (asking.signal.aborted) return;
        // The first time, all others are still to come.
        if (step && !this.steps.length) this.steps = keys.map((key) => ({ ...step, ...AWAITED, key }));
        const at = this.steps.findIndex((one) => one.key === this.state.step);
        if (step && tag === this.#tag && this.steps[at]?.key === step.key) {
          this.steps[at] = step;
          this.#tell("screens");
        }
      }
      this.#saidSince.clear();
      const { tag, steps, words, title, entries } = await this.#ask({}, asking.signal);
      if (asking.signal.aborted) return;
      Object.assign(this, { steps, title, words: words ?? {}, entries: new Map([...(entries ?? []).map((one) => [one.id, one]), ...this.#saidSince]) });
      this.#shown = tag;
      if (this.state) this.#tell("screens");
      if (tag !== this.#tag) this.#fetch();
    } catch {
      if (!asking.signal.aborted && this.linked) setTimeout(() => asking === this.#fetching && this.#fetch(), RETRY_MS);
    }
  }

  async #ask(asked, signal) {
    const answer = await fetch(address("ecrans", asked), { signal });
    if (!answer.ok) throw new Error(answer.statusText);
    const made = await answer.json();
    if (!made.tag) throw new Error("outdated");
    return made;
  }
}
