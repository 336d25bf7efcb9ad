// The room's screen on a phone, and a voice: dots and a short remark, kept here until the server has them.

const EVERY_MS = 2500, RETRY_MS = 1500, SOON_MS = 300, TOLD_MS = 20000;
const { root, code } = document.body.dataset;
const at = (id) => document.getElementById(id);
const base = `${root}salle/${code}`;
let seen = "", step = "", room = "", keys = [], ballot = null, dots = {}, number = 0, waiting = null, sending = false, soon = 0, asking = 0, late = 0, looking = 0;

function keep(name, value) { try { value === null ? localStorage.removeItem(`en-regard-${name}:${code}`) : localStorage.setItem(`en-regard-${name}:${code}`, JSON.stringify(value)); } catch { /* this browser keeps nothing: the page does, while it is open */ } }
function kept(name) { try { return JSON.parse(localStorage.getItem(`en-regard-${name}:${code}`)); } catch { return null; } }

// The screen

async function look() {
  const mine = ++asking;
  try {
    const asked = new URLSearchParams({ seen, ...(at("follow").checked ? {} : { step }) });
    const answer = await fetch(`${base}/ecran?${asked}`, { cache: "no-store" });
    if (answer.status === 404) { gone(); return; }
    if (!answer.ok) throw new Error(answer.statusText);
    const told = await answer.json();
    // A newer question was asked meanwhile.
    if (mine !== asking) return;
    at("lost").hidden = true;
    room = told.room;
    if (told.mark !== seen) show(told);
  } catch {
    if (mine === asking) at("lost").hidden = false;
  }
}

// A séance that was deleted does not come back: nothing is kept for it.
function gone() {
  at("lost").hidden = true;
  at("over").hidden = false;
  at("over").textContent = "Cette séance n’existe plus : ce qui n’était pas parti de ce téléphone ne le sera pas.";
  at("ballot").hidden = at("voice").hidden = true;
  waiting = null;
  remarks = [];
  clearInterval(looking);
}

function show(told) {
  const isOther = step !== told.step;
  ({ mark: seen, step, keys } = told);
  // Made on the server by a template that escapes every value.
  at("screen").innerHTML = told.html;
  for (const link of at("screen").querySelectorAll("[data-way]")) link.href = root + link.dataset.way;
  if (isOther) scrollTo(0, 0);
  const place = keys.indexOf(step);
  at("at").textContent = `${place + 1}/${keys.length}`;
  at("previous").disabled = place <= 0;
  at("next").disabled = place >= keys.length - 1;
  at("over").hidden = !told.is_over;
  at("voice").hidden = told.is_over;
  vote(told.ballot);
}

function go(by) {
  const to = keys[keys.indexOf(step) + by];
  if (!to) return;
  at("follow").checked = false;
  step = to;
  seen = "";
  look();
}
at("previous").addEventListener("click", () => go(-1));
at("next").addEventListener("click", () => go(1));
at("follow").addEventListener("change", () => { seen = ""; look(); });

// Dots

function vote(told) {
  // A last change that came too late is said where the ballot that it was on no longer hides it.
  if (ballot && told?.id !== ballot.id && waiting?.ballot === ballot.id) tellLate("Le vote a été clos : votre dernier changement n’est pas compté.");
  at("ballot").hidden = !told;
  if (!told) { ballot = null; return; }
  const isNew = ballot?.id !== told.id;
  ballot = told;
  if (isNew) {
    waiting = kept("vote");
    if (waiting?.ballot !== told.id) waiting = null;
  }
  // What is here and not yet counted is newer than what the server knows.
  if (!waiting && told.number >= number || isNew) {
    number = Math.max(told.number, waiting?.number ?? 0);
    dots = waiting?.dots ?? told.own;
    if (told.number) said(counted());
    else if (isNew) said("");
  }
  draw();
  if (waiting) send();
}

function tellLate(text) {
  at("told").textContent = text;
  at("told").hidden = false;
  clearTimeout(late);
  late = setTimeout(() => { at("told").hidden = true; }, TOLD_MS);
}

const total = () => Object.values(dots).flatMap((one) => Object.values(one)).reduce((sum, one) => sum + one, 0);
const said = (text) => { at("counted").textContent = text; };
const counted = () => total() ? "Votre vote est compté." : "Votre vote blanc est compté.";

