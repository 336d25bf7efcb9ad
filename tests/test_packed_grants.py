"""Lists of grants that a workspace holds: they leave in its ZIP, come back equal, are adopted; a list needs no plan."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from dashboard import queries
from dashboard.widgets import own_workspace
from dashboard.workspace import bringing, store
from etl.__main__ import main
from etl.grants import packed
from etl.grants.bring import bring_list
from etl.grants.kept import lists_of, rows_of_file
from etl.paths import DATA
from etl.plans.packed import opened
from etl.plans.refused import Refused
from etl.sources import codebook_of
from tests import granted
from tests.brought import ABOUT, workbook
from tests.test_grants import SHARED
from tests.test_pages import opened as page_opened
from tests.test_pages import text_of
from tests.test_workspaces import zipped

# What is hard to write and to read again: separators, quotes, a code that is none beside a total, no year, a comma.
ROWS = [
    granted.DGCL | {"intitule": 'Réfection ; de "l’école",\r\n du\u00a0bourg', "subvention": "32280,5"},
    granted.DGCL | {"beneficiaire_nom": "Total", "intitule": "", "beneficiaire_siren": "NC",
                    "beneficiaire_code_insee": "?", "exercice": "?"},
    granted.DGCL | {"intitule": "=1+1", "cout_ht": "", "beneficiaire_siren": "217400423", "beneficiaire_dep": "074",
                    "beneficiaire_code_insee": "74042"},
    granted.DGCL | {"subvention": "?"},
    granted.DGCL | {"beneficiaire_siren": "214600421", "beneficiaire_code_insee": "46042", "exercice": "?",
                    "intitule": "Isolation de la mairie"},
]  # fmt: skip
LIST = granted.separated(ROWS)
FOLDER = "grants/fichier-dotations-2024"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A workspace of a plan and two lists."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EN_REGARD_WORKSPACES", str(tmp_path_factory.mktemp("workspaces")))
        own = store.new_name()
        assert bringing.make(workbook(), "plan.xlsx", ABOUT, own) is None
        for name, content in (("dotations 2024.csv", LIST), ("fonds vert.csv", granted.separated([granted.GREEN]))):
            assert not isinstance(bringing.load_grants(content, name, own), Refused)
        yield own


def base_of(own: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(store.base(own)), read_only=True) as base:
        return [
            row
            for table in ('"grant"', "grant_source", "territory_grant", "action")
            for row in base.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall()
        ]


def files_in(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {one.filename: package.read(one) for one in package.infolist()}


def test_lists_leave_with_their_plan_and_come_back_equal(made: str) -> None:
    content = store.packed(made)
    again = store.new_name()
    assert bringing.open_packed(content, again) is None
    assert base_of(again) == base_of(made)
    assert store.packed(again) == content == store.packed(made)
    for one, other in zip(store.lists(made), store.lists(again), strict=True):
        assert rows_of_file(one) == rows_of_file(other) and len(rows_of_file(one)) in (1, 4)
        assert (one / "source.toml").read_bytes() == (other / "source.toml").read_bytes()
    store.delete(again)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real lists are not beside this checkout")
def test_each_row_of_the_real_lists_comes_back_as_it_left(tmp_path: Path) -> None:
    rules = codebook_of(DATA).rules
    for path in sorted(SHARED.glob("*.csv")):
        kept = bring_list(path.read_bytes(), path.name, tmp_path / "one", rules).folder
        files = packed.packed_list(kept)
        one = packed.PackedList(kept.name, files[packed.SIDECAR], files[packed.ROWS])
        again = packed.bring_packed(one, tmp_path / "again", rules).folder
        assert rows_of_file(again) == rows_of_file(kept) != []
        assert packed.packed_list(again) == files


def changed(**parts: Callable[[bytes], bytes | None]) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    """The files of a ZIP, those of the list put through these, or without one where that gives None."""

    def change(files: dict[str, bytes]) -> dict[str, bytes]:
        names = {"rows": f"{FOLDER}/grants.csv", "sidecar": f"{FOLDER}/source.toml"}
        new = {names[part]: how(files[names[part]]) for part, how in parts.items()}
        return {name: held for name, held in (files | new).items() if held is not None}  # type: ignore[operator]

    return change


def replaced(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def replace(content: bytes) -> bytes:
        assert old in content
        return content.replace(old, new)

    return replace


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (changed(rows=lambda held: None), "Il manque à ce ZIP la fiche ou les lignes"),
        (changed(sidecar=lambda held: None), "Il manque à ce ZIP la fiche ou les lignes"),
        (changed(rows=lambda held: b""), "n’est pas telle"),
        (changed(rows=lambda held: held.split(b"\n")[0]), "n’a aucune ligne"),
        (changed(rows=replaced(b"source_line;", b"line;")), "n’est pas telle"),
        (changed(rows=replaced(b"32280.50", b"beaucoup")), "n’est pas telle"),
        (changed(rows=replaced(b"32280.50", b"-1")), "n’est pas telle"),
        (changed(rows=replaced(b"32280.50", b"1e999999999")), "n’est pas telle"),
        (changed(rows=lambda held: held + b'"' + b"x;" * 20), "n’est pas telle"),
        (changed(rows=lambda held: b"PAR1" + held), "n’est pas telle"),
        (changed(sidecar=replaced(b'family = "Dotations', b'family = "Donations')), "n’est pas telle"),
        (changed(sidecar=replaced(b"published_rows = 5", b"published_rows = 2")), "n’est pas telle"),
        (changed(sidecar=replaced(b"published_rows = 5", b"published_rows = true")), "n’est pas telle"),
        (changed(sidecar=replaced(b'sha256 = "', b'sha256 = "x')), "n’est pas telle"),
        (changed(sidecar=replaced(b'file = "dotations', b'file = "\\u0000')), "n’est pas telle"),
        (changed(sidecar=lambda held: b"\xff"), "n’est pas telle"),
        (changed(sidecar=lambda held: b"a = " + b"[" * 3_000), "n’est pas telle"),
        (lambda files: files | {f"{FOLDER}/grants.parquet": b"PAR1"}, "autre chose"),
        (lambda files: files | {"grants/dgcl-2024/source.toml": b""}, "autre chose"),
        (lambda files: files | {"grants/../../evil/source.toml": b""}, "autre chose"),
        (
            lambda files: files
            | {path.replace("2024/", "2024-2/"): held for path, held in files.items() if FOLDER in path},
            "déjà chargé",
        ),
        (
            lambda files: files | {f"grants/fichier-{at}/grants.csv": b"" for at in range(60)},
            "trop de fichiers, ou trop grands",
        ),
    ],
)  # fmt: skip
def test_a_zip_whose_lists_were_changed_is_refused_in_french_and_nothing_is_kept(
    change: Callable[[dict[str, bytes]], dict[str, bytes]], said: str, made: str
) -> None:
    before = sorted(store.folder().rglob("*"))
    refused = bringing.open_packed(zipped(change(files_in(store.packed(made)))), store.new_name())
    assert isinstance(refused, Refused) and said in refused.said, refused
    assert sorted(store.folder().rglob("*")) == before


def test_what_a_zip_says_of_a_list_beyond_its_file_is_not_believed(made: str, tmp_path: Path) -> None:
    files = files_in(store.packed(made))
    sidecar = files[f"{FOLDER}/source.toml"]
    lies = re.sub(rb'publisher = "[^"]*"', b'publisher = "DGCL"', re.sub(rb"years = .*", b"years = [1789]", sidecar))
    assert lies != sidecar
    sent = packed.PackedList(FOLDER.removeprefix("grants/"), lies, files[f"{FOLDER}/grants.csv"])
    kept = packed.bring_packed(sent, tmp_path, codebook_of(DATA).rules).folder
    assert (kept / "source.toml").read_bytes() == sidecar


def test_a_workspace_takes_no_list_that_could_not_leave(made: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = [folder.name for folder in store.lists(made)]
    packed.check_room(store.lists(made))
    for bound, most, said in (("MOST_LISTS", 1, "au plus 1"), ("MOST_BYTES", 400, "trop longue")):
        monkeypatch.setattr(packed, bound, most)
        with pytest.raises(packed.GrantsRefused, match=said):
            packed.check_room(store.lists(made))
        monkeypatch.undo()
    assert [folder.name for folder in store.lists(made)] == kept


def test_a_plan_and_its_lists_are_adopted_together_or_not_at_all_and_that_is_told(
    made: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    shutil.copytree(DATA, data, ignore=shutil.ignore_patterns("*.duckdb*", "loaded"))
    monkeypatch.setenv("EN_REGARD_DB", str(tmp_path / "base.duckdb"))
    asked = ["adopt", str(tmp_path / "plan.zip"), "--data", str(data)]
    documents, lists = set((data / "documents").iterdir()), lists_of(data / "grants")
    files = files_in(store.packed(made))
    text = next(path for path in files if path.endswith("text.txt"))
    for broken, why in (
        (changed(rows=replaced(b"32280.50", b"-1"))(files), "n’est pas telle"),
        (files | {text: b"autre chose"}, "the text has changed"),
    ):
        (tmp_path / "plan.zip").write_bytes(zipped(broken))
        assert main(asked) == 1
        assert why in capsys.readouterr().err
        assert set((data / "documents").iterdir()) == documents and lists_of(data / "grants") == lists
    (tmp_path / "plan.zip").write_bytes(zipped(files))
    assert main(asked) == 0
    said = capsys.readouterr().out
    assert "is adopted" in said and "4 subventions en 5 lignes" in said
    assert said.count("is loaded, for everybody") == 2 and "-> python -m etl build" in said
    (plan,) = set((data / "documents").iterdir()) - documents
    loaded = [one for one in lists_of(data / "grants") if one not in lists]
    assert [rows_of_file(one) for one in loaded] == [rows_of_file(one) for one in store.lists(made)]
    shutil.rmtree(plan)
    assert main(asked) == 0
    assert capsys.readouterr().out.count("is loaded already, as « ") == 2


@pytest.fixture(scope="module")
def alone(made: str) -> str:
    """A workspace of a list without a plan, beside the other one."""
    own = store.new_name()
    assert not isinstance(bringing.begin_with_grants(LIST, "dotations 2024.csv", own), Refused)
    return own


def test_a_list_alone_makes_a_workspace_of_the_shipped_documents_and_of_it(alone: str) -> None:
    assert store.exists(alone) and not store.plans(alone) and store.is_built(alone)
    with queries.reading(store.base(alone)):
        assert len(queries.territories()) == len(list((DATA / "documents").glob("*/source.toml")))
        (own,) = [one for one in queries.grant_sources().to_dict("records") if one["source_id"].startswith("fichier")]
    assert (own["source_id"], own["grants"]) == ("fichier-dotations-2024", 4)
    store.base(alone).unlink()
    assert store.exists(alone), "its base is built anew as it is opened"
    again = store.new_name()
    assert bringing.open_packed(store.packed(alone), again) is None
    assert store.packed(again) == store.packed(alone)
    opened_again = opened(store.packed(again))
    assert (opened_again.plans, [one.name for one in opened_again.lists]) == ((), ["fichier-dotations-2024"])
    shutil.copy(store.base(again), store.base(alone))


def test_a_list_that_cannot_be_read_begins_no_workspace(alone: str) -> None:
    before = sorted(store.folder().iterdir())
    refused = bringing.begin_with_grants(b"Nom;Couleur\nA;B\n", "autre.csv", store.new_name())
    assert isinstance(refused, Refused) and "autre.csv" in refused.said
    assert sorted(store.folder().iterdir()) == before


def test_the_page_of_a_list_alone_says_what_it_is_and_offers_no_review(
    alone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_workspace, "asked", lambda: alone)
    page = page_opened("votre-territoire")
    assert not page.exception and not [one.value for one in page.error]
    said = text_of(page).replace("\u00a0", " ")
    assert "Aucun plan n’y a été apporté" in said and "1 liste chargée : dotations 2024" in said
    (parts,) = page.segmented_control
    assert parts.options == ["Subventions", "Ajouter un plan", "Garder et transmettre"]
    # Nothing goes in one click.
    assert [one.key for one in page.button if one.label == "Retirer pour de bon"] == [
        "own-grants-drop-fichier-dotations-2024"
    ]
    page.segmented_control[0].set_value("Garder et transmettre").run()
    assert not page.exception and "Le ZIP contient 1 liste de subventions" in text_of(page).replace("\u00a0", " ")


def test_a_list_whose_rows_say_no_year_is_shown_whole(alone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_workspace, "asked", lambda: alone)
    page = page_opened("subventions", territoire="cahors")
    assert not page.exception and not [one.value for one in page.error]
    said = text_of(page)
    assert "Isolation de la mairie" in said and "non dite" in said
