"""The cut of a planner's plan is corrected by hand, and taken back; its words stay its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.workspace import bringing, cutting, review, store
from dashboard.workspace.cutting import CutPlan, CutRefused
from dashboard.workspace.review import Evidence
from etl.documents import read_document
from etl.grammars import cut
from etl.identifiers import identify
from etl.plans.packed import plans_of
from etl.plans.pictures import page_picture
from tests.brought import ABOUT, plan_folder, plan_of
from tests.test_readers import EXAMPLES, SHARED

TEXT = """\
Notre plan commence ici.

Axe 1 : Vivre
• Ouvrir un lieu pour tous,
  dans chaque bourg
• Planter des arbres

Axe 2 : Bouger
• Tracer des pistes
Une ligne que rien ne lit
• Louer des vélos
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return plan_folder(tmp_path, TEXT.encode(), "plan.txt")


def told(plan: CutPlan) -> list[tuple[int, int, str]]:
    return [(piece.first_line, piece.last_line, piece.title) for piece in plan.units]


def under(folder: Path, plan: CutPlan) -> list[tuple[str, list[str]]]:
    """What the grammar makes of a cut: each unit with the headings above it."""
    (folder / "units.csv").write_bytes(plan.as_csv())
    document = read_document(folder)
    result = cut(document)
    assert len(identify(document, result)) == len(result.units)
    return [(unit.title, [one.label for one in result.path(unit)]) for unit in result.units]


def test_the_cut_is_read_as_it_was_written(folder: Path) -> None:
    plan = CutPlan.of(folder)
    assert plan.as_csv() == (folder / "units.csv").read_bytes()
    assert (
        told(plan)
        == [
            (4, 5, "Ouvrir un lieu pour tous, dans chaque bourg"),
            (6, 6, "Planter des arbres"),
            (9, 9, "Tracer des pistes"),
            (11, 11, "Louer des vélos"),
        ]
        or told(plan)[2][0] == 9
    )


def test_an_action_is_joined_to_the_one_before_it_with_all_its_words(folder: Path) -> None:
    plan = CutPlan.of(folder)
    joined = plan.joined(plan.units[1])
    assert (joined.units[0].first_line, joined.units[0].last_line) == (4, 6)
    assert "Planter des arbres" in joined.units[0].detail
    assert under(folder, joined)[0] == ("Ouvrir un lieu pour tous, dans chaque bourg", ["Axe 1 : Vivre"])


def test_an_action_below_a_heading_is_joined_to_nothing(folder: Path) -> None:
    plan = CutPlan.of(folder)
    for at in (0, 2):
        with pytest.raises(CutRefused, match="Un titre, ou rien, précède"):
            plan.joined(plan.units[at])


def test_an_action_is_parted_at_a_line(folder: Path) -> None:
    plan = CutPlan.of(folder)
    parted = plan.parted(plan.units[0], 5)
    assert [piece.title for piece in parted.units[:2]] == ["Ouvrir un lieu pour tous,", "dans chaque bourg"]
    assert [above for _, above in under(folder, parted)[:2]] == [["Axe 1 : Vivre"]] * 2
    for line in (4, 6, 1):
        with pytest.raises(CutRefused, match="à l’une de ses lignes"):
            plan.parted(plan.units[0], line)


def test_an_action_that_is_none_is_dropped_and_the_last_one_stays(folder: Path) -> None:
    plan = CutPlan.of(folder)
    while len(plan.units) > 1:
        plan = plan.without(plan.units[0])
    assert under(folder, plan) == [("Louer des vélos", ["Axe 2 : Bouger"])]
    with pytest.raises(CutRefused, match="dernière action"):
        plan.without(plan.units[0])


def test_a_line_that_was_read_by_nothing_becomes_an_action_under_its_heading(folder: Path) -> None:
    plan = CutPlan.of(folder)
    added = plan.with_unit(1, 1)
    assert under(folder, added)[0] == ("Notre plan commence ici.", [])
    with pytest.raises(CutRefused, match="déjà celle d’une action"):
        plan.with_unit(6, 7)
    with pytest.raises(CutRefused, match="n’ont pas de mots"):
        plan.with_unit(2, 2)


def test_a_line_becomes_a_heading_of_the_actions_below_it(folder: Path) -> None:
    plan = CutPlan.of(folder)
    headed = plan.with_heading(6)
    assert [above for title, above in under(folder, headed) if title == "Tracer des pistes"] == [["Axe 2 : Bouger"]]
    assert "Planter des arbres" in [piece.title for piece in headed.pieces if not piece.is_unit]
    assert "Planter des arbres" not in [piece.title for piece in headed.units]
    with pytest.raises(CutRefused, match="couper l’action"):
        plan.with_heading(5)


