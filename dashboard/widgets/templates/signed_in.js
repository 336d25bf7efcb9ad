(() => {
  // Whoever came by the address of a plan, and had to sign in first, goes on to it.
  try {
    const back = sessionStorage.getItem("en-regard-retour");
    sessionStorage.removeItem("en-regard-retour");
    if (back && new URL(back).origin === location.origin) location.replace(back);
  } catch {}
})();
