if (!window.enRegard) {
  window.enRegard = true;
  // Streamlit's own page says English; screen readers choose their voice by this.
  const root = document.documentElement;
  const speakFrench = () => { if (root.lang !== "fr") root.lang = "fr"; };
  new MutationObserver(speakFrench).observe(root, { attributes: true, attributeFilter: ["lang"] });
  speakFrench();
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
