"""The codes of the real database: themes, funders, schemes, commitment, each with its words in the document."""

from __future__ import annotations

import re

import duckdb
import pytest

from etl.text import plain

FUNDS_THAT_ARE_SCHEMES = ("leader", "cee")


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple]:
    return connection.execute(query).fetchall()


def test_every_action_has_one_primary_theme_and_at_most_two_more(connection):
    ranks = rows(
        connection,
        """
        SELECT action_id, list_sort(list(action_theme.rank))
        FROM action LEFT JOIN action_theme USING (action_id) GROUP BY action_id
        """,
    )
    assert {tuple(found) for _, found in ranks} <= {(1,), (1, 2), (1, 2, 3)}
    assert len(ranks) == 178


def test_every_action_has_one_engagement_and_one_nature_of_the_codebook(connection):
    (counted,) = rows(
        connection,
        "SELECT count(*), count(engagement.rank), count(nature.rank) FROM action "
        "INNER JOIN engagement USING (engagement) INNER JOIN nature USING (nature)",
    )
    assert counted == (178, 178, 178)


EVIDENCE = """
SELECT 'theme ' || theme_id AS code, action_id, origin, evidence FROM action_theme
UNION ALL SELECT 'funder ' || funder_id, action_id, origin, evidence FROM action_funder
UNION ALL SELECT 'scheme ' || scheme_id, action_id, origin, evidence FROM action_scheme
UNION ALL SELECT 'engagement', action_id, engagement_origin, engagement_evidence FROM action
UNION ALL SELECT 'nature', action_id, nature_origin, nature_evidence FROM action
UNION ALL SELECT 'period', action_id, 'rule', period_evidence FROM action WHERE period_evidence IS NOT NULL
"""


@pytest.fixture
def passages(connection) -> dict[str, str]:
    """The words at each action's lines and where they are said again, marks aside."""
    found = rows(
        connection,
        """
        SELECT action_id, list(document_line.text ORDER BY line)
        FROM action INNER JOIN document_line
            ON action.document_id = document_line.document_id
            AND (line BETWEEN first_line AND last_line OR list_contains(restated_lines, line))
        GROUP BY action_id
        """,
    )
    return {action: " ".join(filter(None, map(plain, lines))) for action, lines in found}


@pytest.fixture
def headings(connection) -> dict[str, list[str]]:
    """The headings above each action, from the outline itself: the line as printed, and the words of its label."""
    found = rows(
        connection,
        """
        WITH RECURSIVE above AS (
            SELECT action_id, outline_id FROM action WHERE outline_id IS NOT NULL
            UNION ALL
            SELECT above.action_id, outline.parent_id
            FROM above INNER JOIN outline USING (outline_id) WHERE outline.parent_id IS NOT NULL
        )
        SELECT action_id, list(outline.label), list(document_line.text)
        FROM above INNER JOIN outline USING (outline_id) INNER JOIN document_line USING (document_id, line)
        GROUP BY action_id
        """,
    )
    return {action: [*map(plain, labels), *map(plain, lines)] for action, labels, lines in found}


@pytest.fixture
def introductions(connection) -> dict[str, list[str]]:
    """The lines between each action and the heading above it that are of no action."""
    found = rows(
        connection,
        """
        SELECT action.action_id, list(document_line.text)
        FROM action
        INNER JOIN outline USING (outline_id)
        INNER JOIN document_line ON action.document_id = document_line.document_id
            AND document_line.line > outline.line AND document_line.line < action.first_line
        ANTI JOIN action AS other ON document_line.document_id = other.document_id
            AND document_line.line BETWEEN other.first_line AND other.last_line
        GROUP BY action.action_id
        """,
    )
    return {action: [words for words in map(plain, lines) if words] for action, lines in found}


def test_every_code_has_its_words_in_the_unit_or_above_it(connection, passages, headings, introductions):
    """Who pays may be said by the line that introduces a list; nothing else is taken from there."""
    strangers = [
        (code, action, evidence)
        for code, action, _, evidence in rows(connection, EVIDENCE)
        if not any(plain(evidence) in there for there in [passages[action], *headings.get(action, [])])
    ]
    introduced = [
        code.startswith("funder ") and any(plain(evidence) in there for there in introductions.get(action, []))
        for code, action, evidence in strangers
    ]
    assert all(introduced) and len(introduced) == 4


