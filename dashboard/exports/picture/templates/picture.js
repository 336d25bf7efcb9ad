// The page that draws pictures: lays one out, measures it, and writes it as SVG. Nothing here reads from anywhere.
window.erPicture = (() => {
  const SVG = "http://www.w3.org/2000/svg";
  const forbiddenInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
  const pen = document.createElement("canvas").getContext("2d");
  const graphemes = new Intl.Segmenter("fr", { granularity: "grapheme" });

  async function lay(html, figure, title) {
    const before = document.getElementById("er-chart");
    if (before) Plotly.purge(before);
    document.title = title;
    document.documentElement.lang = "fr";
    document.body.innerHTML = html;
    for (const link of document.querySelectorAll("a")) link.replaceWith(...link.childNodes);
    await document.fonts.ready;
    const chart = document.getElementById("er-chart");
    if (chart && figure) {
      const layout = { ...figure.layout, width: chart.clientWidth, autosize: false };
      await Plotly.newPlot(chart, figure.data, layout, { staticPlot: true });
    }
    const box = document.querySelector(".er-picture").getBoundingClientRect();
    return { width: Math.ceil(box.width), height: Math.ceil(box.height) };
  }

  function element(name, attributes, inside) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    inside?.append(made);
    return made;
  }

  const round = (number) => Math.round(number * 100) / 100;
  const isSeen = (colour) => colour !== "transparent" && !/rgba\(.*, 0\)/.test(colour);

  // The lines of a text as they stand on the page: a browser wraps it, SVG does not.
  function linesOf(node) {
    const range = document.createRange();
    const lines = [];
    const put = (from, to, word, isNew) => {
      range.setStart(node, from);
      range.setEnd(node, to);
      const rects = [...range.getClientRects()].filter((rect) => rect.height);
      if (!rects.length) return;
      if (rects.some((rect) => Math.abs(rect.top - rects[0].top) > 2) && [...word].length > 1) {
        let first = isNew;
        for (const part of graphemes.segment(word)) {
          put(from + part.index, from + part.index + part.segment.length, part.segment, first);
          first = false;
        }
        return;
      }
      const left = Math.min(...rects.map((rect) => rect.left)), right = Math.max(...rects.map((rect) => rect.right));
      const last = lines.at(-1);
      if (last && Math.abs(last.top - rects[0].top) <= 2) {
        last.text += (isNew ? " " : "") + word;
        last.left = Math.min(last.left, left);
        last.right = Math.max(last.right, right);
      } else lines.push({ text: word, left, right, top: rects[0].top, height: rects[0].height });
    };
    for (const match of node.data.matchAll(/[^ \t\r\n]+/g)) put(match.index, match.index + match[0].length, match[0], true);
    return lines;
  }

  function writeText(node, origin, out) {
    const style = getComputedStyle(node.parentElement);
    if (style.visibility === "hidden") return;
    pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const metrics = pen.measureText("x");
    const ascent = metrics.fontBoundingBoxAscent, descent = metrics.fontBoundingBoxDescent;
    for (const line of linesOf(node)) {
      // Anchored as the paragraph is aligned, so that a reader without the fonts sees it in place.
      const anchor = style.textAlign === "center" ? "middle" : style.textAlign === "right" ? "end" : "start";
      const x = { start: line.left, middle: (line.left + line.right) / 2, end: line.right }[anchor];
      const text = element("text", {
        x: round(x - origin.left), y: round(line.top - origin.top + (line.height - ascent - descent) / 2 + ascent),
        "font-family": style.fontFamily, "font-size": style.fontSize, "font-weight": style.fontWeight, fill: style.color,
        "text-anchor": anchor,
      }, out);
      if (style.fontVariantNumeric !== "normal") text.setAttribute("style", `font-variant-numeric:${style.fontVariantNumeric}`);
      text.textContent = line.text;
    }
  }

  function writeBox(box, style, origin, out, name) {
    const at = { x: round(box.left - origin.left), y: round(box.top - origin.top), width: round(box.width), height: round(box.height) };
    if (style.backgroundImage.includes("gradient")) {
      const fade = element("linearGradient", { id: name }, out);
      for (const [offset, opacity] of [["0.6", "1"], ["1", "0"]])
        element("stop", { offset, "stop-color": style.borderLeftColor, "stop-opacity": opacity }, fade);
      element("rect", { ...at, fill: `url(#${name})` }, out);
      return;
    }
    if (isSeen(style.backgroundColor)) element("rect", { ...at, fill: style.backgroundColor, rx: parseFloat(style.borderTopLeftRadius) || 0 }, out);
    const width = parseFloat(style.borderLeftWidth);
    if (width && style.borderLeftStyle !== "none" && isSeen(style.borderLeftColor))
      element("rect", { x: at.x, y: at.y, width, height: at.height, fill: style.borderLeftColor }, out);
  }

  // Lines that follow one another by `dy` fall on top of each other in other readers: each gets its own place.
  function standAlone(drawn) {
    for (const span of drawn.querySelectorAll("tspan[dy]")) {
      const dy = span.getAttribute("dy"), size = parseFloat(span.closest("text").style.fontSize);
      const shift = dy.endsWith("em") ? parseFloat(dy) * size : parseFloat(dy);
      span.setAttribute("y", round(parseFloat(span.getAttribute("y") ?? span.closest("text").getAttribute("y")) + shift));
      span.removeAttribute("dy");
    }
  }

  // Each line says how long it is here: a reader that has another font fits it to that length.
  function keepLengths(out) {
    out.style.position = "absolute";
    document.body.append(out);
    for (const line of out.querySelectorAll("text:not(:has(tspan)), tspan:not(:has(tspan))")) {
      const length = line.textContent.trim() ? line.getComputedTextLength() : 0;
      if (!length) continue;
      line.setAttribute("textLength", round(length));
      line.setAttribute("lengthAdjust", "spacingAndGlyphs");
    }
    out.remove();
    out.removeAttribute("style");
  }

  async function svg(description) {
    const root = document.querySelector(".er-picture");
    const origin = root.getBoundingClientRect();
    const width = Math.ceil(origin.width), height = Math.ceil(origin.height);
    const out = element("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", lang: "fr" });
    element("title", {}, out).textContent = document.title;
    element("desc", {}, out).textContent = description;
    element("style", {}, out).textContent = "/*fonts*/";
    let fades = 0;
    async function walk(node) {
      if (node.nodeType === Node.TEXT_NODE) return writeText(node, origin, out);
      if (node.nodeType !== Node.ELEMENT_NODE || node.tagName === "STYLE") return;
      const style = getComputedStyle(node);
      if (style.display === "none" || style.clipPath !== "none") return;
      const box = node.getBoundingClientRect();
      writeBox(box, style, origin, out, `fade-${fades++}`);
      if (node.id === "er-chart") {
        const options = { format: "svg", imageDataOnly: true, width: node.clientWidth, height: node.layout.height };
        const written = (await Plotly.toImage(node, options)).replace(forbiddenInXml, "");
        const drawn = new DOMParser().parseFromString(written, "image/svg+xml").documentElement;
        if (drawn.tagName !== "svg") throw new Error("the chart is no XML");
        drawn.setAttribute("x", round(box.left - origin.left));
        drawn.setAttribute("y", round(box.top - origin.top));
        // The picture has a ground of its own.
        drawn.style.removeProperty("background");
        standAlone(drawn);
        out.append(document.importNode(drawn, true));
        return;
      }
      for (const child of node.childNodes) await walk(child);
    }
    await walk(root);
    keepLengths(out);
    return new XMLSerializer().serializeToString(out).replace(forbiddenInXml, "");
  }

  return { lay, svg };
})();
