"""Several plans in one workspace: added beside what is there, compared together, kept, sent on, let go one by one."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import queries
from dashboard.comparisons import missing
from dashboard.page_registry import PAGES
from dashboard.widgets import own_workspace
from dashboard.workspace import bringing, cutting, review, store
from dashboard.workspace.plan import OwnPlan, own_plans
from dashboard.workspace.review import Evidence
from etl.__main__ import main
from etl.paths import DATA
from etl.plans import packed
from etl.plans.refused import Refused
from etl.plans.territory import OwnTerritory
from tests import granted
from tests.apps import AppTest
from tests.brought import ABOUT, ROWS, TITLES, workbook
from tests.test_pages import opened, text_of

CAUSSADAIS = OwnTerritory("CC du Quercy Caussadais", "Communauté de communes", ("248200057",))
OTHER = replace(ABOUT, title="Plan climat", territory=CAUSSADAIS)
# Two actions that the first plan has too, word for word, and one of its own.
OTHER_ROWS = (*ROWS[:2], ("Axe 3", "", 9, "Planter des haies au bord des routes", "", *[""] * 6))
FIRST, SECOND = "cc-faucigny-glieres", "cc-du-quercy-caussadais"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A workspace of two plans, a code and the cut of the first corrected before the second came."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EN_REGARD_WORKSPACES", str(tmp_path_factory.mktemp("workspaces")))
        own = store.new_name()
        assert bringing.make(workbook(), "plan.xlsx", ABOUT, own) is None
        (first,) = own_plans(own)
        review.decide(first.folder, actions_of(own, FIRST)[2], [Evidence("sante", TITLES[2])], False)
        cutting.change(first.folder, lambda plan: plan.without(plan.units[3]))
        assert bringing.add(workbook(OTHER_ROWS), "climat.xlsx", OTHER, own) is None
        yield own


@pytest.fixture
def copied(made: str) -> Iterator[str]:
    """A copy of it, to be changed."""
    name = store.new_name()
    shutil.copytree(store.place(made), store.place(name))
    yield name
    store.delete(name)


def plans(own: str) -> dict[str, OwnPlan]:
    return {plan.territory_id: plan for plan in own_plans(own)}


def actions_of(own: str, territory_id: str) -> list[str]:
    with queries.reading(store.base(own)):
        found = queries.table("action")
        return found[found["territory_id"] == territory_id].sort_values("rank")["action_id"].tolist()


def files_of(own: str) -> dict[str, bytes]:
    place = store.place(own)
    return {str(path.relative_to(place)): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def test_a_plan_that_is_added_stands_beside_the_first_whose_corrections_stay(made: str) -> None:
    assert store.is_built(made)
    # In the order in which they came, not in that of their names: the first keeps its colour.
    assert [plan.received for plan in own_plans(made)] == ["plan.xlsx", "climat.xlsx"]
    assert (len(actions_of(made, FIRST)), len(actions_of(made, SECOND))) == (len(ROWS) - 1, len(OTHER_ROWS))
    first, second = plans(made)[FIRST], plans(made)[SECOND]
    assert list(review.decided(first.folder)) == [actions_of(made, FIRST)[2]] and not review.decided(second.folder)
    assert len(cutting.undoable(first.folder)) == 1 and not cutting.undoable(second.folder)
    with queries.reading(store.base(made)):
        known = queries.territories().set_index("territory_id")
        assert (known.at[FIRST, "decided"], known.at[SECOND, "decided"]) == (1, 0)


def test_each_plan_is_one_of_the_others_for_the_other(made: str) -> None:
    with queries.reading(store.base(made)):
        said = {
            one.subject.members[0]: [place.territory_id for place, _ in one.others] for one in missing(SECOND, "themes")
        }
        assert FIRST in said["sante"], "the first has a house of health, the second none"
        assert "sante" not in {one.subject.members[0] for one in missing(FIRST, "themes")}


@pytest.mark.parametrize("address", [one for one in PAGES if one not in ("votre-territoire", "document")])
def test_every_page_shows_both(address: str, made: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EN_REGARD_DB", str(store.base(made)))
    page = opened(address)
    assert not page.exception and not [one.value for one in page.error]
    if address not in ("dossier", "methode", "territoires", "calendrier"):
        assert all(plan.territory in text_of(page) for plan in own_plans(made))


def test_what_is_corrected_in_one_leaves_the_other_alone(copied: str) -> None:
    first, second = plans(copied)[FIRST], plans(copied)[SECOND]
    before = files_of(copied)
    cutting.change(second.folder, lambda plan: plan.without(plan.units[0]))
    review.decide(second.folder, actions_of(copied, SECOND)[2], [Evidence("environnement", "Planter")], False)
    changed = {path for path, held in files_of(copied).items() if before.get(path) != held}
    assert changed and all(second.folder.name in path for path in changed)
    assert cutting.undo(second.folder) and review.undo(second.folder)
    assert cutting.plan(first.folder).as_csv() == before[f"plans/{first.folder.name}/units.csv"]
    assert cutting.undo(first.folder) and len(cutting.plan(first.folder).units) == len(ROWS)


def test_they_leave_as_one_zip_come_back_equal_and_are_adopted_together(
    made: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    content, again = store.packed(made), store.new_name()
    assert bringing.open_packed(content, again) is None
    assert store.packed(again) == content
    for territory_id in (FIRST, SECOND):
        assert actions_of(again, territory_id) == actions_of(made, territory_id) != []
    data = tmp_path / "data"
    shutil.copytree(DATA, data, ignore=shutil.ignore_patterns("*.duckdb*", "loaded"))
    monkeypatch.setenv("EN_REGARD_DB", str(tmp_path / "base.duckdb"))
    (tmp_path / "plans.zip").write_bytes(content)
    asked = ["adopt", str(tmp_path / "plans.zip"), "--data", str(data)]
    # One of them is there already: the other is not taken either.
    folders = [plan.folder.name for plan in own_plans(made)]
    (data / "documents" / folders[1]).mkdir()
    assert main(asked) == 1 and "is there already" in capsys.readouterr().err
    assert not (data / "documents" / folders[0]).exists()
    (data / "documents" / folders[1]).rmdir()
    assert main(asked) == 0
    assert capsys.readouterr().out.count("is adopted") == 2
    assert all((data / "documents" / folder / "units.csv").is_file() for folder in folders)


def test_one_is_let_go_of_and_the_other_stays_as_it_is(copied: str) -> None:
    first, second = plans(copied)[FIRST], plans(copied)[SECOND]
    kept = actions_of(copied, SECOND)
    assert bringing.drop_plan(first) is None
    assert [plan.document_id for plan in own_plans(copied)] == [second.document_id] and store.is_built(copied)
    assert (actions_of(copied, FIRST), actions_of(copied, SECOND)) == ([], kept)
    assert not any(first.folder.name in path for path in files_of(copied)), "its cuts went too"
    refused = bringing.drop_plan(first)
    assert isinstance(refused, Refused) and "recharger" in refused.said
    # Who still looks at it in another window changes nothing and is told.
    with pytest.raises(OSError):
        review.decide(first.folder, "x", [Evidence("sante", "x")], False)
    with pytest.raises(OSError):
        cutting.change(first.folder, lambda plan: plan)
    assert not first.folder.exists()


def test_a_list_alone_takes_a_plan(made: str) -> None:
    own = store.new_name()
    bonneville = {"beneficiaire_siren": "217400423", "beneficiaire_dep": "074", "beneficiaire_code_insee": "74042"}
    assert not isinstance(
        bringing.begin_with_grants(granted.separated([granted.DGCL | bonneville]), "dotations.csv", own), Refused
    )
    assert bringing.add(workbook(), "plan.xlsx", ABOUT, own) is None
    assert len(actions_of(own, FIRST)) == len(ROWS) and len(store.lists(own)) == 1 and store.is_built(own)
    with queries.reading(store.base(own)):
        assert FIRST in set(queries.table("territory_grant")["territory_id"])
    again = store.new_name()
    assert bringing.open_packed(store.packed(own), again) is None and store.packed(again) == store.packed(own)


def test_two_documents_of_one_territory_stand_under_two_names(copied: str) -> None:
    before = files_of(copied)
    same = replace(ABOUT, title="Plan climat")
    refused = bringing.add(workbook(OTHER_ROWS), "climat.xlsx", same, copied)
    assert isinstance(refused, Refused) and "sous deux noms" in refused.said
    assert files_of(copied) == before
    named = replace(same, territory=replace(ABOUT.territory, name=f"{ABOUT.territory.name} (plan climat)"))
    assert bringing.add(workbook(OTHER_ROWS), "climat.xlsx", named, copied) is None
    with queries.reading(store.base(copied)):
        known = queries.territories().set_index("territory_id")
        assert known.at["cc-faucigny-glieres-plan-climat", "population"] == known.at[FIRST, "population"] > 0


def test_no_more_plans_are_taken_than_can_leave_as_one_zip(copied: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = store.plans(copied)
    assert packed.is_room_for(folders)
    for bound in ("MOST_PLANS", "MOST_BYTES_OF_PLANS"):
        monkeypatch.setattr(packed, bound, 1)
        assert not packed.is_room_for(folders)
        monkeypatch.undo()
    for at in range(packed.MOST_PLANS - 2):
        shutil.copytree(folders[0], folders[0].with_name(f"{folders[0].name}-{at}"))
    before = files_of(copied)
    third = replace(ABOUT, territory=OwnTerritory("Pays des Trois Monts", "Territoire", ()))
    refused = bringing.add(workbook(), "plan.xlsx", third, copied)
    assert isinstance(refused, Refused) and "en retirer un" in refused.said
    assert files_of(copied) == before


def words_of(page: AppTest) -> str:
    """What a page says, without its marks."""
    return re.sub(r"<[^>]*>", "", text_of(page)).replace("\u00a0", " ")


def test_the_page_of_a_workspace_shows_each_plan_and_adds_one(copied: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_workspace, "asked", lambda: copied)
    page = opened("votre-territoire")
    (chosen,) = [one for one in page.selectbox if one.label == "Plan"]
    assert chosen.options == [f"{plan.territory} : {plan.title}" for plan in own_plans(copied)]
    for plan in own_plans(copied):
        page = next(one for one in page.selectbox if one.label == "Plan").set_value(plan.document_id).run()
        assert not page.exception and not [one.value for one in page.error]
        assert f"actions lues de {plan.received}" in words_of(page)
    page = page.segmented_control[0].set_value("Ajouter un plan").run()
    page = page.file_uploader[0].upload("trois.xlsx", workbook(), "application/octet-stream").run()
    assert f"{len(ROWS)} actions dans trois.xlsx" in words_of(page)
    name = next(one for one in page.text_input if one.label.startswith("Nom d’une intercommunalité"))
    page = name.set_value("Pays des Trois Monts").run()
    page = next(one for one in page.checkbox if one.label.startswith("Comparer sous ce nom seul")).check().run()
    page = next(one for one in page.button if one.label == "Ajouter").click().run()
    assert not page.exception and not [one.value for one in page.error]
    assert "Pays des Trois Monts face aux autres" in words_of(page)
    assert next(one for one in page.selectbox if one.label == "Plan").value == "pays-des-trois-monts-trois"
    page = page.segmented_control[0].set_value("Garder et transmettre").run()
    assert "lit ces 3 plans" in words_of(page)
    drop = next(one for one in page.button if one.key == "own-plan-drop-pays-des-trois-monts-trois")
    assert drop.label == "Retirer pour de bon"
    page = drop.click().run()
    assert not page.exception and len(own_plans(copied)) == 2
