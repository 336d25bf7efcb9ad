// Without its socket to the server a page stays an empty frame: say so, and what to do, until it comes.
(() => {
  const PATIENCE = 10000;
  const isShown = () => document.querySelector("[data-testid=stMain] :is(.stHtml, [data-testid=stAlert], [data-testid=stProgress], h1)");
  let notice = null;
  const skip = () => { const link = document.querySelector("[data-testid=stSkipToContent]"); if (link) link.textContent = "Aller au contenu"; };
  const look = () => {
    if (isShown()) { notice?.remove(); notice = null; return; }
    if (notice) return;
    notice = document.createElement("div");
    notice.setAttribute("role", "alert");
    notice.id = "er-unreached";
    notice.style.cssText = "position:fixed;z-index:1000000;left:50%;top:18vh;transform:translateX(-50%);box-sizing:border-box;width:min(92vw,42em);padding:20px 24px;font:16px/1.5 sans-serif;color:#1B2430;background:#FFFFFF;border:2px solid #24457E;border-radius:4px";
    for (const text of [
      "En regard n’arrive pas à se relier à son serveur.",
      "Si le serveur vient de démarrer, patienter : la page vient d’elle-même. Sinon un pare-feu ou un proxy refuse sans doute les WebSockets, ou ne transmet pas au serveur le nom de cette adresse : essayer un autre réseau, ou demander à qui administre le vôtre de laisser passer :",
      `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${location.pathname.replace(/[^/]*$/, "")}_stcore/stream`,
    ]) notice.append(Object.assign(document.createElement("p"), { textContent: text, style: "margin:0 0 8px;overflow-wrap:anywhere" }));
    document.body.append(notice);
  };
  setTimeout(skip, 1500);
  setTimeout(() => { look(); setInterval(look, 1000); }, PATIENCE);
})();
