"use strict";
// Filters as the dashboard's: an empty list keeps everything, and without territories the compared ones are looked at.
const MOST = 200;
const asked = new URLSearchParams(location.search);
const chosen = {}, flags = {};
for (const [field, name] of Object.entries(INDEX.parameters)) chosen[field] = (asked.get(name) || "").split(",").filter(Boolean);
for (const [field, name] of Object.entries(INDEX.flags)) flags[field] = asked.get(name) === "1";
const hasAny = (list, borne) => !list.length || borne.some((one) => list.includes(one));
const isKept = (action) =>
  (chosen.territories.length ? hasAny(chosen.territories, action.territories) : action.is_compared)
  && hasAny(chosen.themes, flags.with_secondary ? action.themes : action.themes.slice(0, 1))
  && hasAny(chosen.levels, action.levels)
  && hasAny(chosen.funders, flags.with_partners ? action.funders.concat(action.partners) : action.funders)
  && hasAny(chosen.schemes, action.schemes)
  && hasAny(chosen.engagements, action.engagements)
  && hasAny(chosen.natures, action.natures)
  && hasAny(chosen.years, action.years);
const folded = (text) => text.toLowerCase().replaceAll("œ", "oe").replaceAll("æ", "ae").replaceAll("’", "'").normalize("NFD").replace(/\p{M}/gu, "");
const cell = (row, text, kind = "td") => { const one = document.createElement(kind); one.textContent = text; row.append(one); return one; };
const counted = (number) => `${number.toLocaleString("fr-FR")} action${number > 1 ? "s" : ""}`;
const kept = INDEX.actions.filter(isKept);
const names = Object.keys(chosen).flatMap((field) => chosen[field].map((one) => INDEX.labels[field]?.[one] || one));
document.getElementById("er-filters").textContent = counted(kept.length)
  + (names.length ? ` : ${names.join(", ")}` : ", de tous les territoires comparés")
  + (flags.with_secondary ? " ; thèmes secondaires comptés" : "") + (flags.with_partners ? " ; partenaires comptés" : "") + ".";
const field = document.getElementById("er-find"), found = document.getElementById("er-found");
const show = () => {
  const words = folded(field.value).split(/\s+/).filter(Boolean);
  const answers = kept.filter((action) => words.every((word) => action.words.includes(word)));
  document.getElementById("er-rows").replaceChildren(...answers.slice(0, MOST).map((action) => {
    const row = document.createElement("tr"), head = cell(row, "", "th"), link = document.createElement("a");
    head.scope = "row";
    link.href = `action-${encodeURIComponent(action.id)}.html`;
    link.textContent = action.title;
    head.append(link);
    cell(row, action.territory); cell(row, action.theme); cell(row, action.engagement);
    return row;
  }));
  found.textContent = words.length ? counted(answers.length) : "";
  document.getElementById("er-more").textContent = answers.length > MOST ? `Les ${MOST} premières sur ${answers.length.toLocaleString("fr-FR")} : préciser la recherche montre les autres.` : "";
};
field.form.addEventListener("submit", (event) => event.preventDefault());
field.addEventListener("input", show);
show();
