"""Plans in PDF, read into units: fiches over pages, their fields in lines or tables, without heads, feet and notes."""

from __future__ import annotations

import io
import time

import pytest
import typst
from pypdf import PdfReader, PdfWriter

from etl.readers import PlanRefused, read

HEAD = """
#set page(width: 15cm, height: 12cm, header: [Pays de Bray – fiches], footer: context [page #counter(page).display()])
#set text(font: "Libertinus Serif", size: 10pt)
#set par(spacing: 1.6em)
"""
LONG = "Prêter des vélos à toutes les communes et aux écoles du pays, petites et grandes"
FUNDERS = "DSIL : 720 000 € ; Région : 240 000 € ; autofinancement de la communauté et des communes : 960 000 €"
FIELDS = f"""
#table(columns: (3.5cm, 1fr), stroke: none, [*Pilote*], [CC de Bray (Direction du patrimoine)],
  [*Sources de financement*], [{FUNDERS}], [*Calendrier*], [], [*Indicateurs*], [Vélos prêtés])
"""


def pdf(body: str) -> bytes:
    made = typst.compile((HEAD + body).encode("utf-8"))
    assert isinstance(made, bytes)
    return made


def test_fiches_over_pages_keep_their_fields_and_leave_heads_feet_and_contents_out() -> None:
    found = read(
        pdf(
            "Action 1.1 – Prêter des vélos ........ 2\n\n"
            "#text(size: 14pt)[*Axe 1 – Bouger*]\n\n#text(size: 12pt)[*Objectif 1.1 – À vélo*]\n\n"
            f"#text(size: 11pt)[*Action 1.1.1 – {LONG}*]\n\n"
            "Vingt vélos seront prêtés aux communes qui le demandent, pour une année au plus et sans caution. \n"
            + FIELDS
            + "#pagebreak()\n#text(size: 11pt)[*Action 1.1.2 – Ouvrir une voie verte*]\n\n"
            "*Pilote :* Ville\n\n*Budget prévisionnel :* 1,2 M€\n\n#pagebreak()\nFin du recueil.\n"
        ),
        "plan.pdf",
    )
    first, second = found.units
    assert first.title == LONG
    assert first.headings == second.headings == ("Axe 1 – Bouger", "Objectif 1.1 – À vélo")
    assert (
        first.text == "Vingt vélos seront prêtés aux communes qui le demandent, pour une année au plus et sans caution."
    )
    assert dict(first.fields) == {
        "pilot": "CC de Bray (Direction du patrimoine)",
        "funders": FUNDERS,
        "indicators": "Vélos prêtés",
    }
    assert dict(second.fields) == {"pilot": "Ville", "budget": "1,2 M€"}
    assert (first.place.page, second.place.page) == (1, 2)


def test_notes_at_the_foot_and_their_marks_are_no_words_of_an_action() -> None:
    marked = "*Action 1 – Prêter des vélos#footnote[Sous réserve du Département.]*\n\nVingt vélos seront prêtés.\n"
    (unit,) = read(pdf(f"#set super(typographic: false)\n{marked}"), "plan.pdf").units
    assert unit.title == "Prêter des vélos" and "réserve" not in unit.text


def locked() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("*Action 1 – Prêter*"))))
    writer.encrypt("secret", algorithm="RC4-128")
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def scan() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(400, 600)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vide"),
        (b"bonjour", "abîmé"),
        (pdf("Bonjour.")[:500], "abîmé"),
        (locked(), "mot de passe"),
        (scan(), "images"),
        (pdf("Bonjour, *voici* une lettre."), "Aucune action"),
        (pdf("#table(columns: 3, [*Axe*], [*Action*], [*Contenu*], [Axe 1], [Prêter], [Des vélos])"), "Aucune action"),
    ],
    ids=("empty", "text", "cut", "locked", "scan", "letter", "table"),
)
def test_a_pdf_that_cannot_be_read_is_refused_in_words_with_the_remedy(content: bytes, said: str) -> None:
    with pytest.raises(PlanRefused, match=said) as refused:
        read(content, "plan.pdf")
    assert str(refused.value).endswith(".")


def test_a_hundred_pages_are_read_within_seconds() -> None:
    fiche = "[*Action #(at + 1) – Une action numéro #(at + 1)*]; parbreak(); lorem(90)"
    content = pdf(f"#for at in range(100) {{ pagebreak(weak: true); {fiche} }}")
    before = time.perf_counter()
    assert len(read(content, "plan.pdf").units) == 100
    assert time.perf_counter() - before < 6


def test_two_columns_are_read_one_after_the_other_with_cut_words_and_labels_within_a_paragraph() -> None:
    fiches = "\n\n".join(
        f"*{number}. Réhabiliter la ressourcerie numéro {number}*\n\n"
        "La communauté réhabilitera progressivement l’ancienne ressourcerie intercommunale du pays.\n\n"
        f"*Pilote :* Commune de Bray – *Budget :* {number}0 000 € – *Calendrier :* 2026-203{number} –\n"
        for number in range(1, 9)
    )
    found = read(
        pdf(f'#set page(columns: 2, height: 9cm)\n#set text(lang: "fr", hyphenate: true)\n= Axe 1\n\n{fiches}'),
        "plan.pdf",
    )
    assert [one.label for one in found.units] == [str(number) for number in range(1, 9)]
    for number, one in enumerate(found.units, 1):
        assert one.title == f"Réhabiliter la ressourcerie numéro {number}"
        assert one.text == (
            "La communauté réhabilitera progressivement l’ancienne ressourcerie intercommunale du pays."
        )
        assert dict(one.fields) == {
            "pilot": "Commune de Bray",
            "budget": f"{number}0 000 €",
            "calendar": f"2026-203{number}",
        }
    assert len({one.place.page for one in found.units}) > 1


