// The page of a dossier: draws its charts by day, by night and for paper, finds actions, leads from view to view.
(() => {
  const held = document.getElementById("er-figures");
  const { charts, config } = held ? JSON.parse(held.textContent) : { charts: {}, config: {} };
  const night = matchMedia("(prefers-color-scheme: dark)");
  // What a sheet of A4 holds between its margins, in CSS pixels.
  const PAPER = 680;
  let isPrinting = false;

  async function draw(id) {
    const place = document.getElementById(id), of = charts[id];
    const drawn = structuredClone(of[night.matches && !isPrinting ? "dark" : "light"]);
    if (isPrinting) Object.assign(drawn.layout, { width: PAPER, autosize: false });
    else Object.assign(drawn.layout, { autosize: true });
    await Plotly.react(place, drawn.data, drawn.layout, { ...config, responsive: !isPrinting });
    if (place.dataset.ready) return;
    place.dataset.ready = "yes";
    place.on("plotly_click", ({ points }) => {
      const link = points[0]?.customdata && of.links[points[0].customdata.join("|")];
      if (link) window.open(link, "_blank", "noopener");
    });
  }
  const drawAll = () => Promise.all(Object.keys(charts).map(draw));

  // A chart is drawn when it comes near: forty at once would keep the page from answering.
  const near = new IntersectionObserver((seen) => {
    for (const { target, isIntersecting } of seen) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      draw(target.id);
    }
  }, { rootMargin: "800px" });
  document.fonts.ready.then(() => Object.entries(charts).forEach(([id, of]) => {
    const place = document.getElementById(id);
    place.style.minHeight = `${of.light.layout.height}px`;
    near.observe(place);
  }));
  night.addEventListener("change", () =>
    Object.keys(charts).filter((id) => document.getElementById(id).dataset.ready).forEach(draw));

  let closed = [];
  addEventListener("beforeprint", () => {
    isPrinting = true;
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const one of closed) one.open = true;
    drawAll();
  });
  addEventListener("afterprint", () => {
    isPrinting = false;
    for (const one of closed) one.open = false;
    drawAll();
  });

  for (const button of document.querySelectorAll("[data-save]")) button.addEventListener("click", async () => {
    const place = button.closest(".er-figure").querySelector(".er-chart");
    if (!place.dataset.ready) await draw(place.id);
    const format = button.dataset.save;
    const options = { format, width: place.clientWidth, height: place.layout.height, scale: format === "png" ? 2 : 1 };
    const link = document.createElement("a");
    link.href = await Plotly.toImage(place, options);
    link.download = `${charts[place.id].name}.${format}`;
    link.click();
  });

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const box = document.getElementById("er-find");
  if (box) {
    const rows = [...document.querySelectorAll(".er-actions tbody tr")].map((row) => [row, plain(row.textContent)]);
    box.form.addEventListener("submit", (event) => event.preventDefault());
    box.addEventListener("input", () => {
      const words = plain(box.value).split(/\s+/).filter(Boolean);
      let found = 0;
      for (const [row, text] of rows) {
        row.hidden = !words.every((word) => text.includes(word));
        found += row.hidden ? 0 : 1;
      }
      const said = found === 0 ? "Aucune action." : `${found} action${found > 1 ? "s" : ""} sur ${rows.length}.`;
      document.getElementById("er-found").textContent = words.length ? said : "";
    });
  }

  const views = [...document.querySelectorAll(".er-view")];
  const where = document.getElementById("er-where");
  // The last view whose head has passed the middle of the screen; -1 above the first.
  const current = () => views.findLastIndex((view) => view.getBoundingClientRect().top < innerHeight / 2);
  const tell = () => {
    const at = current();
    where.textContent = at < 0 ? `${views.length} vue${views.length > 1 ? "s" : ""}` : `Vue ${at + 1} sur ${views.length}`;
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; tell(); });
  }, { passive: true });
  for (const button of document.querySelectorAll("[data-step]")) button.addEventListener("click", () => {
    const to = views[Math.max(0, Math.min(current() + Number(button.dataset.step), views.length - 1))];
    to?.scrollIntoView();
  });
  tell();
})();
