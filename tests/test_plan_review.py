"""A person decides of the themes that the rules propose for a planner's plan, and every page says how many."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import queries
from dashboard.comparisons import wording
from dashboard.comparisons.claims import PartlyReviewed, Unreviewed
from dashboard.comparisons.core import caveats
from dashboard.selection import Selection
from dashboard.widgets import own_workspace
from dashboard.widgets.own_review import _UNCHOSEN, Proposed, _cited, _proposed
from dashboard.widgets.templates import render
from dashboard.workspace import bringing, review, store
from dashboard.workspace.review import Evidence
from etl.coding.codebook import read_codebook
from etl.paths import DATA
from tests.brought import ABOUT, ROWS, plan_of, workbook
from tests.test_pages import opened, text_of
from tests.truth import untrue
from tests.world import World

OWN = "cc-faucigny-glieres"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a workspace of a plan that nobody reviewed; copy it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EN_REGARD_WORKSPACES", str(tmp_path_factory.mktemp("workspaces")))
        name = store.new_name()
        assert bringing.make(workbook(), "plan.xlsx", ABOUT, name) is None
        return store.place(name)


@pytest.fixture
def own(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("EN_REGARD_WORKSPACES", str(tmp_path))
    name = store.new_name()
    shutil.copytree(made, store.place(name))
    with queries.reading(store.base(name)):
        yield name


def proposed(own: str) -> tuple[Proposed, ...]:
    return _proposed(plan_of(own).name)


def told(own: str) -> list[PartlyReviewed | Unreviewed]:
    """What every view says of who read the codes, each found true."""
    said = [one for one in caveats(Selection()) if isinstance(one, PartlyReviewed | Unreviewed)]
    world = World(store.base(own))
    assert [why for one in said if (why := untrue(one, world))] == []
    return said


def plain(claim: PartlyReviewed | Unreviewed) -> str:
    """Its sentence, with plain spaces."""
    return wording.sentence(claim).replace("\u00a0", " ").replace("\u202f", " ")


def themes_of(action_id: str) -> list[tuple[str, str]]:
    coded = queries.table("action_theme").query("action_id == @action_id").sort_values("rank")
    return list(coded[["theme_id", "origin"]].itertuples(index=False, name=None))


def test_what_is_accepted_is_a_decision_with_its_words_who_and_when(own: str) -> None:
    first = proposed(own)[0]
    review.decide(plan_of(own), first.action_id, first.evidence, True, "  Ana Lys ")
    with (plan_of(own) / "decisions.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["value"] for row in rows] == [one.theme_id for one in first.evidence]
    assert all(row["reason"].startswith("Proposition des règles acceptée par Ana Lys le ") for row in rows)
    assert review.apply(own) is None
    assert themes_of(first.action_id) == [(one.theme_id, "reviewed") for one in first.evidence]


def of(*themes: tuple[str, str, bool]) -> Proposed:
    """An action with these themes: identifier, origin, whether the main one is sure."""
    rows = tuple({"theme_id": code, "origin": origin, "is_sure": sure} for code, origin, sure in themes)
    return Proposed({"action_id": "a"}, rows)


def test_what_is_doubtful_comes_first_and_says_why() -> None:
    unchosen = of((_UNCHOSEN, "rule", False))
    inherited = of(("sante", "inherited", False))
    several = of(("sante", "rule", False), ("habitat", "rule", False))
    half_said = of(("sante", "rule", False))
    sure, read = of(("sante", "rule", True)), of(("sante", "reviewed", False))
    doubts = [one.doubt for one in (unchosen, inherited, several, half_said, sure, read)]
    assert doubts == sorted(doubts) and several.doubt == half_said.doubt < sure.doubt < read.doubt
    assert [one.why_unsure for one in (unchosen, sure, read)] == [None, None, None]
    assert several.why_unsure == "un autre thème est lu aussi"
    assert half_said.why_unsure == "ces mots ne le nomment pas"
    assert "titre au-dessus" in str(inherited.why_unsure)


def told_of(*evidence: str) -> str:
    themes = [{"theme": f"Thème {rank}", "evidence": said} for rank, said in enumerate(evidence)]
    return " ".join(render("own_review_codes.html", themes=themes, is_unchosen=False, why_unsure=None).split())


def test_one_word_is_told_as_one_and_so_is_one_other_theme() -> None:
    assert "par le mot « habitat »" in told_of("habitat") and "econdaire" not in told_of("habitat")
    two = told_of("économie d’énergie", "bus")
    assert "par les mots « économie d’énergie »" in two and "Thème secondaire : Thème 1 (« bus »)." in two
    assert "Thèmes secondaires : Thème 1 (« bus »), Thème 2 (« lac »)." in told_of("habitat", "bus", "lac")


def test_the_end_of_the_review_says_whether_pages_show_it_already() -> None:
    waits, shows = (render("own_review_done.html", actions=3, is_built=built) for built in (False, True))
    assert "Mettre à jour la comparaison" in waits and "3\N{NO-BREAK SPACE}actions sont relues" in waits
    assert "Mettre à jour" not in shows and "chaque page le montre" in shows
    assert "L’action est relue" in render("own_review_done.html", actions=1, is_built=True)


def _name_columns() -> None:
    from dashboard.widgets import naming
    from dashboard.workspace.bringing import OfferedTable

    rows = (("Intitulé", "Qui", "Quoi"), ("Un <b>bus</b>", "Ville", ""))
    naming.columns("a", [OfferedTable("Feuille 1", rows)], naming.ACTIONS)


def test_a_column_that_is_given_to_two_fields_is_told() -> None:
    page = AppTest.from_function(_name_columns).run(timeout=30)
    fields = {one.label: one for one in page.selectbox}
    fields["Titre de l’action"].select_index(0)
    fields["Description"].select_index(2).run()
    assert not page.exception and not page.warning
    {one.label: one for one in page.selectbox}["Description"].select_index(0).run()
    assert [one.value for one in page.warning] == [
        "La colonne « Intitulé » sera lue comme « Titre de l’action » et « Description »."
    ]


@pytest.mark.usefixtures("database")
def test_a_theme_is_sure_where_its_own_words_name_it_outright_and_no_other() -> None:
    rules = read_codebook(DATA / "codebook").rules
    told = set()
    for _, part in queries.proposed_themes("coeur-de-lorraine-projet").groupby("action_id"):
        main = part.iloc[0]
        said = " ".join(str(main[column] or "") for column in ("title", "text", "detail"))
        named = {hit.code for hit in rules.every_hit("theme", said) if hit.weight == 3}
        expected = len(part) == 1 and main["origin"] == "rule" and main["theme_id"] in named
        assert bool(main["is_sure"]) == expected, main["title"]
        told.add(expected)
    assert told == {True, False}


def test_a_theme_is_chosen_where_the_rules_read_none(own: str) -> None:
    lost = next(one for one in proposed(own) if one.themes[0]["theme_id"] == _UNCHOSEN)
    assert lost.doubt == 0 == min(one.doubt for one in proposed(own))
    review.decide(plan_of(own), lost.action_id, [Evidence("culture-patrimoine", _cited(lost))], False)
    assert review.apply(own) is None
    assert themes_of(lost.action_id) == [("culture-patrimoine", "reviewed")]
    assert _UNCHOSEN not in set(queries.themes()["theme_id"]), "no action waits any more"


def test_every_view_says_how_many_actions_a_person_decided_on(own: str) -> None:
    assert [plain(one) for one in told(own)] == ["CC Faucigny - Glières : codé par les règles seules, sans relecture."]
    every = proposed(own)
    for at, one in enumerate(every, 1):
        evidence = one.evidence
        if one.themes[0]["theme_id"] == _UNCHOSEN:
            evidence = [Evidence("sante", _cited(one))]
        review.decide(plan_of(own), one.action_id, evidence, True)
        assert review.apply(own) is None
        (said,) = told(own)
        assert isinstance(said, PartlyReviewed)
        assert (said.part.actions, said.part.total) == (at, len(ROWS))
        if at == 1:
            assert plain(said) == (
                "CC Faucigny - Glières : 1 action sur 4 relue par une personne, pour son thème ; "
                "les autres codes sont ceux des règles seules."
            )
    assert plain(said) == (
        "CC Faucigny - Glières : les thèmes des 4 actions relus par une personne, "
        "les autres codes par les règles seules."
    )


def test_the_last_decision_is_taken_back_and_a_second_one_on_an_action_gives_way(own: str) -> None:
    first, second, *_ = proposed(own)
    assert review.undo(plan_of(own)) == ""
    review.decide(plan_of(own), first.action_id, first.evidence, True)
    review.decide(plan_of(own), second.action_id, second.evidence, True)
    review.decide(plan_of(own), second.action_id, [Evidence("sante", _cited(second))], False)
    assert review.decided(plan_of(own))[second.action_id] == ("sante",)
    assert review.accepted(plan_of(own)) == {first.action_id}
    assert review.undo(plan_of(own)) == second.action_id
    assert list(review.decided(plan_of(own))) == [first.action_id]


def test_decisions_leave_with_the_plan_and_come_back(own: str) -> None:
    first = proposed(own)[0]
    review.decide(plan_of(own), first.action_id, first.evidence, True, "Ana")
    again = store.new_name()
    assert bringing.open_packed(store.packed(own), again) is None
    assert review.decided(plan_of(again)) == review.decided(plan_of(own))
    with queries.reading(store.base(again)):
        assert themes_of(first.action_id)[0][1] == "reviewed"


def test_figures_of_agreement_stay_those_of_the_two_readings(own: str, database: Path) -> None:
    first = proposed(own)[0]
    review.decide(plan_of(own), first.action_id, first.evidence, True)
    assert review.apply(own) is None
    here = queries.table("agreement").sort_values(["document_id", "pair", "field"]).reset_index(drop=True)
    with queries.reading(database):
        public = queries.table("agreement").sort_values(["document_id", "pair", "field"]).reset_index(drop=True)
    assert here.equals(public)


def test_an_action_that_is_near_no_other_is_reviewed_like_any(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EN_REGARD_WORKSPACES", str(tmp_path))
    name = store.new_name()
    rows = (("Axe 1", "", 1, "Zigouiller glouglous", "", *[""] * 6), *ROWS)
    assert bringing.make(workbook(rows), "plan.xlsx", ABOUT, name) is None
    monkeypatch.setattr(own_workspace, "asked", lambda: name)
    with queries.reading(store.base(name)):
        page = opened("votre-territoire").segmented_control[0].set_value("Relire les codes").run()
        assert not page.exception and not [one.value for one in page.error]
        assert "Zigouiller glouglous" in text_of(page) and "Proches dans" not in text_of(page)
        page = next(one for one in page.button if one.label == "Plus tard").click().run()
        assert not page.exception and not [one.value for one in page.error]
