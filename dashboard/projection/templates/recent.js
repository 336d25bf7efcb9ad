// The séances that were animated from this browser, to be gone on with.
const LIST = "en-regard-seances", MOST = 20;

const kept = () => {
  try { return JSON.parse(localStorage.getItem(LIST) || "[]").filter((one) => /^[A-Za-z0-9_-]{22}$/.test(one.name)); } catch { return []; }
};

export const remember = (name, title) => {
  try { localStorage.setItem(LIST, JSON.stringify([{ name, title, at: Date.now() }, ...kept().filter((one) => one.name !== name)].slice(0, MOST))); } catch { /* this browser keeps nothing */ }
};

const section = document.getElementById("recent");
if (section && kept().length) {
  section.querySelector("ul").append(...kept().map((one) => {
    const item = document.createElement("li"), what = document.createElement("span"), go = document.createElement("span");
    const title = document.createElement("b"), when = document.createElement("small"), link = document.createElement("a"), unseen = document.createElement("span");
    what.className = "what"; go.className = "go"; unseen.className = "unseen";
    title.textContent = one.title;
    when.textContent = new Date(one.at).toLocaleString("fr-FR", { dateStyle: "long", timeStyle: "short" });
    link.href = `${section.dataset.root}projection?seance=${one.name}&role=presentateur`;
    unseen.textContent = ` ${one.title}`;
    link.append("Reprendre", unseen);
    what.append(title, when); go.append(link); item.append(what, go);
    return item;
  }));
  section.hidden = false;
}
