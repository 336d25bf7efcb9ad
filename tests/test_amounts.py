"""Sums of money: read from the documents' words, every one accounted for, never added across scopes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from etl.amounts import read_amounts
from etl.coding.codebook import read_codebook
from etl.documents import read_documents
from etl.errors import SourceError
from etl.money import MONEY, euros
from etl.text import plain
from tests.invented import Invented

NARROW, NO_BREAK = "\u202f", "\u00a0"
AMOUNTS = "codebook/amounts.csv"


@pytest.mark.parametrize(
    ("words", "eur"),
    [
        ("2,6 milliards €", 2_600_000_000),
        ("2,6 milliards d’euros", 2_600_000_000),
        ("1 Md€", 1_000_000_000),
        ("1,5 Md€ d'Action Logement", 1_500_000_000),
        ("3 Mds€", 3_000_000_000),
        ("1 milliard d'euros", 1_000_000_000),
        ("700 M€", 700_000_000),
        ("52M€", 52_000_000),
        ("50 millions d'euros", 50_000_000),
        ("1,25 million d' euros", 1_250_000),
        ("20 k€", 20_000),
        ("2 005 385 €", 2_005_385),
        (f"50{NO_BREAK}millions d’euros", 50_000_000),
        ("1 euro", 1),
        ("1,50 €", Decimal("1.50")),
        ("2500 euros", 2500),
        ("+2130€", 2130),
        ("entre 2015 et 2020, 5 €", 5),
    ],
)
def test_a_sum_is_read_as_french_documents_write_it(words: str, eur: int | Decimal):
    assert euros(words) == [Decimal(eur)]


@pytest.mark.parametrize(
    "words", ["5 milliards", "50 %", "le Fonds européen", "100 000 habitants", "12 euromètres", "M€"]
)
def test_what_is_no_sum_of_euros_is_not_read(words: str):
    assert euros(words) == []


def test_all_sums_of_a_line_are_read_in_their_order():
    assert euros("1 Md€ en fonds propres et 700 M€ en prêts") == [Decimal(10**9), Decimal(7 * 10**8)]


def test_value_and_unit_are_exact_and_not_rounded_through_binary_fractions():
    assert str(euros("1,1 milliard d'euros")[0]) == "1100000000.0"
    assert euros("0,07 M€")[0] == Decimal(70_000)


@pytest.mark.parametrize("space", [NARROW, NO_BREAK])
def test_thousands_may_be_parted_by_no_break_spaces(space: str):
    assert euros(f"2{space}005{space}385{space}€") == [Decimal(2_005_385)]


def test_a_sum_with_thousands_and_cents_is_read_whole():
    assert euros("1 234 567,50 €") == [Decimal("1234567.50")]


# The real documents


def rows(connection, query: str) -> list[tuple]:
    return connection.execute(query).fetchall()


def test_every_amount_is_what_its_quote_says_at_its_line(connection):
    found = rows(
        connection,
        "SELECT amount_id, eur, quote, text FROM amount INNER JOIN document_line USING (document_id, line)",
    )
    assert len(found) >= 20
    for amount_id, eur, quote, text in found:
        assert plain(quote) in plain(text), amount_id
        assert euros(quote) == [eur], amount_id


def test_no_sum_of_a_document_is_left_unread(connection):
    """Counted afresh in the lines of the database: as many sums as amounts and dismissals, line by line."""
    stated = {
        (document, line, euros(match.group())[0])
        for document, line, text in rows(connection, "SELECT document_id, line, text FROM document_line")
        for match in MONEY.finditer(plain(text))
    }
    read = set(rows(connection, "SELECT document_id, line, eur FROM amount"))
    dismissed = stated - read
    assert read <= stated
    assert {(document, eur) for document, _, eur in dismissed} == {
        ("porte-du-hainaut-diagnostic", Decimal(eur)) for eur in (2500, 2130, 2350)
    }


def test_incomes_of_residents_are_no_amounts(connection):
    assert rows(connection, "SELECT amount_id FROM amount WHERE eur < 10000") == []


@pytest.mark.parametrize(
    ("funder", "envelope", "parts"),
    [
        ("banque-des-territoires", 1_000_000_000, [50, 50, 200, 700]),
        ("anah", 1_200_000_000, [20, 25, 40, 50, 65, 1000]),
    ],
)
def test_the_components_of_an_envelope_make_its_sum(connection, funder: str, envelope: int, parts: list[int]):
    (found,) = rows(
        connection,
        f"""
        SELECT envelope.eur, envelope.parts_eur, envelope.rest_eur, list_sort(list(part.eur))
        FROM envelope
        INNER JOIN amount USING (amount_id)
        INNER JOIN amount AS part ON part.part_of = envelope.amount_id AND part.same_as IS NULL
        WHERE amount.funder_id = '{funder}' AND envelope.parts_complete
        GROUP BY ALL
        """,
    )
    assert found == (envelope, envelope, 0, sorted(Decimal(part) * 10**6 for part in parts))


def test_the_two_sums_given_for_anah_contradict_each_other_both_ways(connection):
    found = rows(
        connection,
        """
        SELECT one.eur, other.eur
        FROM amount AS one
        INNER JOIN amount AS other ON one.conflicts_with = other.amount_id AND other.conflicts_with = one.amount_id
        WHERE one.funder_id = 'anah' AND other.funder_id = 'anah'
        ORDER BY one.eur
        """,
    )
    assert found == [(10**9, 12 * 10**8), (12 * 10**8, 10**9)]


def test_conflicts_are_told_from_both_sides(connection):
    assert (
        rows(
            connection,
            """
            SELECT one.amount_id
            FROM amount AS one
            LEFT JOIN amount AS other ON one.conflicts_with = other.amount_id
            WHERE one.conflicts_with IS NOT NULL AND other.conflicts_with IS DISTINCT FROM one.amount_id
            """,
        )
        == []
    )


def test_the_loans_stand_beside_the_equity_of_the_same_bank(connection):
    kinds = rows(
        connection,
        """
        SELECT kind, eur FROM amount
        WHERE funder_id = 'banque-des-territoires' AND eur = 700000000 AND same_as IS NULL
        """,
    )
    assert sorted(kinds) == [("fonds-propres", Decimal(700_000_000)), ("prets", Decimal(700_000_000))]


@pytest.mark.parametrize(
    ("scope", "territories"),
    [
        ("programme-national", {"cahors"}),
        ("operation", {"cahors"}),
        ("territoire", {"porte-du-hainaut"}),
        ("region", {"occitanie"}),
    ],
)
def test_each_scope_holds_the_sums_of_the_documents_that_state_it(connection, scope: str, territories: set[str]):
    found = rows(connection, f"SELECT DISTINCT territory_id FROM amount WHERE scope = '{scope}'")
    assert {territory for (territory,) in found} == territories


@pytest.mark.parametrize(
    ("scope", "sums"), [("operation", [2_005_385]), ("territoire", [52_000_000]), ("region", [2_600_000_000])]
)
def test_what_is_not_national_is_a_handful_of_sums(connection, scope: str, sums: list[int]):
    found = [eur for (eur,) in rows(connection, f"SELECT eur FROM amount WHERE scope = '{scope}'")]
    assert found == [Decimal(eur) for eur in sums]


def test_an_amount_that_an_action_states_is_linked_to_it(connection):
    (found,) = rows(
        connection,
        """
        SELECT action.number_printed, amount.line BETWEEN action.first_line AND action.last_line
        FROM amount INNER JOIN action USING (action_id) WHERE amount.scope = 'operation'
        """,
    )
    assert found == ("9", True)


# Small invented sums


def refusal(invented: Invented) -> SourceError:
    documents = read_documents(invented.data / "documents")
    with pytest.raises(SourceError) as refused:
        read_amounts(invented.data / "codebook", documents, read_codebook(invented.data / "codebook"))
    return refused.value


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("250 000 € de travaux", "250 000 € de peinture", 5, "is not found at line 13"),
        ("halle,Halle,val-fiches,13", "halle,Halle,val-fiches,14", 5, "is not found at line 14"),
        ("halle,Halle,val-fiches,13", "halle,Halle,val-fiches,99", 5, "outside the document"),
        ("halle,Halle,val-fiches,13", "halle,Halle,val-fiches,0", 5, "outside the document"),
        ("halle,Halle,val-fiches,13", "halle,Halle,val-fiches,treize", 5, "no whole number"),
        ("halle,Halle,val-fiches,13", "halle,Halle,nulle-part,13", 5, "unknown document 'nulle-part'"),
        ("pour 250 000 € de travaux", "La halle ancienne", 5, "states 0 sums"),
        ("13,,operation", "13,roi,operation", 5, "unknown funder 'roi'"),
        ("13,,operation", "13,,monde", 5, "unknown scope 'monde'"),
        ("operation,enveloppe", "operation,cadeau", 5, "unknown kind 'cadeau'"),
        ("ingenierie,,-,,,,pays,", "ingenierie,,-,,,,royaume,", 3, "part_of names 'royaume'"),
        ("enveloppe,,-,,,,,,,,pour", "enveloppe,,-,,,,,,royaume,,pour", 5, "same_as names 'royaume'"),
        ("enveloppe,,-,,,,,,,,pour", "enveloppe,,-,,,,,,,royaume,pour", 5, "conflicts_with names 'royaume'"),
        ("enveloppe,,-,,,,,,,,pour", "enveloppe,,sera rénovée,,vite,,,,,,pour", 5, "no whole number"),
        ("enveloppe,,-,,,,,,,,pour", "enveloppe,,,,,,,,,,pour", 5, "no words for the period"),
        ("enveloppe,,-,,,,,,,,pour", "enveloppe,,-,,2020,,,,,,pour", 5, "no words for the period"),
        ("enveloppe,,-,,,,,,,,pour", "enveloppe,,sur 5 ans,,,,,,,,pour", 5, "« sur 5 ans » is not found at line 13"),
        ("enveloppe,,-,,,,,,,,pour", "enveloppe,,sera rénovée,3,,,,,,,pour", 5, "is not found at line 3"),
        ("enveloppe,,-,,,,,,,,pour", "enveloppe,,sera rénovée,,2020,,,,,,pour", 5, "does not say 2020"),
        ("\npays-etudes,", "\npays,", 3, "stands already on line 2"),
    ],
)
def test_an_amount_that_cannot_stand_is_refused_with_its_row(
    invented: Invented, old: str, new: str, line: int, message: str
):
    invented.replace(AMOUNTS, old, new)
    error = refusal(invented)
    assert message in error.message
    assert (error.path.name, error.line) == ("amounts.csv", line)


def test_a_quote_that_states_two_sums_is_refused(invented: Invented):
    invented.replace_words("val-fiches", "- 1 M€ d'études", "- 1 M€ d'études et 4 k€ de timbres")
    invented.replace(AMOUNTS, "1 M€ d'études", "1 M€ d'études et 4 k€ de timbres")
    error = refusal(invented)
    assert "states 2 sums" in error.message and error.line == 3


def test_a_sum_that_no_file_accounts_for_is_refused_with_its_line_in_the_document(invented: Invented):
    invented.replace_words("val-plan", "Trouver des locaux vides.", "Trouver 12 k€.")
    error = refusal(invented)
    assert "« 12 k€ » is a sum of money that no file accounts for" in error.message
    assert (error.path, error.line) == (invented.path("documents/val-plan/text.txt"), 14)
    assert "not_funding.csv" in error.remedy


def test_a_sum_that_is_no_funding_is_dismissed_with_a_reason(invented: Invented):
    invented.replace_words("val-plan", "Trouver des locaux vides.", "Trouver 12 k€.")
    invented.append("codebook/not_funding.csv", "val-plan,14,Trouver 12 k€,Pour voir.")
    documents = read_documents(invented.data / "documents")
    amounts = read_amounts(invented.data / "codebook", documents, read_codebook(invented.data / "codebook"))
    assert [amount.amount_id for amount in amounts] == ["pays", "pays-etudes", "pays-travaux", "halle"]


def test_a_second_equal_sum_on_another_line_is_not_accounted_for_by_the_first(invented: Invented):
    invented.replace_words("val-fiches", "Une navette de bus", "Pour 250 000 € de travaux, une navette de bus")
    assert refusal(invented).line == 22