function draw() {
  at("ballot-question").textContent = ballot.question;
  const left = ballot.dots - total();
  at("left").textContent = left === 1 ? "1 point à placer" : left ? `${left} points à placer` : "Tous vos points sont placés";
  const focused = document.activeElement?.dataset.at;
  at("items").replaceChildren(...ballot.items.map((item) => {
    const line = document.createElement("li"), label = document.createElement("p"), answers = document.createElement("div");
    label.className = "label";
    label.textContent = item.label;
    answers.className = "answers";
    for (const [answer, words] of Object.entries(ballot.answers)) {
      const put = dots[item.id]?.[answer] ?? 0, part = document.createElement("div"), button = document.createElement("button");
      button.className = "do";
      button.dataset.at = `${item.id} ${answer}`;
      button.setAttribute("aria-pressed", put > 0);
      button.setAttribute("aria-label", `${item.label}, ${words} : ${put}. Ajouter un point.`);
      button.textContent = put ? `${words} : ${put}` : words;
      button.disabled = !left;
      button.addEventListener("click", () => put_(item.id, answer, 1));
      part.append(button);
      answers.append(part);
      if (put) {
        const less = document.createElement("button");
        less.className = "do less";
        less.dataset.at = `${item.id} ${answer} less`;
        less.setAttribute("aria-label", `${item.label}, ${words} : retirer un point.`);
        less.textContent = "− retirer";
        less.addEventListener("click", () => put_(item.id, answer, -1));
        part.append(less);
      }
    }
    line.append(label, answers);
    return line;
  }));
  if (focused) [...document.querySelectorAll("[data-at]")].find((one) => one.dataset.at === focused)?.focus();
}

function put_(item, answer, by) {
  const now = (dots[item]?.[answer] ?? 0) + by;
  if (now < 0 || (by > 0 && total() >= ballot.dots)) return;
  cast({ ...dots, [item]: { ...dots[item], [answer]: now } });
}
at("blank").addEventListener("click", () => cast({}));

function cast(to) {
  dots = to;
  // Later changes have higher numbers, so that an older one which arrives late is left aside.
  number = Math.max(number + 1, Date.now());
  waiting = { ballot: ballot.id, number, dots };
  keep("vote", waiting);
  said("Envoi…");
  draw();
  clearTimeout(soon);
  soon = setTimeout(send, SOON_MS);
}

async function send() {
  if (!waiting || sending) return;
  sending = true;
  const sent = waiting;
  try {
    const answer = await fetch(`${base}/vote`, { method: "POST", body: JSON.stringify(sent), headers: { "Content-Type": "application/json" } });
    if (answer.status === 429 || answer.status >= 500) throw new Error(answer.statusText);
    const told = answer.headers.get("content-type")?.startsWith("application/json") ? await answer.json() : { refused: "Ce téléphone refuse les cookies, ou sa page est ancienne : la recharger." };
    // What was changed meanwhile is sent next, and only that is said to be counted.
    if (waiting === sent) {
      waiting = null;
      keep("vote", null);
      said(answer.ok ? counted() : told.refused);
      if (answer.status === 404) gone();
      else if (!answer.ok) {
        tellLate(`${told.refused} Votre dernier changement n’est pas compté.`);
        number = 0;
        seen = "";
        look();
      }
    }
  } catch {
    said("Gardé sur ce téléphone : l’envoi reprendra.");
    setTimeout(send, RETRY_MS);
  }
  sending = false;
  if (waiting && waiting !== sent) send();
}

// Remarks

let remarks = kept("remarques") ?? [], telling = false;
const chance = () => Array.from(crypto.getRandomValues(new Uint8Array(8)), (one) => one.toString(16).padStart(2, "0")).join("");

at("say").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = at("text").value.trim();
  if (!text) return;
  remarks.push({ client: chance(), step, text, who: at("who").value.trim() });
  keep("remarques", remarks);
  at("text").value = "";
  tell();
});

async function tell() {
  if (telling || !remarks.length) return;
  telling = true;
  const [first] = remarks;
  try {
    const answer = await fetch(`${base}/remarque`, { method: "POST", body: JSON.stringify(first), headers: { "Content-Type": "application/json" } });
    if (answer.status === 429 || answer.status >= 500) throw new Error(answer.statusText);
    const told = answer.headers.get("content-type")?.startsWith("application/json") ? await answer.json() : { refused: "Ce téléphone refuse les cookies, ou sa page est ancienne : la recharger." };
    if (answer.status === 404) { telling = false; gone(); return; }
    remarks.shift();
    keep("remarques", remarks.length ? remarks : null);
    at("sent").textContent = answer.ok ? "Remarque remise à l’animateur." : told.refused;
    if (!answer.ok && !at("text").value) at("text").value = first.text;
  } catch {
    at("sent").textContent = remarks.length > 1 ? `${remarks.length} remarques gardées ici : l’envoi reprendra.` : "Remarque gardée ici : l’envoi reprendra.";
    setTimeout(tell, RETRY_MS * 2);
  }
  telling = false;
  if (remarks.length && remarks[0] !== first) tell();
}

look();
tell();
// Not all phones of a room at the same moment.
setTimeout(() => { looking = setInterval(() => { if (document.visibilityState === "visible") look(); }, EVERY_MS); }, Math.random() * EVERY_MS);
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") look(); });
addEventListener("online", () => { look(); send(); tell(); });
