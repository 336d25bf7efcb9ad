"""Texts that a tenth round of unseen plans showed: bullets that say fields, labels at the end of a line, parts that are
announced once, articles of a convention, lists of what is left to do."""

from __future__ import annotations

from etl.readers import PlanRead, read
from tests.unseen import told


def _text(*lines: str) -> PlanRead:
    return read("\n".join(lines).encode(), "plan.txt")


def test_bullets_that_say_fields_are_of_the_numbered_line_above_them() -> None:
    found = _text(
        "CHANTIER A - L’INGÉNIERIE",
        "",
        "A1 - Service commun d’instruction des",
        "autorisations du droit des sols",
        "•\tService pilote : urbanisme",
        "•\tCommunes et structures associées : sept communes,",
        "agence technique",
        "•\tMise en œuvre : 1er avril 2025",
        "",
        "A2 - Conseil juridique",
        "•\tService pilote : secrétariat",
        "•\tMise en œuvre : chaque année",
        "•\tPoint d’étape novembre : non commencé",
    )
    assert told(found) == [
        ("Service commun d’instruction des autorisations du droit des sols", ("CHANTIER A - L’INGÉNIERIE",)),
        ("Conseil juridique", ("CHANTIER A - L’INGÉNIERIE",)),
    ]
    assert [unit.fields.get("calendar") for unit in found.units] == ["1er avril 2025", "chaque année"]
    assert found.units[0].fields["partners"] == "sept communes, agence technique"


def test_a_label_at_the_end_of_a_line_is_of_the_next() -> None:
    found = _text(
        "ORIENTATION I. - RAPPROCHER",
        "",
        "a) Labelliser cinq maisons",
        "   Maître d’ouvrage : Département. Coût estimé :",
        "   420 000 € par an. Délai : 2025.",
        "",
        "b) Ouvrir un fonds d’aide",
        "   Maître d’ouvrage : CC. Associés : Banque des",
        "   Territoires. Coût estimé : 600 000 €. Délai :",
        "   avril 2025.",
    )
    assert [(unit.label, unit.title, unit.fields.get("budget")) for unit in found.units] == [
        ("a)", "Labelliser cinq maisons", "420 000 € par an"),
        ("b)", "Ouvrir un fonds d’aide", "600 000 €"),
    ]
    assert found.units[1].fields["partners"] == "Banque des Territoires"


def test_parts_of_a_line_that_are_announced_once_are_fields_of_each() -> None:
    found = _text(
        "Suites (pour chaque ligne : quoi / qui / pour quand / où on en est) :",
        "",
        "1) HABITAT",
        "- Lancer le marché / CC / avril / relu",
        "- Visiter six immeubles",
        "  et faire les fiches / Police / mars / 2 visites",
        "",
        "2) COMMERCE",
        "- Tenir la base / CCI / mai / en cours",
        "- Écrire le règlement / CC / juin / trame reçue",
    )
    assert [unit.title for unit in found.units][1] == "Visiter six immeubles et faire les fiches"
    assert [tuple(unit.fields[name] for name in ("pilot", "calendar", "status")) for unit in found.units] == [
        ("CC", "avril", "relu"),
        ("Police", "mars", "2 visites"),
        ("CCI", "mai", "en cours"),
        ("CC", "juin", "trame reçue"),
    ]


def test_articles_of_a_convention_that_say_fields_are_its_actions() -> None:
    found = _text(
        "TITRE I - DISPOSITIONS",
        "",
        "Article 1 - Objet",
        "",
        "La convention a pour objet de définir.",
        "",
        "TITRE II - LA PRATIQUE",
        "",
        "Article 2 - Orchestre à l’école",
        "",
        " - opérateur : école de musique ;",
        " - coût : 54 000 € ;",
        "",
        "Article 3 - Chorales",
        "",
        " - opérateur : CIAS ;",
        " - période : 2026.",
        "",
        "Article 4 - Litiges",
        "",
        "Le tribunal est compétent.",
    )
    assert told(found) == [
        ("Orchestre à l’école", ("TITRE II - LA PRATIQUE",)),
        ("Chorales", ("TITRE II - LA PRATIQUE",)),
    ]
    assert [unit.label for unit in found.units] == ["Article 2", "Article 3"]


def test_lists_of_what_is_left_to_do_are_no_actions_and_this_is_told() -> None:
    text = "## Enfance\n\n1. **Ouvrir une crèche**\n    - qui : CC\n2. **Passer le RPE à 1,5 ETP**\n    - qui : CC\n\n"
    found = read(
        f"{text}## Reste à faire (moi)\n\n- [ ] rappeler Mathilde\n- [x] envoyer le portrait\n".encode(), "p.md"
    )
    assert [unit.title for unit in found.units] == ["Ouvrir une crèche", "Passer le RPE à 1,5 ETP"]
    assert ["Reste à faire" in doubt.why for doubt in found.doubts] == [True]