def test_no_code_is_without_evidence(connection):
    assert [row for row in rows(connection, EVIDENCE) if not plain(row[3] or "")] == []


def test_an_inherited_theme_has_its_words_in_a_heading_and_not_in_the_unit(connection, passages, headings):
    inherited = [row for row in rows(connection, EVIDENCE) if row[2] == "inherited"]
    assert inherited
    for code, action, _, evidence in inherited:
        assert code.startswith("theme ")
        assert plain(evidence) not in passages[action]
        assert any(plain(evidence) in heading for heading in headings[action])


def test_a_code_that_is_not_inherited_has_its_words_in_the_unit_itself(connection, passages):
    """Titles of fiches break off before their text: words of the unit may run over the line's end, not its own."""
    outside = [
        (code, action, evidence)
        for code, action, origin, evidence in rows(connection, EVIDENCE)
        if origin == "rule" and plain(evidence) not in passages[action]
    ]
    assert outside == []


@pytest.mark.parametrize("table", ["action_theme", "action_funder", "action_scheme"])
def test_evidence_begins_on_the_line_that_is_given(connection, table: str):
    """An inherited theme gives the first line of its heading, which on slides runs over up to three."""
    for evidence, inherited, lines in rows(
        connection,
        f"""
        SELECT evidence, code.origin = 'inherited', list(document_line.text ORDER BY document_line.line)
        FROM {table} AS code
        INNER JOIN action USING (action_id)
        INNER JOIN document_line
            ON document_line.document_id = action.document_id
            AND document_line.line BETWEEN code.line AND greatest(code.line + 2, action.last_line)
        GROUP BY evidence, code.origin, code.action_id, code.line
        """,
    ):
        words = " ".join(filter(None, map(plain, lines)))
        latest = len(" ".join(map(plain, lines[:3]))) if inherited else len(plain(lines[0]))
        assert 0 <= words.find(plain(evidence)) <= latest, (evidence, lines[0])


@pytest.mark.parametrize("field", ["engagement", "nature", "period"])
def test_the_words_of_an_action_s_own_fields_begin_on_their_line(connection, passages, field: str):
    """Titles of fiches are cut out of a line that also prints a number and a label."""
    for action, evidence, text, following in rows(
        connection,
        f"""
        SELECT action_id, {field}_evidence, document_line.text, next.text
        FROM action
        INNER JOIN document_line
            ON document_line.document_id = action.document_id AND document_line.line = {field}_line
        LEFT JOIN document_line AS next
            ON next.document_id = action.document_id AND next.line = {field}_line + 1
        WHERE {field}_evidence IS NOT NULL
        """,
    ):
        words = f"{plain(text)} {plain(following or '')}"
        assert plain(evidence) in words or plain(evidence) in passages[action], (action, evidence, text)
        assert plain(evidence).split()[0] in plain(text), (action, evidence, text)


def test_a_diagnosis_yields_orientations_only(connection):
    found = rows(connection, "SELECT DISTINCT engagement FROM action WHERE territory_id = 'porte-du-hainaut'")
    assert found == [("orientation",)]


def test_the_plans_know_other_degrees_of_commitment(connection):
    """Otherwise the test above would say nothing."""
    found = rows(connection, "SELECT DISTINCT engagement FROM action WHERE territory_id <> 'porte-du-hainaut'")
    assert {engagement for (engagement,) in found} >= {"engage", "programme", "a-etudier"}


@pytest.mark.parametrize("code", FUNDS_THAT_ARE_SCHEMES)
def test_a_fund_that_is_a_scheme_is_both_wherever_it_is_named(connection, code: str):
    funding = rows(connection, f"SELECT action_id, role FROM action_funder WHERE funder_id = '{code}' ORDER BY ALL")
    schemes = rows(connection, f"SELECT action_id FROM action_scheme WHERE scheme_id = '{code}' ORDER BY ALL")
    assert funding and {role for _, role in funding} == {"financeur"}
    assert {action for action, _ in funding} == {action for (action,) in schemes}


def test_every_action_that_names_leader_is_linked_to_it(connection):
    naming = rows(
        connection,
        "SELECT action_id FROM action WHERE regexp_matches(concat_ws(' ', title, text, detail), '\\bLEADER\\b')",
    )
    linked = rows(connection, "SELECT action_id FROM action_scheme WHERE scheme_id = 'leader'")
    assert len(naming) >= 4
    assert set(naming) == set(linked)


