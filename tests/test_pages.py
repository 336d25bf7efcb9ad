"""Every page, run by Streamlit without a browser: with filters, without answers, with links that mean nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import queries
from dashboard.page_registry import PAGES
from dashboard.selection import CHOICES, Selection
from etl.paths import ROOT
from tests.apps import AppTest
from tests.test_tables import read

pytestmark = pytest.mark.usefixtures("database")
NOTHING = Selection(territories=("porte-du-hainaut",), funders=("leader",), engagements=("engage",))
EVERY_PAGE = pytest.mark.parametrize("page", list(PAGES))


def opened(page: str = "", selection: Selection | None = None, theme: str | None = None, **parameters: str) -> AppTest:
    """The page at an address, as a visitor with this ground opens it."""
    app = AppTest.from_file(str(ROOT / "dashboard" / "main.py"), default_timeout=60)
    if theme:
        app.context = {"theme": theme, "locale": "fr-FR"}
    for name, value in {**(selection or Selection()).to_params(), **parameters}.items():
        app.query_params[name] = value
    if not page:
        return app.run()
    # Before the first run Streamlit finds a page by the name of its file alone.
    if Path(PAGES[page].file).stem != page:
        app.run()
    return app.switch_page(str(ROOT / "pages" / PAGES[page].file)).run()


def text_of(app: AppTest) -> str:
    return "\n".join(element.value for element in app.html)


def fault_of(app: AppTest) -> str:
    return "\n".join([*(error.value for error in app.exception), *(error.value for error in app.error)])


def test_every_file_of_pages_stands_in_the_navigation() -> None:
    assert sorted(page.file for page in PAGES.values()) == sorted(path.name for path in (ROOT / "pages").glob("*.py"))


def is_whole(app: AppTest) -> bool:
    """Whether the page has its one title and its foot, the last thing of a page: without it something stopped."""
    return "er-foot" in app.html[-1].value and text_of(app).count("<h1") == 1


@EVERY_PAGE
def test_every_page_is_shown_whole(page: str) -> None:
    app = opened(page)
    assert not fault_of(app)
    assert is_whole(app)


@EVERY_PAGE
@pytest.mark.parametrize(
    ("selection", "theme"),
    [
        (Selection(territories=("cahors",), themes=("culture-patrimoine",), measure="nombre"), None),
        (Selection(territories=("occitanie",), with_secondary=True, with_partners=True), "dark"),
        (Selection(levels=("non-renseigne",), engagements=("programme", "engage"), words="vélo <b>"), None),
        (
            Selection(
                territories=("midi-quercy", "cahors"), **{name: values[-1] for name, (_, values) in CHOICES.items()}
            ),
            "dark",
        ),
    ],
    ids=["one", "frame", "unsaid", "choices"],
)
def test_every_page_takes_filters_on_either_ground(page: str, selection: Selection, theme: str | None) -> None:
    app = opened(page, selection, theme)
    assert not fault_of(app)
    assert is_whole(app)
    assert not app.info or "n’existe pas ici" not in app.info[0].value


@EVERY_PAGE
def test_no_page_fails_where_nothing_answers(page: str) -> None:
    app = opened(page, NOTHING)
    assert not fault_of(app)
    assert text_of(app).count("<h1") == 1


@EVERY_PAGE
def test_every_page_says_what_it_left_out_of_a_link(page: str) -> None:
    app = opened(page, theme_="x", territoire="atlantide,cahors", mesure="racine")
    assert not fault_of(app)
    (said,) = [info.value for info in app.info if "n’existe pas ici" in info.value]
    assert "territoire=atlantide" in said and "mesure=racine" in said and "cahors" not in said


def test_backticks_in_a_link_do_not_become_markup() -> None:
    app = opened(territoire="`](javascript:alert(1))[`")
    (said,) = [info.value for info in app.info if "n’existe pas ici" in info.value]
    assert said.count("`") == 2


def test_an_unknown_action_is_said_to_be_unknown_and_the_list_stays() -> None:
    app = opened("actions", territoire="cahors", action="cahors-000000")
    assert not fault_of(app)
    assert "n’existe pas dans ces données" in app.warning[0].value
    assert "22\u00a0actions" in text_of(app)


@pytest.mark.parametrize("territory", ["midi-quercy", "coeur-de-lorraine", "cahors", "porte-du-hainaut", "occitanie"])
def test_a_record_shows_its_words_codes_and_lines(territory: str) -> None:
    action = queries.actions(Selection(territories=(territory,))).iloc[3]
    app = opened("actions", action=action["action_id"])
    assert not fault_of(app) and not app.warning
    html = next(element.value for element in app.html if "er-passage" in element.value)
    assert "<mark>" in html
    own = html.count('class="er-own"')
    assert own == action["last_line"] - action["first_line"] + 1
    for code in queries.action_codes(action["action_id"])["label"]:
        assert str(code).split("'")[0] in html


def test_the_list_of_actions_holds_those_of_the_selection() -> None:
    selection = Selection(themes=("tourisme",))
    html = next(element.value for element in opened("actions", selection).html if "Liste des actions" in element.value)
    rows = read(html).rows[1:]
    actions = queries.actions(selection)
    assert len(rows) == len(actions) > 0
    for row, action_id in zip(rows, actions["action_id"], strict=True):
        assert f"action={action_id}" in row[0].links[0]


def test_a_filter_that_is_set_goes_to_the_address_and_to_the_page() -> None:
    app = opened("actions")
    app.multiselect(key="filter-themes").select("sante").run()
    assert not fault_of(app)
    assert app.query_params["theme"] == "sante"
    expected = len(queries.actions(Selection(themes=("sante",))))
    assert f"{expected}\u00a0actions" in text_of(app)


def test_a_chip_takes_its_own_filter_away_and_no_other() -> None:
    app = opened("actions", Selection(themes=("sante",), territories=("cahors", "midi-quercy")))
    app.button(key="chip-territories-cahors").click().run()
    assert not fault_of(app)
    assert app.query_params["theme"] == "sante" and app.query_params["territoire"] == "midi-quercy"
    app.button(key="chip-clear").click().run()
    assert not dict(app.query_params.items())
    assert "chip-clear" not in [button.key for button in app.button]


@pytest.mark.parametrize(
    ("key", "parameter"), [("filter-with_secondary", "secondaires"), ("filter-with_partners", "partenaires")]
)
def test_a_switch_goes_to_the_address_and_back(key: str, parameter: str) -> None:
    app = opened()
    app.toggle(key=key).set_value(True).run()
    assert app.query_params[parameter] == "1"
    app.toggle(key=key).set_value(False).run()
    assert parameter not in app.query_params
    assert not fault_of(app)


def test_the_measure_goes_to_the_address_and_into_the_cells() -> None:
    app = opened()
    app.segmented_control(key="measure-overview").set_value("nombre").run()
    assert not fault_of(app)
    assert app.query_params["mesure"] == "nombre"
    assert "Nombre d’actions" in text_of(app)


def test_a_page_without_a_database_builds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = tmp_path / "new" / "en-regard.duckdb"
    monkeypatch.setenv("EN_REGARD_DB", str(database))
    app = opened()
    assert not fault_of(app)
    assert database.exists()
    assert app.status[0].label == "La base est prête."
    assert "er-foot" in app.html[-1].value


def test_a_database_that_cannot_be_built_is_told_in_french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "en-regard.duckdb").mkdir()  # a folder stands where the file should be put
    monkeypatch.setenv("EN_REGARD_DB", str(tmp_path / "en-regard.duckdb"))
    app = opened()
    assert not app.exception
    assert "La base n’a pas pu être construite" in app.error[0].value
    assert not any('class="er-foot"' in element.value for element in app.html)
