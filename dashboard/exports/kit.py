"""The ZIP kit: every format of a dossier, each view's picture and figures, and a « LISEZ-MOI » to cite them by."""

from __future__ import annotations

import io
import re
import zipfile

from dashboard.dossier.assembled import Gathered, Made, Tell, title_of
from dashboard.exports import names
from dashboard.exports.core import DossierFormat, Unavailable, citation, filters_said, full_citation, short_citation
from dashboard.exports.dossier import DOSSIER_FORMATS
from dashboard.exports.registry import FORMATS
from dashboard.exports.tidy import clean
from dashboard.look.formats import count

# What a view's folder holds, by the formats' keys.
_OF_A_VIEW = ("svg", "csv-excel", "csv")
_MARKUP = re.compile(r"([<\[])")


def make(gathered: Gathered, tell: Tell) -> bytes:
    """The kit as a ZIP. What this machine cannot make is left out, and « LISEZ-MOI.md » says so and why."""
    missing: list[str] = []
    files = io.BytesIO()
    parts = len(DOSSIER_FORMATS) + len(gathered.entries)
    with zipfile.ZipFile(files, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as kit:
        for at, one in enumerate(DOSSIER_FORMATS):
            tell(at / parts, one.label)
            name = _of_dossier(gathered, one)
            try:
                kit.writestr(_dated(name, gathered), one.make(gathered, _within(tell, at, parts)))
            except Unavailable as error:
                missing.append(f"{name} : {error}")
        for number, made in enumerate(gathered.entries, 1):
            tell((len(DOSSIER_FORMATS) + number - 1) / parts, f"Vue {number} : image et tableaux")
            for of_view in (one for one in FORMATS if one.key in _OF_A_VIEW):
                path = f"{folder(number, made)}/{names.of_view(made[0], of_view.extension, of_view.apart)}"
                try:
                    kit.writestr(_dated(path, gathered), of_view.make(*made))
                except Unavailable as error:
                    missing.append(f"{path} : {error}")
        if gathered.file:
            kit.writestr(_dated("dossier.json", gathered), gathered.file)
        kit.writestr(_dated("LISEZ-MOI.md", gathered), _readme(gathered, missing))
    tell(1.0, "Kit prêt")
    return files.getvalue()


def folder(number: int, made: Made) -> str:
    """`vues/03_themes-par-territoire`: the folder of a view in the kit."""
    return f"vues/{number:02}_{made[0].key}"


def _of_dossier(gathered: Gathered, one: DossierFormat) -> str:
    return names.of_dossier(gathered.title, gathered.made_on, one.extension, gathered.data_version)


def _within(tell: Tell, at: int, parts: int) -> Tell:
    """What a part tells of its own progress, as progress of the whole."""
    return lambda share, what: tell((at + share) / parts, what)


def _dated(name: str, gathered: Gathered) -> zipfile.ZipInfo:
    """An entry with the day of the export: the hour would make two kits of one dossier differ."""
    info = zipfile.ZipInfo(name, gathered.made_on.timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    # Readable by others than who unpacks it: a kit goes to a shared folder.
    info.external_attr = 0o644 << 16
    return info


def _readme(gathered: Gathered, missing: list[str]) -> str:
    lines = [
        f"# {_line(gathered.title)}",
        "",
        f"Dossier d’En regard : {count(len(gathered.entries), 'vue')}, fait le {gathered.made_on:%d/%m/%Y}.",
        "",
        "## Citer",
        "",
        f"Citation courte : {_line(short_citation(gathered))}",
        "",
        f"Citation complète : {_line(full_citation(gathered))}",
        "",
        "## Versions",
        "",
        f"- Données : {gathered.data_version}, du {gathered.data_date}",
        f"- Grille de codage : {gathered.codebook_version}",
        "",
        "## Vues",
    ]
    for number, made in enumerate(gathered.entries, 1):
        comparison, context = made
        lines += [
            "",
            f"### {number}. {_line(title_of(*made))}",
            "",
            f"- Question : {_line(comparison.question)}",
            f"- Ce que disent les chiffres : {_line(comparison.finding)}",
            f"- Filtres : {_line(filters_said(comparison, context))}",
            f"- Lien : {context.permalink}",
            f"- Fichiers : {folder(number, made)}/",
            *(f"- À savoir : {_line(note)}" for note in comparison.notes),
            *([f"- Note de l’auteur : {_line(context.note)}"] if context.note else []),
            *([f"- Ce qui s’est dit : {_line(context.remarks)}"] if context.remarks else []),
            f"- Citation : {_line(citation(*made))}",
        ]
    lines += [
        "",
        "## Fichiers",
        "",
        *(f"- {_of_dossier(gathered, one)} : {one.label}" for one in DOSSIER_FORMATS),
        "- vues/ : pour chaque vue, son image (SVG) et ses données en deux CSV",
        "    - « excel-francais » : à ouvrir d’un double clic ; filtres, sources et citation en tête, après un #",
        "    - « donnees » : pour les programmes ; filtres, sources et citation en colonnes",
    ]
    if gathered.file:
        lines.append("- dossier.json : le dossier lui-même, que la page « Dossier » d’En regard rouvre")
    if missing:
        lines += ["", "## Ce qui n’a pas pu être fait", "", *(f"- {_line(one)}" for one in missing)]
    lines += ["", "« Non renseigné » n’est jamais zéro. Les sommes de portées différentes ne s’additionnent pas.", ""]
    return "\n".join(lines)


def _line(text: str) -> str:
    """A text on one line, in which Markdown finds neither tags, links nor pictures."""
    return _MARKUP.sub(r"\\\1", " ".join(clean(text).split()))


KIT = DossierFormat("zip", "Kit complet (ZIP)", "zip", "application/zip", make)