def test_actions_that_name_no_body_are_there_and_have_no_row(connection):
    """« Non renseigné » is an absence, never a row that says zero."""
    (silent, spoken) = rows(
        connection,
        """
        SELECT
            count(*) FILTER (action_id NOT IN (SELECT action_id FROM action_funder)),
            count(*) FILTER (action_id IN (SELECT action_id FROM action_funder))
        FROM action
        """,
    )[0]
    assert silent > 0 and spoken > 0
    assert silent + spoken == 178


def test_no_plan_names_its_own_bearer_as_its_partner(connection):
    for territory, bearer in (("cahors", "grand-cahors"), ("cahors", "ville-de-cahors"),
                              ("porte-du-hainaut", "porte-du-hainaut")):  # fmt: skip
        found = rows(
            connection,
            f"""
            SELECT action_id FROM action_funder INNER JOIN action USING (action_id)
            WHERE territory_id = '{territory}' AND funder_id = '{bearer}' AND origin = 'rule'
            """,
        )
        assert found == []


def test_what_a_whole_document_is_granted_is_never_given_to_its_actions(connection, passages):
    """An action of Cahors has Anah or the State only where its own words say so."""
    granted = "document_id IN (SELECT document_id FROM document_funder)"
    naming = rows(
        connection, f"SELECT action_id, evidence FROM action_funder JOIN action USING (action_id) WHERE {granted}"
    )
    assert naming
    for action, evidence in naming:
        assert plain(evidence) in passages[action]


def test_every_decision_has_a_reason_and_is_what_the_database_says(connection):
    assert rows(connection, "SELECT action_id FROM decision WHERE trim(reason) = ''") == []
    kept = {
        "theme": "SELECT action_id, theme_id FROM action_theme",
        "funder": "SELECT action_id, concat_ws(':', funder_id, role, certainty) FROM action_funder",
        "part": "SELECT action_id, funder_id FROM action_funder WHERE part IS NOT NULL",
        "scheme": "SELECT action_id, concat_ws(':', scheme_id, relation) FROM action_scheme",
        "engagement": "SELECT action_id, engagement FROM action",
        "nature": "SELECT action_id, nature FROM action",
    }
    for field, query in kept.items():
        codes = set(rows(connection, query))
        for action, value in rows(connection, f"SELECT action_id, value FROM decision WHERE field = '{field}'"):
            assert ((action, value) in codes) is (value != "-"), (field, action, value)


def test_the_faults_of_the_documents_are_kept_with_french_explanations(connection):
    found = rows(connection, "SELECT document_id, kind, origin, explanation FROM fault")
    kinds = {(document.split("-")[0], kind) for document, kind, _, _ in found}
    assert {
        ("coeur", "numero-double"), ("coeur", "numero-deplace"), ("cahors", "numero-absent"),
        ("cahors", "sans-numero"), ("cahors", "montants-discordants"),
    } <= kinds  # fmt: skip
    assert {origin for _, _, origin, _ in found} == {"calcul", "lecture"}
    assert all(re.search(r"[.]$", explanation) for *_, explanation in found)


def test_agreement_is_measured_on_all_documents_and_on_each(connection):
    documents = {document for (document,) in rows(connection, "SELECT document_id FROM document")}
    groups = {group for (group,) in rows(connection, "SELECT DISTINCT document_id FROM agreement")}
    assert documents | {"tous", "mise-au-point", "epreuve"} == groups
    assert rows(connection, "SELECT * FROM agreement WHERE agreeing > units OR kappa NOT BETWEEN -1 AND 1") == []
    (whole,) = rows(connection, "SELECT DISTINCT units FROM agreement WHERE document_id = 'tous' AND pair = 'lectures'")
    # One unit was cut after both readings.
    assert whole == (177,)
    for pair, field, total, parts in rows(
        connection,
        """
        SELECT pair, field, sum(agreeing) FILTER (document_id = 'tous'),
            sum(agreeing) FILTER (document_id IN (SELECT document_id FROM document))
        FROM agreement GROUP BY pair, field
        """,
    ):
        assert total == parts, (pair, field)
