// What a facilitator can do, by key or by button, in either window.

const JUMP_MS = 4000;

export class Drive {
  #digits = "";
  #clearing = 0;

  constructor(seance, local) {
    // `local` holds what concerns this window alone: overview, help, fullscreen.
    this.seance = seance;
    this.local = local;
    this.themes = [...new Set([...document.querySelectorAll("[data-theme]")].map((button) => button.dataset.theme))];
    this.territories = [...document.querySelectorAll("[data-territory]")].map((button) => button.dataset.territory);
    this.keys = Object.fromEntries(
      [...document.querySelectorAll("[data-territory][data-key]")].map((one) => [one.dataset.key, one.dataset.territory]),
    );
    document.addEventListener("keydown", (event) => this.#key(event));
    document.addEventListener("click", (event) => this.#click(event));
  }

  go(at) {
    const { steps, state } = this.seance;
    const to = steps[Math.max(0, Math.min(at, steps.length - 1))];
    if (to && (to.key !== state.step || state.panel)) this.seance.set({ step: to.key });
  }

  next() { this.go(this.seance.at + 1); }
  previous() { this.go(this.seance.at - 1); }
  first() { this.go(0); }
  last() { this.go(this.seance.steps.length - 1); }

  turn(by) {
    const { state, step, page } = this.seance;
    if (state.panel) {
      const most = this.local.panelPages() - 1, at = Math.min(state.panel.page ?? 0, Math.max(0, most));
      const to = Math.max(0, Math.min(at + by, most));
      if (to !== (state.panel.page ?? 0)) this.seance.set({ panel: { ...state.panel, page: to } });
      return true;
    }
    const to = page + by;
    if (to < 0 || to >= step.pages.length) return false;
    this.seance.set({ page: to });
    return true;
  }

  forward() {
    const { panel } = this.seance.state;
    // Going on at the end of what is open closes it: a clicker has no other key for that.
    if (panel && (panel.page ?? 0) >= this.local.panelPages() - 1) this.close();
    else if (!this.turn(1)) this.next();
  }

  back() {
    if (this.turn(-1)) return;
    const before = this.seance.steps[this.seance.at - 1];
    if (before) this.seance.set({ step: before.key, page: before.pages.length - 1 });
  }

  theme(id) { this.seance.set({ theme: id, page: 0, panel: null }); }

  cycle(by) {
    const at = this.themes.indexOf(this.seance.state.theme);
    this.theme(this.themes[(at + by + this.themes.length) % this.themes.length]);
  }

  territory(id) {
    const { state, step } = this.seance;
    const shown = state.territories ?? step.territories;
    const kept = this.territories.filter((one) => (one === id ? !shown.includes(one) : shown.includes(one)));
    // At least one stays; all of them is what a dossier shows by itself.
    if (!kept.length) return;
    const isAll = kept.length === this.territories.length;
    const own = step.own_territories;
    this.seance.set({ territories: isAll && own.length === kept.length ? null : kept, page: 0, panel: null });
  }

  measure() {
    const { state, step } = this.seance;
    this.seance.set({ measure: (state.measure || step.measure) === "part" ? "nombre" : "part", page: 0, panel: null });
  }

  reset() { this.seance.set({ theme: "", territories: null, measure: "", page: 0, panel: null }); }
  look() { this.seance.set({ look: this.seance.state.look === "dark" ? "light" : "dark" }); }
  blank() { this.seance.set({ blank: !this.seance.state.blank }); }

  open(kind) {
    const { panel } = this.seance.state;
    this.seance.set({ panel: panel?.kind === kind ? null : { kind, page: 0 } });
  }

  close() { this.seance.set({ panel: null }); }
  qr() { this.open("qr"); }
  decisions() { this.open("decisions"); }
  paroles() { this.open("paroles"); }
  // The votes of the screen that is shown, the last of them where there are several.
  votes() {
    const ballot = this.seance.voices.ballots.filter((one) => one.step === this.seance.state.step).at(-1);
    if (ballot) this.tally(ballot.id);
  }

  tally(ballot) {
    const { panel } = this.seance.state, isShown = panel?.kind === "votes" && panel.row === String(ballot);
    this.seance.set({ panel: isShown ? null : { kind: "votes", row: String(ballot), page: 0 } });
  }
  savoir() { this.open("savoir"); }
  overview() { this.local.overview(); }
  subjects() { this.local.subjects(); }
  help() { this.local.help(); }
  // It may open on the projector's own screen: it hides what is not for the room until it is asked for.
  presenter() { window.open(`${location.pathname}?${new URLSearchParams({ seance: document.body.dataset.seance, role: "presentateur", notes: "cachees" })}`, "_blank", "noopener"); }
  pageUp() { this.turn(-1); }
  pageDown() { this.turn(1); }

  fullscreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.#fill();
  }

  async #fill() {
    try {
      await document.documentElement.requestFullscreen?.();
      // Where the browser lets it, Esc closes what is open before it leaves the full screen.
      await navigator.keyboard?.lock?.(["Escape"]);
    } catch { /* the browser does not let it */ }
  }

