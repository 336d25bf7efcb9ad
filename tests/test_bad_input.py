"""Bad input: the build stops, names the file, the line and the remedy, and leaves the old database as it was."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.errors import SourceError
from etl.paths import ROOT
from tests.broken import (
    FICHES,
    OF_CODES,
    PLAN,
    SLIDES,
    Break,
    Case,
    appending,
    bytes_appended,
    removing,
    replacing,
    rewording,
)
from tests.invented import Invented

FIRST, DECISIONS = "codebook/readings/first/val-plan.csv", "codebook/decisions/haut-pistes.csv"


def arguments(invented: Invented, command: str = "build") -> list[str]:
    return [command, "--data", str(invented.data), "--database", str(invented.database)]


def refused(built: Invented, capsys: pytest.CaptureFixture[str]) -> str:
    """What the build says on the error output; it failed with status 1 and left the folder of the database alone."""
    before = built.database.read_bytes()
    assert main(arguments(built)) == 1
    assert built.database.read_bytes() == before
    assert os.listdir(built.database.parent) == [built.database.name]
    return capsys.readouterr().err


CASES: dict[str, Case] = {
    "a missing document text": (
        removing(f"{PLAN}/text.txt"), f"{PLAN}/text.txt", None, "the file is missing", "restore it from git",
    ),
    "a missing sidecar": (
        removing(f"{PLAN}/source.toml"), f"{PLAN}/source.toml", None, "the file is missing", "restore it from git",
    ),
    "an altered document": (
        appending(f"{PLAN}/text.txt", "Un mot de plus."), f"{PLAN}/text.txt", None, "the text has changed",
        "review its units and codes first",
    ),
    "a document in another encoding": (
        bytes_appended(f"{PLAN}/text.txt", "Été".encode("latin-1")), f"{PLAN}/text.txt", 15, "is not UTF-8",
        "save it again as UTF-8",
    ),
    "broken TOML": (
        replacing(f"{PLAN}/source.toml", 'kind = "', "kind = "), f"{PLAN}/source.toml", None, "broken TOML", "correct",
    ),
    "a missing sidecar field": (
        replacing(f"{PLAN}/source.toml", 'licence = "Aucune."\n', ""), f"{PLAN}/source.toml", None,
        "the field 'licence' is missing", "add licence",
    ),
    "an unknown sidecar field": (
        replacing(f"{PLAN}/source.toml", "licence = ", 'license = "x"\nlicence = '), f"{PLAN}/source.toml", None,
        "unknown fields: license", "correct their names",
    ),
    "a sidecar field of another type": (
        replacing(f"{PLAN}/source.toml", "published_on = 2022-05-01", 'published_on = "mai 2022"'),
        f"{PLAN}/source.toml", None, "'published_on' is of another type", "must be",
    ),
    "an unknown precision of a date": (
        replacing(f"{PLAN}/source.toml", '"jour"', '"siècle"'), f"{PLAN}/source.toml", None,
        "unknown date_precision 'siècle'", "one of jour",
    ),
    "an unknown territory": (
        replacing(f"{PLAN}/source.toml", '"val-clair"', '"val-noir"'), f"{PLAN}/source.toml", None,
        "unknown territory 'val-noir'", "territories.csv",
    ),
    "an unknown grammar": (
        replacing(f"{PLAN}/source.toml", '"outline"', '"poème"'), f"{PLAN}/source.toml", None,
        "unknown grammar 'poème'", "name one of",
    ),
    "a heading that the grammar cannot place": (
        rewording("val-plan", "Objectif opérationnel n°2.1 :", "Objectif de plus :"), f"{PLAN}/text.txt", 11,
        "looks like a heading and fits no pattern", "[[grammar.headings]]",
    ),
    "a wrong number of units": (
        replacing(f"{PLAN}/source.toml", "units = 4", "units = 5"), f"{PLAN}/source.toml", None,
        "finds 4 units where reading counted 5", "report --units",
    ),
    "a unit said twice": (
        lambda invented: (
            invented.replace_words("val-plan", "locaux vides.\n", "locaux vides.\n- Trouver des locaux vides.\n"),
            invented.replace(f"{PLAN}/source.toml", "units = 4", "units = 5"),
        ),
        f"{PLAN}/text.txt", 15, "« Trouver des locaux vides. » has the identifier", "a unit counts once",
    ),
    "chosen lines outside the document": (
        replacing(f"{SLIDES}/lines.csv", "unit+detail,,12,14", "unit+detail,,12,94"), f"{SLIDES}/lines.csv", 5,
        "outside the document", "correct first_line and last_line",
    ),
    "an unknown code in a reading": (
        replacing(FIRST, ",mobilite,", ",mobylette,"), FIRST, 2, "unknown theme 'mobylette'", "themes.csv",
    ),
    "an unknown field in a reading": (
        replacing(FIRST, ",theme,", ",couleur,"), FIRST, 2, "unknown field 'couleur'", "write one of theme",
    ),
    "an unknown role in a reading": (
        replacing(FIRST, "leader:financeur", "leader:mécène"), FIRST, 5, "unknown role 'mécène'", "roles.csv",
    ),
    "a period that is none": (
        replacing(FIRST, "2021/2024", "2024/2021"), FIRST, 15, "'2024/2021' is no period", "write 2015/2017",
    ),
    "a code given twice in a reading": (
        lambda invented: invented.append(FIRST, invented.read(FIRST).splitlines()[1]), FIRST, 19,
        "stands twice for this action", "remove one",
    ),
    "evidence that its unit does not say": (
        replacing(FIRST, "theme,mobilite,bus", "theme,mobilite,autobus"), FIRST, 2, "« autobus » is not found",
        "word for word",
    ),
    "no evidence": (
        replacing(FIRST, "theme,mobilite,bus", "theme,mobilite,"), FIRST, 2, "is not found", "word for word",
    ),
    "a decision on an action that no longer exists": (
        rewording("haut-pistes", "Revoir les tarifs", "Revoir tous les tarifs"),
        "codebook/readings/first/haut-pistes.csv", 5, "haut-pistes has no action", "code it anew",
    ),
    "an unknown code in a decision": (
        replacing(DECISIONS, "aide-financiere", "aumône"), DECISIONS, 2, "unknown nature 'aumône'", "natures.csv",
    ),
    "a decision without a reason": (
        replacing(DECISIONS, "Un tarif réduit est une aide.", ""), DECISIONS, None, "has no reason", "say why",
    ),
    "a decision that is owed": (
        removing(DECISIONS), DECISIONS, None, "needs a decision on nature", "report --owed",
    ),
    "a decisions file of no document": (
        lambda invented: shutil.copy(invented.path(DECISIONS), invented.path("codebook/decisions/perdu.csv")),
        "codebook/decisions/perdu.csv", None, "there is no document 'perdu'", "bring its document back",
    ),
    "an unknown code in the terms": (
        appending("codebook/terms.csv", "theme,mer,plage,3"), "codebook/terms.csv", 22, "unknown theme 'mer'",
        "themes.csv",
    ),
    "an unknown field in the terms": (
        appending("codebook/terms.csv", "couleur,bleu,plage,3"), "codebook/terms.csv", 22, "unknown field 'couleur'",
        "write one of",
    ),
    "a weight that is none": (
        appending("codebook/terms.csv", "theme,sante,soin,9"), "codebook/terms.csv", 22, "weight '9'",
        "write 1, 2 or 3",
    ),
    "an empty term": (
        appending("codebook/terms.csv", "theme,sante, ,3"), "codebook/terms.csv", 22, "an empty term", "remove the row",
    ),
    "an unknown level of a funder": (
        replacing("codebook/funders.csv", ",europe,", ",lune,"), "codebook/funders.csv", 2, "unknown level 'lune'",
        "levels.csv",
    ),
    "an unknown theme of a scheme": (
        replacing("codebook/schemes.csv", ",sante,", ",mer,"), "codebook/schemes.csv", 3, "unknown theme 'mer'",
        "themes.csv",
    ),
    "a duplicate identifier": (
        replacing("codebook/themes.csv", "culture,3", "sante,3"), "codebook/themes.csv", 4,
        "theme_id 'sante' stands already on line 3", "rename or remove one",
    ),
    "a CSV file with other columns": (
        replacing("codebook/themes.csv", "is_focus", "focus"), "codebook/themes.csv", 1,
        "the columns are theme_id, rank, label, focus", "the columns must be theme_id, rank, label, is_focus",
    ),
    "a row with a cell too many": (
        replacing("codebook/themes.csv", "Soigner.", "Soigner, guérir."), "codebook/themes.csv", 3,
        "6 cells where 5 are expected", "quote a cell that holds a comma",
    ),
    "a row with a cell too few": (
        replacing("codebook/themes.csv", ",Soigner.", ""), "codebook/themes.csv", 3, "4 cells where 5", "",
    ),
    "a CSV file in another encoding": (
        bytes_appended("codebook/themes.csv", "mer,4,Mer,0,Pêche\n".encode("latin-1")), "codebook/themes.csv", 5,
        "is not UTF-8", "save it again as UTF-8",
    ),
    "an open quotation mark": (
        appending("codebook/themes.csv", 'mer,4,Mer,0,"Pêche'), "codebook/themes.csv", None, "broken CSV",
        "check the quotes",
    ),
    "an empty CSV file": (
        lambda invented: invented.write("codebook/themes.csv", ""), "codebook/themes.csv", None, "the file is empty",
        "its first line must be theme_id,rank",
    ),
    "a missing CSV file": (
        removing("codebook/scopes.csv"), "codebook/scopes.csv", None, "the file is missing", "restore it from git",
    ),
    "a fault that the document does not carry": (
        replacing("codebook/faults.csv", "RENOVATION", "RÉNOVATION"), "codebook/faults.csv", 2,
        "is not found at line 11", "word for word",
    ),
    "a fault at a line that is not there": (
        replacing("codebook/faults.csv", ",11,", ",511,"), "codebook/faults.csv", 2, "outside the document", "correct",
    ),
    "a fault of an unknown document": (
        replacing("codebook/faults.csv", "val-fiches", "perdu"), "codebook/faults.csv", 2, "unknown document 'perdu'",
        "data/documents",
    ),
    "a document funder that its line does not name": (
        replacing("codebook/document_funders.csv", "L'État apporte", "L'État offre"),
        "codebook/document_funders.csv", 2, "is not found at line 3", "word for word",
    ),
    "a period of a document funder without its line": (
        replacing("codebook/document_funders.csv", ",-,,L", ",sur cinq ans,,L"), "codebook/document_funders.csv", 2,
        "do not go together", "leave the line empty",
    ),
    "a period of a document funder that its line does not say": (
        replacing("codebook/document_funders.csv", ",-,,L", ",sur dix ans,3,L"), "codebook/document_funders.csv", 2,
        "is not found at line 3", "word for word",
    ),
    "an unknown document funder": (
        replacing("codebook/document_funders.csv", ",etat,", ",roi,"), "codebook/document_funders.csv", 2,
        "unknown funder 'roi'", "funders.csv",
    ),
    "an amount that its line does not state": (
        replacing("codebook/amounts.csv", "2 M€ de travaux", "3 M€ de travaux"), "codebook/amounts.csv", 4,
        "is not found at line 5", "word for word",
    ),
    "a quote that states two sums": (
        lambda invented: (
            invented.replace_words("val-fiches", "- 2 M€ de travaux", "- 2 M€ de travaux, 1 k€ de clous"),
            invented.replace("codebook/amounts.csv", "2 M€ de travaux", '"2 M€ de travaux, 1 k€ de clous"'),
        ),
        "codebook/amounts.csv", 4, "states 2 sums of money", "quote exactly one sum",
    ),
    "an amount that no file accounts for": (
        rewording("val-fiches", "- 2 M€ de travaux", "- 2 M€ de travaux, 1 k€ de clous"), f"{FICHES}/text.txt", 5,
        "no file accounts for", "not_funding.csv",
    ),
    "a pair of near words said twice": (
        lambda invented: invented.write(
            "codebook/synonyms.csv", "words,near,is_same,reason\nbus,car,,Un.\ncar,bus,,Deux.\n"
        ),
        "codebook/synonyms.csv", 3, "stands already on line 2", "it holds both ways",
    ),
    "near words without a reason": (
        lambda invented: invented.write("codebook/synonyms.csv", "words,near,is_same,reason\nbus,car,,\n"),
        "codebook/synonyms.csv", 2, "not two expressions and why", "fill the row in",
    ),
    "no document at all": (
        lambda invented: shutil.rmtree(invented.path("documents")), "documents", None, "there is no document",
        "add a folder",
    ),
} | OF_CODES  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_bad_input_stops_the_build_and_names_file_line_and_remedy(built: Invented, capsys, name: str):
    breaking, file, line, message, remedy = CASES[name]
    breaking(built)
    said = refused(built, capsys)
    place = f"{built.path(file)}{f':{line}' if line else ''}: "
    assert said.startswith(place) if line else re.match(re.escape(str(built.path(file))) + r"(:\d+)?: ", said), said
    assert message in said
    assert re.search(r"\n  -> .*" + re.escape(remedy), said), said
    assert "Traceback" not in said


def test_the_unbroken_folder_is_built(built: Invented, capsys):
    """Without this the cases above could all fail for another reason than the one they name."""
    assert main(arguments(built)) == 0
    assert capsys.readouterr().err == ""


def test_two_documents_that_give_the_same_action_are_refused(built: Invented, capsys):
    shutil.copytree(built.path(PLAN), built.path("documents/val-plan-bis"))
    said = refused(built, capsys)
    assert "two documents of a territory give the same action" in said
    assert built.action("val-plan", "Trouver des locaux") in said and "\n  -> " in said


def test_amounts_that_are_part_of_each_other_are_refused_and_named(built: Invented, capsys):
    built.replace("codebook/amounts.csv", "enveloppe,,-,,,,,1,", "enveloppe,,-,,,,pays-etudes,1,")
    said = refused(built, capsys)
    assert "pays-etudes" in said and "\n  -> " in said and "part_of" in said


# The rows below pass the readers and fail in the database: a traceback says neither the file nor what to do.
UNCAUGHT: dict[str, tuple[Break, str]] = {
    "a rank that is no number": (replacing("codebook/themes.csv", "culture,3", "culture,trois"), "themes.csv"),
    "two themes of one rank": (replacing("codebook/themes.csv", "culture,3", "culture,2"), "themes.csv"),
    "two amounts of one label": (replacing("codebook/amounts.csv", ",Travaux,", ",Études,"), "amounts.csv"),
    "an unknown tax basis": (replacing("codebook/amounts.csv", "operation,enveloppe,,", "operation,enveloppe,TVA,"),
                             "amounts.csv"),
    "a document funder given twice": (
        lambda invented: invented.append(
            "codebook/document_funders.csv", invented.read("codebook/document_funders.csv").splitlines()[1]
        ),
        "document_funders.csv",
    ),
    "a commune of an unknown intercommunality": (
        replacing("reference/communes.csv", "200000002", "999999999"), "communes.csv",
    ),
    "a population that is no number": (replacing("reference/territories.csv", ",300,", ",trois cents,"),
                                       "territories.csv"),
    "a member of an unknown territory": (
        replacing("reference/communes.csv", "haut-bois,", "bas-bois,"), "communes.csv",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", UNCAUGHT)
def test_rows_that_only_the_database_refuses_leave_the_old_one_untouched(built: Invented, name: str):
    UNCAUGHT[name][0](built)
    before = built.database.read_bytes()
    try:
        status = main(arguments(built))
    except Exception:
        status = 1
    assert status == 1
    assert built.database.read_bytes() == before
    assert os.listdir(built.database.parent) == [built.database.name]


@pytest.mark.parametrize("name", UNCAUGHT)
def test_rows_that_only_the_database_refuses_are_named_too(built: Invented, capsys, name: str):
    breaking, file = UNCAUGHT[name]
    breaking(built)
    said = refused(built, capsys)
    assert file in said and "\n  -> " in said


def test_a_csv_file_with_a_byte_order_mark_is_refused_for_what_it_is(built: Invented, capsys):
    path = built.path("codebook/themes.csv")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    said = refused(built, capsys)
    assert "BOM" in said


# The command as users run it


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "etl", *words], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120
    )


def test_the_command_ends_with_status_one_and_says_why_on_the_error_output(built: Invented):
    built.path(f"{PLAN}/text.txt").unlink()
    before = built.database.read_bytes()
    done = run(*arguments(built))
    assert done.returncode == 1
    assert done.stderr.startswith(f"{built.path(PLAN)}{os.sep}text.txt: the file is missing\n  -> ")
    assert "Traceback" not in done.stderr
    assert built.database.read_bytes() == before


def test_check_refuses_what_build_refuses(built: Invented):
    built.replace(f"{PLAN}/source.toml", "units = 4", "units = 5")
    done = run(*arguments(built, "check"))
    assert done.returncode == 1 and "\n  -> " in done.stderr


def test_a_report_on_bad_input_ends_with_status_one_too(built: Invented):
    built.replace(f"{PLAN}/source.toml", "units = 4", "units = 5")
    done = run("report", "--data", str(built.data))
    assert done.returncode == 1 and "units" in done.stderr and "Traceback" not in done.stderr


def test_the_message_names_a_file_of_the_house_from_its_root():
    assert str(SourceError(ROOT / "data" / "x.csv", "broken", "mend it", 3)) == (
        f"{Path('data', 'x.csv')}:3: broken\n  -> mend it"
    )
