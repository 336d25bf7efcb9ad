(() => {
  const cookie = {{ cookie }}, own = {{ told }}, list = "en-regard-dossiers";
  // Behind TLS the name of a dossier leaves over nothing else.
  if (cookie) document.cookie = location.protocol === "https:" ? `${cookie}; secure` : cookie;
  if (!own.views) return;
  // A browser that keeps nothing has no list: the cookie alone remembers.
  try {
    const others = JSON.parse(localStorage.getItem(list) || "[]").filter((one) => one.name !== own.name);
    localStorage.setItem(list, JSON.stringify([{ ...own, at: Date.now() }, ...others].slice(0, 50)));
  } catch {}
})();
