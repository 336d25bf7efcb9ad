"""A planner's own plan on the server: out of reach without its address, leaving and coming back as a ZIP, deleted."""

from __future__ import annotations

import io
import json
import os
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from string import ascii_lowercase as LETTERS

import duckdb
import openpyxl
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message

from dashboard import base, queries
from dashboard.operations.limits import Limit
from dashboard.operations.throttle import Throttle
from dashboard.workspace import HEADER, InWorkspace, bringing, name, store, worker
from dashboard.workspace.plan import own_plans
from etl.plans.bring import read_plan
from etl.plans.packed import opened
from etl.plans.refused import Refused
from etl.plans.territory import OwnTerritory
from tests.brought import ABOUT, ROWS, plan_of, workbook
from tests.test_compression import run
from tests.test_readers import EXAMPLES, SHARED

OWN = "cc-faucigny-glieres"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A workspace made of a file, in a folder of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EN_REGARD_WORKSPACES", str(tmp_path_factory.mktemp("workspaces")))
        own = store.new_name()
        assert bringing.make(workbook(), "plan.xlsx", ABOUT, own) is None
        yield own


def facts_of(own: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(store.base(own)), read_only=True) as connection:
        return connection.execute(
            "SELECT action_id, title, first_line, theme_id, action_theme.evidence FROM action "
            "JOIN action_theme USING (action_id) ORDER BY ALL"
        ).fetchall()


def test_a_file_becomes_a_workspace_with_its_plan_and_its_base(made: str) -> None:
    plan = own_plans(made)[0]
    assert (plan.territory_id, plan.territory, plan.title) == (OWN, ABOUT.territory.name, ABOUT.title)
    assert (plan.received, plan.shape, plan.doubts) == ("plan.xlsx", "tableau d’actions", ())
    with queries.reading(store.base(made)):
        known = queries.territories().set_index("territory_id")
        assert int(known.at[OWN, "actions"]) == len(ROWS)


def test_the_public_base_and_a_workspace_are_read_at_once_each_as_it_is(made: str, database: Path) -> None:
    public = queries.content_hash()
    for _ in range(3):
        with queries.reading(store.base(made)):
            own = queries.content_hash()
            assert OWN in set(queries.territories()["territory_id"])
        assert own != public == queries.content_hash()
        assert OWN not in set(queries.territories()["territory_id"])
    assert base.base_path() == database


def test_a_name_cannot_be_guessed_and_none_leads_out_of_the_folder(made: str) -> None:
    assert len({store.new_name() for _ in range(100)}) == 100
    for odd in ("", ".", "..", "../../etc", "a" * 21, "a" * 23, f"{made}/", f"../{made}"[:22], "é" * 22):
        assert not store.exists(odd)
        with pytest.raises(ValueError):
            store.place(odd)


def test_it_leaves_as_a_zip_and_comes_back_equal(made: str) -> None:
    packed = store.packed(made)
    assert packed == store.packed(made)
    again = store.new_name()
    assert bringing.open_packed(packed, again) is None
    assert facts_of(again) == facts_of(made)
    assert store.packed(again) == packed
    folder = plan_of(again)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        path.name: path.read_bytes() for path in plan_of(made).iterdir()
    }
    store.delete(again)


def test_deleted_is_gone_from_the_disk(made: str) -> None:
    own = store.new_name()
    assert bringing.open_packed(store.packed(made), own) is None
    assert store.exists(own)
    store.delete(own)
    assert not store.exists(own)
    assert not [path for path in store.folder().rglob("*") if own in str(path)]


def zipped(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for path, content in files.items():
            package.writestr(path, content)
    return held.getvalue()


_WHOLE = {"plan/text.txt": b"x", "plan/source.toml": b"", "plan/units.csv": b""}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK", "n’est pas un ZIP"),
        (b"", "n’est pas un ZIP"),
        (zipped({}), "n’est pas celui d’un plan"),
        (zipped({"plan/text.txt": b"x"}), "Il manque"),
        (zipped(_WHOLE), "n’est pas celle d’un plan apporté"),
        (zipped(_WHOLE | {"plan/source.toml": b'territory_id = "cahors"'}), "n’est pas celle d’un plan apporté"),
        (zipped(_WHOLE | {"plan/source.toml": b"territory = 1"}), "n’est pas celle d’un plan apporté"),
        (zipped(_WHOLE | {"../../evil.txt": b"x"}), "autre chose"),
        (zipped(_WHOLE | {"plan/evil.py": b"x"}), "autre chose"),
        (zipped(_WHOLE | {"plan/sub/text.txt": b"x"}), "autre chose"),
        (zipped(_WHOLE | {"/plan/text.txt": b"x"}), "autre chose"),
        (zipped(_WHOLE | {"other/text.txt": b"x"}), "Il manque"),
        (zipped({f"plan-{at}/text.txt": b"x" for at in range(9)}), "plus de 8 plans"),
        (zipped({f"plan/received.{one}{other}": b"" for one in "abcdefg" for other in LETTERS}), "trop de fichiers"),
    ],
)
def test_a_zip_that_is_no_plan_is_refused_in_french_and_nothing_is_kept(content: bytes, said: str, made: str) -> None:
    before = sorted(store.folder().rglob("*"))
    refused = bringing.open_packed(content, store.new_name())
    assert isinstance(refused, Refused) and said in refused.said
    assert sorted(store.folder().rglob("*")) == before


