"""What stands first: names, acronyms and exact phrases; lines as well as actions; territories; weak matches apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard import queries
from dashboard.look.evidence import as_received, without_marks
from dashboard.search import ask
from dashboard.search.answers import answered
from dashboard.selection import Selection
from dashboard.widgets.templates import render
from etl.search.lexicon import spells
from etl.search.words import compounds, form, tokens
from evaluation.measures import First, read_first
from tests.invented import Invented

EVERYWHERE = ("midi-quercy", "coeur-de-lorraine", "cahors", "porte-du-hainaut", "occitanie")
# Prepositions, conjunctions and other link words, listed apart from the search's own list.
LINK_WORDS = """
    à après afin ainsi aussi avant avec chez comme contre dans de depuis derrière dès devant donc durant en entre envers
    et hors jusque lors lorsque mais malgré moyennant ni notamment ou outre par parmi pendant pour puis puisque quand
    que sans sauf selon si sous suivant sur tandis vers via voire
""".split()  # noqa: SIM905


@pytest.fixture(autouse=True)
def real(database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("EN_REGARD_DB", str(database))
    yield


def plain(text: str) -> str:
    """The text as this test compares it: its own folding, not the search's."""
    opened = text.lower().replace("œ", "oe").replace("’", "'")
    return "".join(part for part in unicodedata.normalize("NFD", opened) if not unicodedata.combining(part))


def strong(words: str) -> set[str]:
    return {f"{one.document_id}:{one.line}" for one in ask.answers(words).lines if one.hit.grade <= ask.SAID}


@pytest.mark.parametrize("first", read_first(), ids=lambda first: first.words)
def test_what_must_stand_first_does(first: First) -> None:
    found = ask.answers(first.words)
    assert [name.code for name in found.names][: max(1, len(first.names))] == list(first.names)
    assert (found.place.territory_id if found.place and found.place.rest else "") == first.place
    assert strong(first.words) == first.lines


def test_the_judged_lines_exist(connection: duckdb.DuckDBPyConnection) -> None:
    known = {f"{one}:{line}" for one, line in connection.sql("SELECT document_id, line FROM document_line").fetchall()}
    assert all(first.lines <= known for first in read_first())


@pytest.mark.parametrize(
    ("words", "action"),
    [
        ("PLU intercommunal", "coeur-de-lorraine-deeebf"),
        ("projet alimentaire", "midi-quercy-ffd16d"),
        ("ENERPAT", "cahors-9108bb"),
        ("Cahors culture", "cahors-ab1df1"),
    ],
)
def test_the_exact_action_stands_first(words: str, action: str) -> None:
    best = ask.find(words)[0]
    assert best.key == action and best.grade <= ask.SAID


@pytest.mark.parametrize("words", ["Banque des Territoires", "Action cœur de ville", "Anah"])
def test_actions_that_share_a_word_with_a_name_do_not_pass_for_answers(words: str) -> None:
    assert all(hit.grade == ask.LOOSE for hit in ask.find(words))


def test_every_line_that_writes_an_acronym_is_found_by_it(connection: duckdb.DuckDBPyConnection) -> None:
    lines = connection.sql("SELECT document_id, line, text FROM document_line").fetchall()
    acronyms = {*queries.acronyms()["acronym"], *queries.search_names()["acronym"].dropna()}
    said = 0
    for acronym in acronyms:
        word = re.compile(rf"(?<![\w-]){re.escape(acronym)}(?![\w-])")
        written = {f"{document}:{line}" for document, line, text in lines if word.search(text)}
        assert written <= strong(acronym), acronym
        said += bool(written)
    assert said > 15, "the documents write many of them"


@pytest.mark.parametrize("field", ["funder", "scheme"])
def test_every_line_that_names_a_body_or_a_scheme_is_found_by_its_label(
    field: str, connection: duckdb.DuckDBPyConnection
) -> None:
    rows = connection.execute(
        "SELECT code, document_id || ':' || line FROM mention WHERE field = ? AND words <> ''", [field]
    ).fetchall()
    labels = {row["code"]: row["label"] for row in queries.search_names().to_dict("records") if row["field"] == field}
    for code in {code for code, _ in rows}:
        label = labels[code].split(" (")[0].split(" / ")[0]
        found = ask.answers(label)
        # « Région Occitanie » is a territory's name as well as a body's: nothing is kept out for that.
        assert code in [name.code for name in found.names], label
        assert {line for one, line in rows if one == code} <= strong(label), label


