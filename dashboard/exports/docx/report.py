"""A dossier as a Word document that its reader continues: real headings, tables and links, looks in the styles."""

from __future__ import annotations

import datetime
import io

from docx.document import Document as Written
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from dashboard.charts.html import texts
from dashboard.charts.model import Chart, MatrixChart, chart_of
from dashboard.charts.words import alternative, source_line
from dashboard.comparisons.core import Comparison
from dashboard.dossier.assembled import Context, Gathered, Tell, title_of
from dashboard.exports.core import Unavailable, filters_line, full_citation
from dashboard.exports.docx import table
from dashboard.exports.docx.base import (
    CONTENTS,
    CONTENTS_HEAD,
    FIGURE,
    LANGUAGE,
    NOTE,
    QUESTION,
    READ_WITH,
    SOURCE,
    SUBTITLE,
    TEXT_HEIGHT,
    TEXT_WIDTH,
    blank,
)
from dashboard.exports.docx.table import Cell
from dashboard.exports.docx.text import begin, end, field, heading, linked, on_a_line, put, said
from dashboard.exports.dossier_parts import actions, documents, is_address, method, runs
from dashboard.exports.picture import image
from dashboard.look.formats import count
from dashboard.look.records import bodies

_ACTIONS, _METHOD = "Les actions derrière ces vues", "Méthode et sources"
# Of the height of a page, what a picture may take beside its heading.
_TALLEST = 0.8
# In CSS pixels: on the width of the text, their 15 are 9.5 points.
_PICTURE_WIDTH = 740
_LONGEST_PROPERTY = 255


def make(gathered: Gathered, tell: Tell) -> bytes:
    """The document; where this machine draws no picture, its tables stand alone and it says so."""
    document = blank()
    _properties(document, gathered)
    _cover(document, gathered)
    _contents(document, gathered)
    for at, one in enumerate(gathered.opening, 1):
        heading(document, one.heading, f"avant_{at}")
        for text in one.paragraphs:
            put(document, text, "List Bullet")
    pictures = _Pictures()
    for number, (comparison, context) in enumerate(gathered.entries, 1):
        tell((number - 1) / len(gathered.entries), f"Vue {number} sur {len(gathered.entries)}")
        _view(document, number, comparison, context, pictures)
    _behind(document, gathered)
    _method(document, gathered)
    _footer(document, gathered)
    made = io.BytesIO()
    document.save(made)
    tell(1.0, "Document prêt")
    return made.getvalue()


class _Pictures:
    """Pictures of charts, until one cannot be made: then none of this document is asked for, and the reason is kept."""

    def __init__(self) -> None:
        self.missing = image.why_not() or ""

    def of(self, comparison: Comparison, context: Context) -> bytes | None:
        if self.missing:
            return None
        try:
            return image.png(comparison, context, bare=True, width=_PICTURE_WIDTH)
        except Unavailable as error:
            self.missing = str(error)
            return None


def _cover(document: Written, gathered: Gathered) -> None:
    put(document, gathered.title, "Title")
    put(document, f"{count(len(gathered.entries), 'vue')} d’En regard", "Subtitle")
    put(
        document,
        f"Données {gathered.data_version} du {gathered.data_date}, codage {gathered.codebook_version}, "
        f"export du {gathered.made_on:%d/%m/%Y}",
        "Subtitle",
    )
    if is_address(gathered.permalink):
        linked(document, "", gathered.permalink, "Subtitle")


def _contents(document: Written, gathered: Gathered) -> None:
    """A field that holds its entries already: Word would ask before it filled an empty one as the document opens.

    Page numbers are known to Word alone, which writes them when it prints, or when the table is updated (F9).
    """
    put(document, "Sommaire", CONTENTS_HEAD)
    entries = [
        *(("", one.heading, f"avant_{at}") for at, one in enumerate(gathered.opening, 1)),
        *((f"{number}\t", title_of(*made), _bookmark(number)) for number, made in enumerate(gathered.entries, 1)),
        ("", _ACTIONS, "actions"),
        ("", _METHOD, "methode"),
    ]
    for at, (number, title, bookmark) in enumerate(entries):
        paragraph = document.add_paragraph(style=CONTENTS)
        if not at:
            begin(paragraph, 'TOC \\o "1-1" \\h \\z \\u')
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), bookmark)
        link.set(qn("w:history"), "1")
        run = paragraph.add_run(number.strip() + ("\t" if number else "") + on_a_line(title) + "\t")
        before = len(paragraph._p)
        field(paragraph, f"PAGEREF {bookmark} \\h", "")
        for element in [run._r, *paragraph._p[before:]]:
            link.append(element)
        paragraph._p.append(link)
        if at == len(entries) - 1:
            end(paragraph)