def test_a_zip_that_unfolds_to_too_much_is_refused_before_it_is_unfolded(made: str) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package, package.open("plan/text.txt", "w") as file:
        for _ in range(70):
            file.write(b"\0" * 1_000_000)
    refused = bringing.open_packed(held.getvalue(), store.new_name())
    assert isinstance(refused, Refused) and "trop grands" in refused.said


def test_a_zip_whose_words_were_changed_is_refused_and_leaves_nothing(made: str) -> None:
    with zipfile.ZipFile(io.BytesIO(store.packed(made))) as package:
        files = {one.filename: package.read(one) for one in package.infolist()}
    text = next(path for path in files if path.endswith("text.txt"))
    own = store.new_name()
    refused = bringing.open_packed(zipped(files | {text: files[text] + b" plus"}), own)
    assert isinstance(refused, Refused) and "Référence" in refused.said
    assert not store.place(own).exists()


def test_a_territory_that_bears_the_name_of_another_is_told_and_leaves_nothing(made: str) -> None:
    own = store.new_name()
    about = replace(ABOUT, territory=OwnTerritory("Cahors", "Commune", ("214600421",)))
    refused = bringing.make(workbook(), "plan.xlsx", about, own)
    assert isinstance(refused, Refused) and "porte déjà ce nom" in refused.said
    assert not store.place(own).exists()


@pytest.mark.skipif(not EXAMPLES, reason="the examples are not beside this checkout")
@pytest.mark.parametrize("path", sorted((SHARED / "bad").iterdir()) if EXAMPLES else [], ids=lambda path: path.name)
def test_a_bad_file_is_read_or_refused_beside_the_server_which_goes_on(path: Path) -> None:
    found = bringing.read_file(path.read_bytes(), path.name)
    assert isinstance(found, Refused) is isinstance(read_plan(path.read_bytes(), path.name), Refused)
    assert not isinstance(bringing.read_file(workbook(), "plan.xlsx"), Refused)


def test_a_file_that_takes_too_long_is_ended_and_the_next_one_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    worker.warm()
    assert not isinstance(bringing.read_file(workbook(), "plan.xlsx"), Refused)
    monkeypatch.setattr(worker, "_SECONDS", 0.0001)
    # Long enough to be still being read when it is ended.
    assert "trop long" in str(bringing.read_file(workbook(ROWS * 500), "plan.xlsx"))
    monkeypatch.undo()
    assert not isinstance(bringing.read_file(workbook(), "plan.xlsx"), Refused)


async def said(request: Request) -> JSONResponse:
    return JSONResponse(
        {
            "path": request.url.path,
            "header": request.headers.get(HEADER),
            "name": name(),
            "base": str(base.base_path()),
        }
    )


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str


class Client:
    """Asks what stands behind the middleware, which says what it is told."""

    def __init__(self, under: str = "") -> None:
        routes = [Route(f"{under}{path}", said) for path in ("/themes", "/")]
        self.app: ASGIApp = InWorkspace(Starlette(routes=routes), base=under)

    def get(self, path: str, query: str = "", headers: tuple[tuple[str, str], ...] = ()) -> Answer:
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        async def receive() -> Message:
            return {"type": "http.request", "body": b""}

        scope = {
            "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": query.encode(),
            "headers": [(one.encode(), value.encode()) for one, value in headers], "root_path": "",
            "scheme": "http", "server": ("localhost", 80),
        }  # fmt: skip
        run(self.app(scope, receive, send))
        return Answer(
            sent[0]["status"],
            {one.decode(): value.decode() for one, value in sent[0]["headers"]},
            b"".join(message.get("body", b"") for message in sent[1:]).decode(),
        )


@pytest.fixture
def client() -> Client:
    return Client()


def test_the_address_alone_says_which_base_is_read(made: str, client: Client, database: Path) -> None:
    own = json.loads(client.get(f"/espace/{made}/themes").text)
    assert own == {"path": "/themes", "header": made, "name": made, "base": str(store.base(made))}
    public = json.loads(client.get("/themes").text)
    assert public == {"path": "/themes", "header": None, "name": "", "base": str(database)}
    assert json.loads(Client("/outil").get(f"/outil/espace/{made}/themes").text)["path"] == "/outil/themes"