def table(rows: int, height: str = "9cm") -> bytes:
    """A table with two rows of heads on each page, merged cells, and rows that break over pages."""
    cells = "".join(
        f"{'table.cell(rowspan: 2)[Axe ' + str(at // 2 + 1) + ' – Habiter],' if at % 2 else ''}"
        f"[{at}], [Réhabiliter la halle numéro {at}], [{'Les travaux suivront l’étude de la commune. ' * 4}], "
        f"[{'Commune de Bray' if at % 3 else '–'}], [{at}0 000 € HT],\n"
        for at in range(1, rows + 1)
    )
    return pdf(
        f"#set page(height: {height})\n#set text(size: 7pt)\nTableau des actions\n"
        "#table(columns: (2cm, 0.8cm, 3cm, 1fr, 2cm, 2cm), table.header([], "
        "table.cell(colspan: 3)[*Ce que l’on fait*], table.cell(colspan: 2)[*Moyens*], "
        "[*Axe*], [*N°*], [*Action*], [*Description*], [*Porteur*], [*Coût*]),\n"
        f"{cells})"
    )


@pytest.mark.parametrize("height", ["6cm", "7cm", "9cm", "30cm"])
def test_a_wide_table_is_read_by_its_rules_over_pages_and_its_repeated_heads(height: str) -> None:
    content = table(8, height)
    found = read(content, "plan.pdf")
    assert found.shape == "tableau d’un PDF"
    assert [one.label for one in found.units] == [str(at) for at in range(1, 9)]
    for at, one in enumerate(found.units, 1):
        assert one.title == f"Réhabiliter la halle numéro {at}"
        assert one.text.split() == ("Les travaux suivront l’étude de la commune. " * 4).split()
        assert one.headings == (f"Axe {(at - 1) // 2 + 1} – Habiter",)
        fields = {"budget": f"{at}0 000 € HT"}
        assert dict(one.fields) == (fields | {"pilot": "Commune de Bray"} if at % 3 else fields)
    for one in found.units:
        # Each stands on the page that its place names, as another library reads it.
        page = PdfReader(io.BytesIO(content)).pages[one.place.page - 1].extract_text()
        assert f"{one.label}0 000 € HT" in page.replace("\xa0", " ") or one.place.to_page


def test_a_table_of_other_columns_on_a_later_page_is_doubted() -> None:
    more = "#table(columns: 3, [*Action*], [*Porteur*], [*Coût*], [Rénover], [Ville], [1 €])"
    reader, other = PdfReader(io.BytesIO(table(4, "30cm"))), PdfReader(io.BytesIO(pdf(more)))
    writer = PdfWriter()
    for page in (*reader.pages, *other.pages):
        writer.add_page(page)
    held = io.BytesIO()
    writer.write(held)
    found = read(held.getvalue(), "plan.pdf")
    assert len(found.units) == 4
    assert [(doubt.place.page, doubt.why) for doubt in found.doubts] == [
        (len(reader.pages) + 1, "Un tableau de cette page a d’autres colonnes : non lu.")
    ]


@pytest.mark.parametrize("height", ["5.5cm", "6cm", "6.5cm", "7cm", "20cm"])
def test_a_small_table_of_who_pays_is_kept_row_by_row_over_pages(height: str) -> None:
    body = (
        f"#set page(height: {height}, header: none, footer: none)\n"
        "*Action 1 – Rénover*\n\nDes travaux.\n\n*Plan de financement*\n\n"
        "#table(columns: 3, inset: 6pt, [Financeur], [Montant], [Part], [DETR], [183 735 €], [30 %], [LEADER], "
        "[80 000 €], [13 %], [ARS], [sous réserve], [])\n\n*Calendrier :* 2026\n\n*Action 2 – Ouvrir*\n\nUne salle.\n"
    )
    first, second = read(pdf(body), "plan.pdf").units
    assert first.fields["funders"] == [
        ["DETR", "183 735 €", "30 %"],
        ["LEADER", "80 000 €", "13 %"],
        ["ARS", "sous réserve", ""],
    ]
    assert (first.text, first.fields["calendar"]) == ("Des travaux.", "2026")
    assert (second.title, second.text, dict(second.fields)) == ("Ouvrir", "Une salle.", {})


@pytest.mark.parametrize("page", ["", "#set page(header: none, footer: none)", "#set page(height: 20cm)"])
def test_labels_that_stand_at_one_place_on_all_pages_are_no_heads(page: str) -> None:
    body = "#pagebreak()".join(
        f"\n*Action {at} – Ouvrir la salle {'AB' * at}*\n\nUne salle pour tous.\n\n*Pilote :* Ville\n\n"
        "#table(columns: (3cm, 1fr), stroke: none, [*Budget*], [5 000 €], [*Calendrier*], [2026])\n"
        for at in range(1, 7)
    )
    found = read(pdf(page + body), "plan.pdf")
    assert [one.label for one in found.units] == [f"Action {at}" for at in range(1, 7)]
    for at, one in enumerate(found.units, 1):
        assert (one.title, one.text) == (f"Ouvrir la salle {'AB' * at}", "Une salle pour tous.")
        assert dict(one.fields) == {"pilot": "Ville", "budget": "5 000 €", "calendar": "2026"}


def test_heads_and_feet_of_a_document_of_two_pages_are_left_out() -> None:
    body = (
        "#set page(height: 20cm)\n*Action 1 – Prêter*\n\nDes vélos.\n#pagebreak()\n*Action 2 – Ouvrir*\n\nUne salle.\n"
    )
    assert [one.text for one in read(pdf(body), "plan.pdf").units] == ["Des vélos.", "Une salle."]