def _view(document: Written, number: int, comparison: Comparison, context: Context, pictures: _Pictures) -> None:
    chart = chart_of(comparison)
    heading(document, title_of(comparison, context), _bookmark(number))
    put(document, comparison.question, QUESTION)
    if context.heading:
        # An author's title does not hide what the figures say.
        put(document, comparison.finding, READ_WITH)
    put(document, comparison.subtitle, SUBTITLE)
    put(document, filters_line(comparison, context), SUBTITLE)
    if context.note:
        put(document, context.note, NOTE)
    if comparison.is_empty:
        put(document, comparison.empty, FIGURE)
    else:
        _figures(document, chart, context, pictures)
    if chart.notes:
        put(document, "À lire avec ces chiffres", READ_WITH)
        for note in chart.notes:
            put(document, note, "List Bullet")
    put(document, source_line(chart), SOURCE)
    if is_address(context.permalink):
        linked(document, "Cette vue dans En regard : ", context.permalink, SOURCE)
    if context.remarks:
        put(document, "Ce qui s’est dit", "Heading 2")
        put(document, context.remarks, NOTE)


def _figures(document: Written, chart: Chart, context: Context, pictures: _Pictures) -> None:
    """The chart and its figures: a matrix is a table that holds both, but where its cells hold signs."""
    comparison = chart.comparison
    described = alternative(chart, with_table=False)
    if isinstance(chart, MatrixChart):
        table.matrix(document, chart, described)
        if not comparison.spoken:
            return
    else:
        picture = pictures.of(comparison, context)
        if picture:
            _picture(document, picture, comparison, described)
        else:
            put(document, f"Le graphique manque, ses chiffres sont dans le tableau. {pictures.missing}", SUBTITLE)
    put(document, "Les chiffres", READ_WITH)
    for part in texts(comparison, chart.choice, table.MOST_COLUMNS):
        table.plain(document, part, f"{comparison.question} {comparison.subtitle}")


def _picture(document: Written, picture: bytes, comparison: Comparison, described: str) -> None:
    run = document.add_paragraph(style=FIGURE).add_run()
    shape = run.add_picture(io.BytesIO(picture), width=Cm(TEXT_WIDTH))
    tallest = Cm(TEXT_HEIGHT * _TALLEST)
    if shape.height > tallest:
        shape.width, shape.height = round(shape.width * tallest / shape.height), tallest
    properties = shape._inline.docPr
    properties.set("name", f"Graphique {properties.get('id')}")
    properties.set("title", said(comparison.question))
    properties.set("descr", said(described))


def _behind(document: Written, gathered: Gathered) -> None:
    """Every action once, document by document."""
    heading(document, _ACTIONS, "actions")
    listed = actions(gathered)
    put(document, f"{count(len(listed), 'action')}, chacune une fois, avec les lignes de son document.", SUBTITLE)
    by_document: dict[tuple[str, str, str], list[list[Cell]]] = {}
    for action in listed:
        key = (action["territory"], action["document"], action["date_label"])
        by_document.setdefault(key, []).append(
            [
                Cell(action["title"]),
                Cell(", ".join(action["themes"])),
                Cell("\n".join(filter(None, (action["engagement_label"], action["when"])))),
                Cell("\n".join((*bodies(action), *action["schemes"]))),
                Cell(action["lines"]),
                Cell(_views(action["views"])),
            ]
        )
    head = ("Action", "Thèmes", "Engagement", "Organismes et dispositifs", "Lignes", "Vues")
    for (territory, title, date), rows in by_document.items():
        put(document, f"{territory} : {title}, {date}", "Heading 2")
        table.place(document, head, rows, (34, 20, 14, 20, 12, 9), f"Actions de « {title} »")


def _method(document: Written, gathered: Gathered) -> None:
    heading(document, _METHOD, "methode")
    for paragraph in method(gathered, len(actions(gathered))):
        put(document, paragraph, "Normal")
    rows = [[one.territory, one.title, one.kind, one.date] for one in documents(gathered)]
    if rows:
        put(document, "Les documents", "Heading 2")
        table.plain(document, [["Territoire", "Document", "Sorte", "Date"], *rows], "Documents derrière ces vues")
    put(document, "Citer ce dossier", "Heading 2")
    put(document, full_citation(gathered), "Normal")


def _views(numbers: list[int]) -> str:
    """« 1, 3 à 5, 9 »."""
    return ", ".join(str(first) if first == last else f"{first} à {last}" for first, last in runs(numbers))


def _bookmark(number: int) -> str:
    return f"vue_{number}"


def _footer(document: Written, gathered: Gathered) -> None:
    """The title and the page; none on the title page."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = document.styles["Footer"]
    title = on_a_line(gathered.title)
    paragraph.add_run(f"{title[:80]}{'…' if len(title) > 80 else ''} – En regard – page ")
    field(paragraph, "PAGE", "2")
    paragraph.add_run(" sur ")
    field(paragraph, "NUMPAGES", "2")


def _properties(document: Written, gathered: Gathered) -> None:
    properties = document.core_properties
    made = datetime.datetime.combine(gathered.made_on, datetime.time())
    properties.title = on_a_line(gathered.title)[:_LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = "En regard"
    properties.subject = f"Données {gathered.data_version} du {gathered.data_date}"
    properties.comments = ""
    properties.language = LANGUAGE
    properties.created = properties.modified = made