def test_nobody_says_by_a_header_whose_base_is_read(made: str, client: Client, database: Path) -> None:
    told = json.loads(client.get("/themes", headers=((HEADER, made),)).text)
    assert (told["header"], told["base"]) == (None, str(database))


def test_an_address_without_its_last_slash_leads_to_the_one_with_it(made: str, client: Client) -> None:
    answer = client.get(f"/espace/{made}", "theme=sante")
    assert (answer.status, answer.headers["location"]) == (307, f"/espace/{made}/?theme=sante")


@pytest.mark.parametrize("asked", ["a" * 22, "x", "", "..", "\0", "é" * 22])
def test_a_workspace_that_is_none_is_told_in_french(asked: str, client: Client, made: str) -> None:
    answer = client.get(f"/espace/{asked}/themes")
    assert answer.status == 404
    assert "Cet espace n’existe pas" in answer.text


ODD_HEAD = ("Le projet en deux mots", "Pour qui", "Euros qu’il y faut", "Par quels moyens")
ODD_ROWS = (
    ("Réparer les chemins", "les habitants", "10 000 €", "en régie"),
    ("Planter une haie", "les oiseaux", "", "avec l’école"),
)


def odd_table() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Idées"
    for row in (("Notre feuille de route",), (), ODD_HEAD, *ODD_ROWS):
        sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_a_table_whose_columns_nobody_knows_is_read_once_they_are_named(made: str) -> None:
    content = odd_table()
    assert isinstance(bringing.read_file(content, "route.xlsx"), Refused)
    (table,) = bringing.offer_tables(content, "route.xlsx")
    assert (table.name, bringing.guessed_head(table)) == ("Idées", 3)
    assert bringing.guessed(table.rows[2]) == {"title": 0, "budget": 2}
    naming = bringing.Naming("Idées", 3, {"title": 0, "text": 3, "budget": 2})
    found = bringing.read_table(content, "route.xlsx", naming)
    assert not isinstance(found, Refused)
    assert [(unit.title, unit.text, unit.fields) for unit in found.units] == [
        ("Réparer les chemins", "en régie", {"budget": "10 000 €"}),
        ("Planter une haie", "avec l’école", {}),
    ]
    own = store.new_name()
    assert bringing.make(content, "route.xlsx", ABOUT, own, naming) is None
    assert {title for _, title, *_ in facts_of(own)} >= {row[0] for row in ODD_ROWS}


@pytest.mark.parametrize(
    ("naming", "said"),
    [
        (bringing.Naming("Idées", 3, {"text": 3}), "titre des actions"),
        (bringing.Naming("Ailleurs", 3, {"title": 0}), "n’est plus dans le fichier"),
        (bringing.Naming("Idées", 99, {"title": 0}), "n’est plus dans le fichier"),
        (bringing.Naming("Idées", 5, {"title": 0}), "aucune ligne d’action"),
    ],
)
def test_a_naming_that_cannot_be_read_is_refused_in_french(naming: bringing.Naming, said: str) -> None:
    found = bringing.read_table(odd_table(), "route.xlsx", naming)
    assert isinstance(found, Refused) and said in found.said


def test_a_file_without_tables_offers_none() -> None:
    assert bringing.offer_tables(b"Axe 1", "plan.txt") == ()
    assert bringing.offer_tables(b"PK\x03\x04", "plan.xlsx") == ()
    assert bringing.offer_tables(b"a;b\n1;2\n", "plan.csv")[0].rows == (("a", "b"), ("1", "2"))


def test_what_nobody_opened_for_a_year_goes_and_what_somebody_reads_stays(made: str) -> None:
    long_ago = time.time() - 366 * 86_400
    old, read = store.new_name(), store.new_name()
    for own in (old, read):
        opened(store.packed(made)).plans[0].write(store.place(own) / "plans")
        (store.place(own) / "base.duckdb").write_bytes(b"")
        os.utime(store.place(own) / "base.duckdb", (long_ago, long_ago))
    store.opened(read)
    (store.folder() / ".left-over").mkdir()
    store.tidy()
    assert store.exists(read) and store.exists(made) and not store.place(old).exists()
    assert not (store.folder() / ".left-over").exists()
    store.delete(read)


def test_plans_are_not_made_faster_than_planners_would(made: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bringing, "PLANS", Limit("Trop de plans", Throttle(1, 0.01), ()))
    bringing.PLANS.ask()
    for refused in (
        bringing.make(workbook(), "plan.xlsx", ABOUT, store.new_name()),
        bringing.open_packed(store.packed(made), store.new_name()),
    ):
        assert isinstance(refused, Refused) and "Trop de plans à la fois : réessayer dans 2 minutes." in refused.said