@pytest.mark.parametrize(
    "same",
    [
        ("auto-stop", "autostop", "auto stop", "AUTO-STOP"),
        ("éco-quartier", "écoquartier", "ecoquartier", "éco quartier"),
        ("wi-fi", "wifi"),
        ("OPAH-RU", "OPAH RU", "opah-ru"),
        ("co-voiturage", "covoiturage"),
        ("tiers-lieu", "tiers lieu"),
        ("centre-ville", "centre ville"),
    ],
    ids=lambda same: same[0],
)
def test_hyphens_and_blanks_change_nothing(same: tuple[str, ...]) -> None:
    lists = [[hit.key for hit in ask.find(words)] for words in same]
    assert lists[0] and all(one == lists[0] for one in lists)
    assert len({frozenset(strong(words)) for words in same}) == 1 and strong(same[0])


def test_a_compound_is_one_word_whether_or_not_a_hyphen_binds_it() -> None:
    assert [word.folded for word in compounds(tokens("l’e-administration"))] == ["eadministration"]
    assert [word.folded for word in compounds(tokens("auto stop"), {"autostop"})] == ["autostop"]
    assert [word.folded for word in compounds(tokens("auto, stop"), {"autostop"})] == ["auto", "stop"]
    assert [word.folded for word in compounds(tokens("2018-2023"))] == ["2018", "2023"]


def test_an_acronym_is_taken_whole_and_said_to_be_named_nowhere() -> None:
    for words in ("FEDER", "feder"):
        found = ask.answers(words)
        assert not found.actions and not found.lines and not found.names
        assert found.acronym == "FEDER : fonds européen de développement régional"


def test_a_word_of_the_same_stem_is_near_and_not_the_word_itself() -> None:
    grades = {line.line: line.hit.grade for line in ask.answers("communes").lines if line.document_id[0] == "c"}
    assert grades[29] == ask.NEAR, "« COMMUNIQUÉ » is no commune"
    assert form("communes") == form("commune") != form("communique")
    assert form("sociaux") == form("social") and form("actives") == form("actif")


@pytest.mark.parametrize(
    ("acronym", "meaning", "does"),
    [
        ("FEDER", "fonds européen de développement régional", True),
        ("CODEV", "conseil de développement", True),
        ("MSAP", "maison de services au public", True),
        ("Anah", "Agence nationale de l’habitat", True),
        ("SAGE", "gestion de l’eau", False),
        ("DRAC", "culture", False),
        ("EPF", "stratégie foncière", False),
        ("Communes", "Communes et mairies, nommées", False),
    ],
)
def test_what_an_acronym_is_about_does_not_spell_it_out(acronym: str, meaning: str, does: bool) -> None:
    assert spells(acronym, meaning) is does


def test_what_an_acronym_is_about_does_not_name_it() -> None:
    """« gestion de l’eau » is what a SAGE does: a text that says it names no SAGE."""
    assert all("SAGE" not in hit.reason for hit in ask.find("gestion de l'eau"))


@pytest.mark.parametrize("word", LINK_WORDS)
def test_link_words_find_nothing(word: str) -> None:
    assert ask.find(word) == []


def test_link_words_make_no_neighbours(connection: duckdb.DuckDBPyConnection) -> None:
    links = {plain(word) for word in LINK_WORDS}
    for (action,) in connection.sql("SELECT action_id FROM action").fetchall():
        for neighbour in ask.neighbours(action):
            shared = re.findall(r"“([^”]+)”", neighbour.shared)
            assert not links & {plain(word) for word in shared}, (action, neighbour.shared)


