if (!window.enRegard) {
  window.enRegard = true;
  // Streamlit's own page says English; screen readers choose their voice by this.
  const root = document.documentElement;
  const speakFrench = () => { if (root.lang !== "fr") root.lang = "fr"; };
  new MutationObserver(speakFrench).observe(root, { attributes: true, attributeFilter: ["lang"] });
  speakFrench();
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
