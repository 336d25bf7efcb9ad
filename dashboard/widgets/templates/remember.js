(() => {
  const cookie = {{ cookie }}, own = {{ told }}, list = "en-regard-dossiers";
  if (cookie) document.cookie = cookie;
  if (!own.views) return;
  // A browser that keeps nothing has no list: the cookie alone remembers.
  try {
    const others = JSON.parse(localStorage.getItem(list) || "[]").filter((one) => one.name !== own.name);
    localStorage.setItem(list, JSON.stringify([{ ...own, at: Date.now() }, ...others].slice(0, 50)));
  } catch {}
})();