@pytest.mark.parametrize(
    ("words", "territory", "rest"),
    [
        ("Cahors culture", "cahors", "culture"),
        ("habitat Grand Cahors", "cahors", "habitat"),
        ("vélo en Cœur de Lorraine", "coeur-de-lorraine", "vélo en"),
        ("Midi Quercy énergie", "midi-quercy", "énergie"),
        ("pays midi-quercy énergie", "midi-quercy", "énergie"),
        ("Porte du Hainaut santé", "porte-du-hainaut", "santé"),
        ("vélo Occitanie", "occitanie", "vélo"),
        ("Cahors", "cahors", ""),
        ("« Cahors » culture", None, None),
        ("Ville de Cahors", None, None),
        ("EPF Occitanie", None, None),
        ("vélo", None, None),
    ],
)
def test_a_territory_in_the_words_is_read_as_a_filter(words: str, territory: str | None, rest: str | None) -> None:
    found = ask.answers(words)
    place = found.place
    assert (place.territory_id, place.rest) == (territory, rest) if place and territory else place is None is territory
    if rest:
        assert {line.territory_id for line in found.lines} <= {territory}
        assert all(hit.key.startswith(str(territory)) for hit in found.actions)


def test_the_territory_read_is_told_and_can_be_taken_away() -> None:
    place = answered(Selection(words="Cahors culture")).place
    assert place and place["name"] == "Cahors / Grand Cahors"
    assert place["everywhere"] == "actions?q=culture"
    as_word = answered(Selection(words="« Cahors » culture"))
    assert as_word.place is None
    territories = {hit["territory_id"] for hit in (*as_word.exact, *as_word.near, *as_word.loose)}
    assert len(territories) > 1


def test_a_query_that_is_a_territory_leads_to_it_and_filters_nothing() -> None:
    found = answered(Selection(words="Porte du Hainaut"))
    assert found.place is None and found.territory
    assert found.territory["page"] == "territoires?territoire=porte-du-hainaut"
    assert found.territory["document"] == "document?document=porte-du-hainaut-diagnostic"


