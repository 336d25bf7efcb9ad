"""Who takes part by a field of partners: not who is said to be out of it, only perhaps who is to be asked, and who pays
where the field says so."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from etl.coding.codebook import Codebook
from etl.coding.partners import partners_of
from tests.test_field_sums import codebook as codebook


def told(words: str, codebook: Codebook) -> list[str]:
    partners: Iterable[str] = (one.value for one in partners_of(words, codebook))
    return list(partners)


@pytest.mark.parametrize(
    "words",
    [
        "À définir", "Sans objet", "Aucun (hors Région)", "Hors ADEME", "Sans la Région", "Région non associée",
        "Voir Région",
        "idem action 1 (Région)", "cf. fiche Région", "Région (refus)", "Région (n’a pas répondu)",
        "Non concerné : Région",
        "Ancien partenaire : Région", "habitants du Département", "pas encore la Région",
    ],
)  # fmt: skip
def test_a_body_that_takes_no_part_is_no_partner(words: str, codebook: Codebook) -> None:
    assert told(words, codebook) == []


@pytest.mark.parametrize(
    ("words", "partners"),
    [
        ("Région, ADEME", ["region:partenaire:dit", "ademe:partenaire:dit"]),
        ("à associer : Région, ADEME", ["region:partenaire:envisage", "ademe:partenaire:envisage"]),
        ("CAUE, Région (à associer)", ["caue:partenaire:dit", "region:partenaire:envisage"]),
        ("CAUE ; à solliciter : ADEME", ["caue:partenaire:dit", "ademe:partenaire:envisage"]),
        ("Région ?", ["region:partenaire:envisage"]),
        ("Département pressenti", ["departement:partenaire:envisage"]),
        ("Région (financeur), CAUE", ["region:financeur:dit", "caue:partenaire:dit"]),
        ("Région : 20 000 €", ["region:financeur:dit"]),
        ("Techniques : CAUE. Financiers : Région", ["caue:partenaire:dit", "region:financeur:dit"]),
    ],
)
def test_a_partner_is_told_as_the_words_around_its_name_say(
    words: str, partners: list[str], codebook: Codebook
) -> None:
    assert told(words, codebook) == partners