  escape() {
    const { state } = this.seance;
    if (this.#digits) this.#jump("");
    else if (this.local.close()) return;
    else if (state.panel) this.seance.set({ panel: null });
    else if (state.blank) this.seance.set({ blank: false });
    else if (document.fullscreenElement) document.exitFullscreen();
  }

  #jump(digits) {
    this.#digits = digits;
    clearTimeout(this.#clearing);
    if (digits) this.#clearing = setTimeout(() => this.#jump(""), JUMP_MS);
    this.local.jump(digits);
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.seance.step) return;
    const field = event.target.closest?.("input, textarea, select");
    if (field) {
      if (event.key === "Escape") field.blur();
      return;
    }
    const onButton = event.target.closest?.("button, a, summary, [data-redrawn]");
    if (onButton && (event.key === "Enter" || event.key === " ") && !this.#digits) return;
    if (this.local.key?.(event)) { event.preventDefault(); return; }
    // On a French keyboard digits are above other signs: their place says them too.
    const digit = /^[0-9]$/.test(event.key) ? event.key : !event.shiftKey && /^Digit[0-9]$/.test(event.code) && !/^[a-z?.]$/i.test(event.key) ? event.code.at(-1) : "";
    if (digit && (digit !== "0" || this.#digits)) {
      this.#jump((this.#digits + digit).slice(-3));
    } else if (event.key === "Enter" && this.#digits) {
      this.go(Number(this.#digits) - 1);
      this.#jump("");
    } else {
      const does = digit === "0" ? () => this.reset() : this.#does(event);
      if (!does) return;
      does();
    }
    event.preventDefault();
  }

  #does(event) {
    const { panel } = this.seance.state;
    // Clickers send places of an American keyboard: on a French one, their point comes as « : ».
    if (event.code === "Period" && !event.shiftKey) return () => this.blank();
    switch (event.key) {
      // A clicker's start of the show; a reload would leave the full screen.
      case "F5": return () => { this.seance.again(); if (!document.fullscreenElement) this.#fill(); };
      case "ArrowRight": return () => (panel ? this.forward() : this.next());
      case "ArrowLeft": return () => (panel ? this.turn(-1) : this.previous());
      case "ArrowDown": return () => this.turn(1);
      case "ArrowUp": return () => this.turn(-1);
      case " ": return () => (event.shiftKey ? this.back() : this.forward());
      case "PageDown": return () => this.forward();
      case "PageUp": return () => this.back();
      case "Home": return () => this.first();
      case "End": return () => this.last();
      case "Escape": return () => this.escape();
      case "?": return () => this.help();
      case ".": return () => this.blank();
      case "T": return () => this.cycle(-1);
    }
    const plain = { b: "blank", f: "fullscreen", o: "overview", m: "measure", q: "qr", i: "savoir", s: "look", p: "presenter", d: "decisions", v: "votes", w: "paroles" };
    const key = event.key.length === 1 ? event.key.toLowerCase() : "";
    if (key === "t") return () => this.cycle(1);
    if (key in plain) return () => this[plain[key]]();
    if (key in this.keys) return () => this.territory(this.keys[key]);
    return null;
  }

  #click(event) {
    const button = event.target.closest("button");
    if (!button || !this.seance.step) return;
    const { do: does, theme, territory, row, column, step } = button.dataset;
    if (does) this[does]();
    else if (theme !== undefined) { this.local.close(); this.theme(theme); }
    else if (territory !== undefined) this.territory(territory);
    else if (row !== undefined) this.seance.set({ panel: { kind: "actions", row, column, page: 0 } });
    else if (step !== undefined) { this.local.close(); this.seance.set({ step }); }
    else if (button.dataset.tally !== undefined) this.tally(button.dataset.tally);
    else if (button.id === "blank") this.seance.set({ blank: false });
    else return;
    // A key after a click drives the séance, not the button that was clicked.
    if (event.detail > 0) button.blur();
  }
}
