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
    "View fullscreen": "Plein écran", "Close fullscreen": "Quitter le plein écran",
  };
  const translated = (text) => {
    if (french[text]) return french[text];
    const remove = text.match(/^Remove (.+)$/);
    if (remove) return `Retirer ${remove[1]}`;
    const help = text.match(/^Help for (.+)$/);
    return help ? `Aide : ${help[1]}` : null;
  };
  const speak = (element) => {
    for (const name of ["aria-label", "title", "placeholder"]) {
      const said = element.getAttribute(name);
      const text = said && translated(said);
      if (text) element.setAttribute(name, text);
    }
    for (const child of element.childNodes) {
      const text = child.nodeType === Node.TEXT_NODE && !element.closest(".stHtml") && translated(child.data.trim());
      if (text) child.data = text;
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
      else change.addedNodes.forEach(speakAll);
    }
  }).observe(document.body, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["aria-label", "title", "placeholder"],
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
  // Links inside our HTML stay in the visitor's session: Streamlit reads the address bar again on popstate.
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest(".stHtml a[href]");
    if (!link || link.origin !== location.origin || link.hash || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  });
}
