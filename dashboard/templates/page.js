// Streamlit's own page says English; screen readers choose their voice by this.
document.documentElement.lang = "fr";
// Links inside our HTML stay in the visitor's session: Streamlit reads the address bar again on popstate.
if (!window.enRegardLinks) {
  window.enRegardLinks = true;
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest(".stHtml a[href]");
    if (!link || link.origin !== location.origin || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  });
}