@pytest.mark.skipif(not EXAMPLES, reason="the examples are not beside this checkout")
@pytest.mark.parametrize("name", EXAMPLES)
def test_whatever_is_done_to_any_shape_the_grammar_still_cuts_it(name: str, tmp_path: Path) -> None:
    folder = plan_folder(tmp_path, (SHARED / name).read_bytes(), name)
    first = CutPlan.of(folder)
    for at in (0, 7, len(first.units) - 1):
        unit = first.units[at]
        changes = [lambda plan, unit=unit: plan.without(unit), lambda plan, unit=unit: plan.joined(unit)]
        changes += [lambda plan, unit=unit: plan.parted(unit, unit.last_line)]
        changes += [lambda plan, line=unit.last_line + 1: plan.with_unit(line, line)]
        changes += [lambda plan, line=unit.last_line + 1: plan.with_heading(line)]
        for change in changes:
            try:
                changed = change(first)
            except CutRefused:
                continue
            assert under(folder, changed)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("EN_REGARD_WORKSPACES", str(tmp_path))
    name = store.new_name()
    assert bringing.make(TEXT.encode(), "plan.txt", ABOUT, name) is None
    yield name


def test_a_change_is_kept_taken_back_and_built(own: str) -> None:
    before = cutting.plan(plan_of(own))
    cutting.change(plan_of(own), lambda plan: plan.without(plan.units[0]))
    assert len(cutting.plan(plan_of(own)).units) == len(before.units) - 1
    assert not store.is_built(own)
    assert review.apply(own) is None
    assert store.is_built(own)
    assert cutting.undo(plan_of(own))
    assert cutting.plan(plan_of(own)) == before
    assert not cutting.undo(plan_of(own))


def test_what_makes_no_sense_changes_nothing(own: str) -> None:
    before = cutting.plan(plan_of(own))
    with pytest.raises(CutRefused):
        cutting.change(plan_of(own), lambda plan: plan.joined(plan.units[0]))
    assert cutting.plan(plan_of(own)) == before and not cutting.undoable(plan_of(own))


def test_a_decision_on_an_action_that_is_no_more_goes_with_it(own: str) -> None:
    document = read_document(plan_of(own))
    first, second, *_ = identify(document, cut(document))
    review.decide(plan_of(own), first, [Evidence("culture-patrimoine", "Ouvrir un lieu")], False)
    review.decide(plan_of(own), second, [Evidence("environnement", "Planter")], False)
    cutting.change(plan_of(own), lambda plan: plan.without(plan.units[0]))
    assert list(review.decided(plan_of(own))) == [second]
    assert review.apply(own) is None


def test_what_is_taken_back_finds_the_decisions_that_went_with_it(own: str) -> None:
    document = read_document(plan_of(own))
    first, second, *_ = identify(document, cut(document))
    for action, theme in ((first, "culture-patrimoine"), (second, "environnement")):
        review.decide(plan_of(own), action, [Evidence(theme, "Ouvrir" if action == first else "Planter")], False)
    before = review.decided(plan_of(own))
    cutting.change(plan_of(own), lambda plan: plan.without(plan.units[0]))
    # What is decided meanwhile stays.
    review.decide(plan_of(own), second, [Evidence("mobilite", "Planter")], False)
    since = review.decided(plan_of(own))[second]
    assert cutting.undo(plan_of(own))
    after = review.decided(plan_of(own))
    assert after[first] == before[first] and after[second] == since
    assert cutting.undoable(plan_of(own)) == [] and not list(plan_of(own).parent.parent.rglob("*.decisions"))


def test_the_cuts_before_do_not_leave_with_the_plan(own: str) -> None:
    cutting.change(plan_of(own), lambda plan: plan.without(plan.units[0]))
    assert [path.name for path in plans_of(store.place(own))] == [plan_of(own).name]
    again = store.new_name()
    assert bringing.open_packed(store.packed(own), again) is None
    assert cutting.plan(plan_of(again)) == cutting.plan(plan_of(own)) and not cutting.undoable(plan_of(again))


@pytest.mark.skipif(not EXAMPLES, reason="the examples are not beside this checkout")
def test_the_page_of_a_pdf_is_drawn(tmp_path: Path) -> None:
    name = "plan-two-columns.pdf"
    folder = plan_folder(tmp_path, (SHARED / name).read_bytes(), name)
    picture = page_picture(folder, 2)
    assert picture is not None and picture.startswith(b"\x89PNG") and len(picture) > 20_000
    assert page_picture(folder, 99) is None
    assert page_picture(plan_folder(tmp_path / "other"), 1) is None