def test_a_body_is_told_with_its_roles_and_the_documents_that_name_it_whole(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    (name,) = answered(Selection(words="Anah")).names
    assert name["label"] == "Anah" and name["definition"] == "Agence nationale de l’habitat."
    assert name["kind"] == "Organisme · Opérateurs de l’État"
    assert [(one["document_id"], one["line"]) for one in name["documents"]] == [("cahors-coeur-de-ville", 37)]
    rows = connection.sql(
        "SELECT funder.label, funder_id, count(DISTINCT action_id), "
        "count(*) FILTER (role = 'financeur' AND certainty = 'dit'), "
        "count(*) FILTER (role = 'financeur' AND certainty = 'envisage'), "
        "count(*) FILTER (role = 'contractant' AND certainty = 'dit'), "
        "count(*) FILTER (role = 'contractant' AND certainty = 'envisage'), "
        "count(*) FILTER (role = 'partenaire' AND certainty = 'dit'), "
        "count(*) FILTER (role = 'partenaire' AND certainty = 'envisage') "
        "FROM action_funder INNER JOIN funder USING (funder_id) GROUP BY ALL"
    ).fetchall()
    roles = tuple(f"{role}{may}" for role in ("financeur", "signataire", "partenaire") for may in ("", " envisagé"))
    for label, funder, total, *numbers in rows:
        names = [one for one in answered(Selection(words=label)).names if f"financeur={funder}" in one["link"]]
        assert len(names) == 1, label
        assert names[0]["actions"] == total
        assert names[0]["roles"] == [f"{n} comme {role}" for n, role in zip(numbers, roles, strict=True) if n]


def test_the_link_of_a_name_opens_as_many_actions_as_it_says() -> None:
    for words in ("LEADER", "DRAC", "CLS", "Action cœur de ville", "associations"):
        for name in answered(Selection(words=words)).names:
            if name["actions"]:
                reached = _selection_of(name["link"])
                assert len(queries.actions(reached)) == name["actions"], (words, name["link"])


def _selection_of(link: str) -> Selection:
    from urllib.parse import parse_qsl, urlsplit

    from dashboard.dossier.assemble import known
    from dashboard.selection import read_params

    reading = read_params(dict(parse_qsl(urlsplit(link).query)), known())
    assert not reading.unknown
    return reading.selection


def test_answers_keep_to_the_filters() -> None:
    found = answered(Selection(words="vélo", territories=("coeur-de-lorraine",)))
    shown = [*found.exact, *found.near, *found.loose]
    assert {hit["territory_id"] for hit in shown} == {"coeur-de-lorraine"}
    themed = answered(Selection(words="Anah", themes=("habitat",)))
    assert themed.lines and themed.lines_note == "Les lignes ne suivent que le filtre des territoires."


def test_lines_come_first_for_a_name_and_after_the_actions_for_a_word() -> None:
    assert answered(Selection(words="Anah")).lines_first
    found = answered(Selection(words="santé"))
    assert not found.lines_first and found.exact
    told = {hit["action_id"] for hit in (*found.exact, *found.near)}
    lines = [(group["document"], line) for group in found.lines for line in group["lines"]]
    assert lines and not told & {line["action_link"].split("action=")[-1] for _, line in lines if line["action"]}


@pytest.mark.parametrize("words", [first.words for first in read_first()])
def test_what_is_counted_is_what_is_listed(words: str) -> None:
    found = answered(Selection(words=words))
    listed = sum(len(group["lines"]) for group in found.lines)
    told = dict(re.findall(r"(\d+)\W(organisme|dispositif|ligne|action(?! proche)|action(?=s? proche))", found.total))
    assert int({unit: number for number, unit in re.findall(r"(\d+)\W(ligne)", found.total)}.get("ligne", 0)) == listed
    assert found.weak == len(found.loose) + sum(len(group["lines"]) for group in found.loose_lines)
    assert bool(found.total) == bool(told)


def test_at_a_glance_weak_matches_stay_away_unless_nothing_else_answers() -> None:
    found = answered(Selection(words="Banque des Territoires"), at_a_glance=(5, 3))
    assert not found.loose and not found.loose_lines and found.weak and found.more
    assert sum(len(group["lines"]) for group in found.lines) == 3
    only_weak = answered(Selection(words="stratégie foncière"), at_a_glance=(5, 3))
    assert not only_weak.total and 0 < len(only_weak.loose) <= 5


def test_quoted_lines_are_the_documents_own_without_the_signs_of_transcription(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    texts = dict(connection.sql("SELECT document_id || ':' || line, text FROM document_line").fetchall())
    for line in ask.answers("Anah").lines:
        received = texts[f"{line.document_id}:{line.line}"]
        assert line.hit.sentence in received
        shown, spans = without_marks(line.hit.sentence, line.hit.spans)
        assert not shown.startswith(("#", "*", "-")) and "**" not in shown
        for (start, end), (low, high) in zip(spans, line.hit.spans, strict=True):
            assert shown[start:end] == line.hit.sentence[low:high]


def test_a_line_is_shown_as_received_and_never_as_markup() -> None:
    received = "## **L'Agence** <script>alert(1)</script> & [x](y)"
    shown = as_received(received, [(5, 13)])
    assert "<script" not in shown and "<mark>L&#39;Agence</mark>" in shown
    assert (
        re.sub(r"<[^>]+>", "", shown)
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
        == received
    )


def test_of_many_whole_documents_the_first_are_told_and_the_others_counted(
    invented: Invented, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hundreds of plans may be of one contract: an answer does not name them all."""
    invented.append("codebook/document_schemes.csv", "val-plan,1,cts,Se déplacer,Le plan aussi relève de ce contrat.")
    invented.build()
    monkeypatch.setenv("EN_REGARD_DB", str(invented.database))
    every = the_name("CTS")
    assert [one["line"] for one in every["documents"]] == [3, 1] and every["more_documents"] == 0
    monkeypatch.setattr("dashboard.search.answers._MOST_DOCUMENTS", 1)
    first = the_name("CTS")
    assert first["documents"] == [{**every["documents"][0], "mentions": 2}] and first["more_documents"] == 1
    found = answered(Selection(words="CTS"))
    told = render("answers.html", words="CTS", heading=2, found=found, filtered=False, unfiltered="")
    assert "Et 1\u00a0autre mention par des documents entiers." in told


def the_name(words: str) -> dict[str, Any]:
    (name,) = answered(Selection(words=words)).names
    return dict(name)
