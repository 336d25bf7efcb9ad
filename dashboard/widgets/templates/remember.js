(() => {
  // The server sets the cookie, which scripts do not read; a network that fails is asked again.
  const ask = (left) => fetch("dossier/souvenir", { method: "POST", keepalive: true }).then((answer) => { if (!answer.ok) throw new Error(answer.status); }).catch(() => { if (left) setTimeout(() => ask(left - 1), 5000); });
  ask(3);
})();
