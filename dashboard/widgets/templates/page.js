if (!window.enRegard) {
  window.enRegard = true;
  // Streamlit's own page says English; screen readers choose their voice by this.
  const root = document.documentElement;
  const speakFrench = () => { if (root.lang !== "fr") root.lang = "fr"; };
  new MutationObserver(speakFrench).observe(root, { attributes: true, attributeFilter: ["lang"] });
  speakFrench();
  // Streamlit names its own buttons in English, for screen readers above all: give them French names as they appear.
  const french = {
    "Open": "Ouvrir la liste", "Close": "Fermer", "Clear all": "Vider ce filtre", "Clear value": "Effacer",
    "Choose an option": "Choisir", "Choose options": "Choisir", "No results": "Aucun résultat",
    "No options to select": "Aucun choix", "Select all": "Tout choisir", "Selected values": "Valeurs choisies",
    "Collapse sidebar": "Replier les filtres", "Expand sidebar": "Déplier les filtres", "Open sidebar": "Ouvrir les filtres",
    "Close sidebar": "Fermer les filtres", "Sidebar": "Filtres", "Skip to main content": "Aller au contenu",
    "Main content": "Contenu", "Clear search": "Effacer la recherche", "Clear": "Effacer", "Fullscreen": "Plein écran",
    "Browse files": "Choisir un fichier", "file upload": "Choisir un fichier", "Upload": "Choisir un fichier", "Drag and drop file here": "ou le déposer ici", "Drag and drop a file here": "Le déposer ici",
    "Add files": "Choisir un autre fichier", "add icon": "ajouter", "Error": "Erreur", "Error:": "Erreur :",
    "Press Enter to apply": "Entrée pour valider", "Press Ctrl+Enter to apply": "Ctrl + Entrée pour valider",
    "Press ⌘+Enter to apply": "⌘ + Entrée pour valider", "Press Enter to submit form": "Entrée pour ajouter",
    "Connection error": "Connexion interrompue",
    "Streamlit server is not responding. Are you connected to the internet?": "Le serveur ne répond pas. Vérifier la connexion : la page se relie d’elle-même dès qu’il répond, et ce qui est dans le dossier y reste.",
    "Connecting": "Connexion", "Page not found": "Page introuvable", "Running...": "En cours", "Stop": "Arrêter",
    "Failed to generate file for download": "Ce fichier n’a pas pu être fait : réessayer dans une minute, ou prendre un autre format.",
    "View fullscreen": "Plein écran", "Close fullscreen": "Quitter le plein écran",
  };
  // What it says of a file that it does not take: one sentence a reason, one behind the other.
  const refusals = [
    [/(^|\. )\S* ?files are not allowed\./, "Ce fichier n’est pas d’une des sortes prises ici : l’enregistrer ou l’exporter dans l’une d’elles."],
    [/\bFile must be \S+ or smaller\./, "Ce fichier est trop lourd : n’en garder que ce qu’il faut."],
    [/\bFile size is too small\./, "Ce fichier est vide."],
    [/\bOnly one file is allowed\./, "Un seul fichier à la fois."],
    [/\bUnexpected error\. Please try again\./, "Ce fichier n’a pas pu être pris : réessayer."],
    [/^(Request failed with status code (?!429)\d+|Network Error)$/, "Ce fichier n’est pas arrivé au serveur : réessayer dans une minute."],
  ];
  const weights = { B: "o", KB: "ko", MB: "Mo", GB: "Go" };
  const translated = (text) => {
    if (french[text]) return french[text];
    const remove = text.match(/^Remove (.+)$/);
    if (remove) return `Retirer ${remove[1]}`;
    const size = text.match(/^(\d+)MB per file\b(.*)$/);
    if (size) return `${size[1]} Mo au plus${size[2]}`;
    const bounds = text.match(/^(: )?Number is (?:outside|below|above) the allowed range\.(?: Please enter a value (?:between (\S+) and (\S+)|greater than or equal to (\S+)|less than or equal to (\S+))\.)?$/);
    if (bounds) {
      const [, colon = "", from, to, least, most] = bounds;
      return `${colon && " : "}${colon ? "ce" : "Ce"} nombre est hors des bornes${from ? ` : de ${from} à ${to}` : least ? ` : ${least} au moins` : most ? ` : ${most} au plus` : ""}.`;
    }
    const failed = text.match(/^Error: (.*)$/s);
    if (failed) return `Erreur : ${translated(failed[1]) ?? failed[1]}`;
    // « 1.5MB », alone or behind the name of its file, with what is told of it.
    const weight = text.match(/^(?:(.+), )?(\d+(?:\.\d+)?)(B|KB|MB|GB)(?:, (.+))?$/s);
    if (weight) {
      const [, file, number, unit, rest] = weight;
      const parts = [file, `${number.replace(/\.0$/, "").replace(".", ",")} ${weights[unit]}`, rest && (translated(rest) ?? rest)];
      return parts.filter(Boolean).join(", ");
    }
    const told = refusals.filter(([said]) => said.test(text)).map(([, french]) => french);
    if (told.length) return told.join(" ");
    if (/\bstatus code 429$/.test(text)) return "Trop de fichiers envoyés à la fois : réessayer dans une minute.";
    const help = text.match(/^Help for (.+)$/);
    return help ? `Aide : ${help[1]}` : null;
  };
  const speak = (element) => {
    // It has a name and can be focused: no mere presentation.
    if (element.dataset.testid === "stFileUploaderDropzone") element.setAttribute("role", "group");
    for (const name of ["aria-label", "title", "placeholder"]) {
      const said = element.getAttribute(name);
      const text = said && translated(said);
      if (text) element.setAttribute(name, text);
    }
    for (const child of element.childNodes) {
      const text = child.nodeType === Node.TEXT_NODE && !element.closest(".stHtml") && translated(child.data.trim());
      // The blanks around it stay: what follows may be another piece of the sentence.
      if (text) child.data = child.data.replace(child.data.trim(), () => text);
    }
  };
  const speakAll = (node) => {
    if (node.nodeType === Node.TEXT_NODE) node = node.parentElement;
    if (!node || node.nodeType !== Node.ELEMENT_NODE) return;
    speak(node);
    node.querySelectorAll("*").forEach(speak);
  };
  speakAll(document.body);
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") speak(change.target);
      else if (change.type === "characterData") speakAll(change.target);
      else change.addedNodes.forEach(speakAll);
    }
  }).observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["aria-label", "title", "placeholder"],
  });
  // The address holds the whole view; the copied link adds the version of the data.
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest(".er-copy");
    if (!button) return;
    const url = new URL(location.href);
    url.searchParams.set("version", button.dataset.version);
    const text = button.dataset.text || url.href;
    const said = button.textContent;
    const tell = (text) => { button.textContent = text; setTimeout(() => { button.textContent = said; }, 3000); };
    // Without https the browser gives no clipboard: show the link to be copied by hand.
    const byHand = () => window.prompt("À copier :", text);
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(() => tell("copié"), byHand); else byHand();
  });
  // To a part of the page: the address, which holds the whole view, stays as it is.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".stHtml a[href^='#']");
    const part = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!part) return;
    event.preventDefault();
    part.scrollIntoView();
    part.tabIndex = -1;
    part.focus({ preventScroll: true });
  });
  // Review by keys: T opens the choice of another theme, as A accepts the one that is proposed (Streamlit's own key).
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "t" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable=true]")) return;
    const choice = document.querySelector("[class*=st-key-own-theme-]");
    if (!choice) return;
    event.preventDefault();
    choice.querySelector("input").focus();
    choice.querySelector("button").click();
  });
  // On a phone, choices stand in one row: the chosen one comes into it, the order stays.
  const showChosen = () => {
    for (const one of document.querySelectorAll("[data-testid=stButtonGroup] [aria-checked=true]")) {
      const row = one.closest("[data-testid=stButtonGroup]").querySelector("[data-rac]");
      if (!row || row.scrollWidth <= row.clientWidth) continue;
      const [box, around] = [one.getBoundingClientRect(), row.getBoundingClientRect()];
      if (box.left < around.left || box.right > around.right) row.scrollLeft += box.left - around.left - (around.width - box.width) / 2;
    }
  };
  new MutationObserver(showChosen).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-checked"] });
  // A finger on a chart moves the page: plotly would take it for the start of a drag. A tap still comes, as a click.
  for (const kind of ["touchstart", "touchmove"]) {
    document.addEventListener(kind, (event) => { if (event.target.closest?.(".nsewdrag")) event.stopPropagation(); }, { capture: true, passive: true });
  }
  // Charts are drawn for the screen's width and ground: for print each is drawn once more, for the paper (print.css).
  const PAPER_WIDTH = 688;
  const clearPaper = () => document.querySelectorAll(".er-paper").forEach((drawn) => { window.Plotly.purge(drawn); drawn.remove(); });
  window.addEventListener("afterprint", clearPaper);
  window.addEventListener("beforeprint", () => {
    clearPaper();
    const head = document.querySelector(".er-print-head");
    if (!head) return;
    head.querySelector(".er-print-date").textContent = new Date().toLocaleDateString("fr-FR");
    const colours = JSON.parse(head.dataset.colours);
    const onPaper = (value) => {
      if (typeof value === "string") return colours[value] || value;
      if (Array.isArray(value)) return value.map(onPaper);
      if (!value || value.constructor !== Object) return value;
      return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, onPaper(part)]));
    };
    for (const chart of document.querySelectorAll("[data-testid=stPlotlyChart]")) {
      const plot = chart.querySelector(".js-plotly-plot");
      if (!plot || !window.Plotly) continue;
      const drawn = document.createElement("div");
      drawn.className = "er-paper";
      drawn.setAttribute("role", "img");
      drawn.setAttribute("aria-label", chart.getAttribute("aria-label") || "");
      chart.parentElement.append(drawn);
      const { height } = plot.layout;
      window.Plotly.newPlot(drawn, onPaper(plot.data), { ...onPaper(plot.layout), width: PAPER_WIDTH }, { staticPlot: true });
      drawn.style.setProperty("--er-shape", PAPER_WIDTH / height);
      drawn.querySelectorAll(".main-svg").forEach((layer) => layer.setAttribute("viewBox", `0 0 ${PAPER_WIDTH} ${height}`));
    }
  });
  // The history holds views that were looked at: one entry an action of the visitor, and one for what they type. Streamlit
  // adds one a change of the address, of which a click may make several; each is remembered with the place on its page.
  const content = () => document.querySelector("[data-testid=stMain]");
  const places = new Map(), pushed = history.pushState.bind(history), replaced = history.replaceState.bind(history);
  let key = history.state?.erKey || 1, newest = key, acted = true, returning = null;
  const withoutWords = (url) => { const one = new URL(url, location.href); one.searchParams.delete("q"); return one.href; };
  history.pushState = (state, title, url) => {
    const isTyped = url !== undefined && withoutWords(url) === withoutWords(location.href);
    const isWord = isTyped && new URL(url, location.href).searchParams.has("q") && new URL(location.href).searchParams.has("q");
    if (!acted || isWord) { replaced({ ...state, erKey: key }, title, url); return; }
    acted = false;
    newest += 1;
    key = newest;
    pushed({ ...state, erKey: key }, title, url);
  };
  history.replaceState = (state, title, url) => replaced({ ...state, erKey: key }, title, url);
  for (const name of ["pointerdown", "keydown"])
    document.addEventListener(name, () => { acted = true; returning = null; }, { capture: true, passive: true });
  for (const name of ["wheel", "touchmove"])
    document.addEventListener(name, () => { returning = null; }, { capture: true, passive: true });
  document.addEventListener("scroll", (event) => {
    if (event.target === content() && !returning) places.set(key, event.target.scrollTop);
  }, { capture: true, passive: true });
  const goBack = () => {
    if (!returning || Date.now() > returning.until) { returning = null; return; }
    const main = content();
    if (main && main.scrollHeight - main.clientHeight >= returning.top) main.scrollTo(0, returning.top);
  };
  window.addEventListener("popstate", (event) => {
    if (!event.isTrusted) return;
    key = event.state?.erKey || 1;
    acted = false;
    returning = { top: places.get(key) || 0, until: Date.now() + 5000 };
  }, { capture: true });
  new MutationObserver(goBack).observe(document.body, { subtree: true, childList: true });
  // Links inside our HTML stay in the visitor's session: Streamlit reads the address bar again on popstate.
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest(".stHtml a[href]");
    if (!link || link.target || link.origin !== location.origin || link.hash || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    // Whose base is read is settled as a page is opened: into a workspace and out of it, it is opened anew.
    const [here, there] = [location.pathname, link.pathname].map((path) => path.match(/\/espace\/[^/]+\//)?.[0]);
    if (here !== there) return;
    event.preventDefault();
    const within = link.closest(".er-reader") && link.pathname === location.pathname;
    history.pushState({}, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    if (!within) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  });
  // A page without a chart makes ready, once idle, what draws those of the next ones: fetched for a finger, whose machine
  // is slower, and read for a mouse; not where the visitor saves data.
  const own = document.querySelector("script[src*='static/js/']");
  if (own && "{{ plotly }}" && !navigator.connection?.saveData) {
    const url = new URL("{{ plotly }}", own.src).href;
    const makeReady = () => {
      if (matchMedia("(pointer: fine)").matches) { import(url).catch(() => {}); return; }
      document.head.append(Object.assign(document.createElement("link"), { rel: "prefetch", as: "script", crossOrigin: "", href: url }));
    };
    setTimeout(() => (window.requestIdleCallback || setTimeout)(makeReady), 2500);
  }
  // Earlier versions kept the names of this browser's dossiers where scripts read them: the server's cookie takes them.
  try {
    const list = "en-regard-dossiers", kept = JSON.parse(localStorage.getItem(list) || "[]").map((one) => one.name).join(".");
    if (kept || document.cookie.includes("en-regard-dossier=")) fetch("dossier/souvenir", { method: "POST", body: kept }).then((answer) => { if (answer.ok) localStorage.removeItem(list); }).catch(() => {});
  } catch {}
  // The title of the tab says page and finding. Who follows a link hears and stands at the heading of the page that comes.
  const spoken = Object.assign(document.createElement("p"), { className: "er-spoken" });
  spoken.setAttribute("role", "status");
  spoken.style.cssText = "position:absolute;width:1px;height:1px;margin:0;overflow:hidden;clip-path:inset(50%)";
  document.body.append(spoken);
  let told = { path: location.pathname, said: null }, waiting = null, titled = "", isOwn = false;
  const tellPage = () => {
    waiting = null;
    if (!document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]")) { soon(); return; }
    const heading = content()?.querySelector("h1"), page = document.querySelector(".er-print-head")?.dataset.title;
    const said = heading?.textContent.trim() || "";
    // A page may have a title of its own, as one line of a document has.
    if (document.title !== titled) isOwn = ![page, "En regard"].includes(document.title);
    titled = isOwn ? document.title : [said, page === said ? "" : page, "En regard"].filter(Boolean).join(" – ");
    if (document.title !== titled) document.title = titled;
    const isNew = told.said !== null && told.path !== location.pathname;
    if (isNew && heading && !document.activeElement?.matches("input, textarea")) {
      heading.tabIndex = -1;
      heading.style.outline = "none";
      heading.focus({ preventScroll: true });
    } else if (told.said !== null && told.said !== said) spoken.textContent = said;
    told = { path: location.pathname, said };
  };
  const soon = () => { waiting ||= setTimeout(tellPage, 200); };
  new MutationObserver(soon).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-test-script-state"] });
  new MutationObserver(soon).observe(document.head, { subtree: true, childList: true, characterData: true });
  soon();
  // The line of a document that the address names comes into view, and the keyboard goes on from it. What comes in above
  // it may push it away: it is followed until the page has settled or the reader moves.
  let followed = { asked: "", until: 0 };
  const showLine = () => {
    const line = document.querySelector(".er-here");
    const asked = line ? location.pathname + location.search : "";
    const isNew = asked !== followed.asked;
    if (isNew) followed = { asked, until: Date.now() + 5000 };
    if (!line || Date.now() > followed.until) return;
    const { top } = line.getBoundingClientRect();
    if (isNew || top < 0 || top > innerHeight - 40) line.scrollIntoView({ block: "center" });
    if (!line.contains(document.activeElement)) line.focus({ preventScroll: true });
  };
  new MutationObserver(showLine).observe(document.body, { subtree: true, childList: true });
  for (const moved of ["wheel", "touchstart", "pointerdown", "keydown"])
    document.addEventListener(moved, () => { followed.until = 0; }, { capture: true, passive: true });
  showLine();
  // From line to line with the arrows: a document of a thousand lines is no thousand tab stops.
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const line = step && event.target.closest && event.target.closest(".er-line");
    if (!line || event.altKey || event.ctrlKey || event.metaKey) return;
    const lines = [...document.querySelectorAll(".er-line")];
    const next = lines[lines.indexOf(line) + step]?.querySelector(".er-number");
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  });
}
