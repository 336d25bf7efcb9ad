"""Ways to break the invented folder, and what the build must say of codes that are broken so."""

from __future__ import annotations

from collections.abc import Callable

from tests.invented import Invented

PLAN, FICHES, SLIDES = (f"documents/{name}" for name in ("val-plan", "val-fiches", "haut-pistes"))

Break = Callable[[Invented], object]
# What is broken, the file (and line) that must be named, words of the message, words of the remedy.
Case = tuple[Break, str, int | None, str, str]


def replacing(name: str, old: str, new: str) -> Break:
    return lambda invented: invented.replace(name, old, new)


def rewording(document: str, old: str, new: str) -> Break:
    return lambda invented: invented.replace_words(document, old, new)


def appending(name: str, line: str) -> Break:
    return lambda invented: invented.append(name, line)


def removing(name: str) -> Break:
    return lambda invented: invented.path(name).unlink()


def bytes_appended(name: str, more: bytes) -> Break:
    return lambda invented: invented.path(name).write_bytes(invented.path(name).read_bytes() + more)


OF_CODES: dict[str, Case] = {
    "an unknown family of a scheme": (
        replacing("codebook/schemes.csv", ",contrats-de-sante,", ",fratrie,"), "codebook/schemes.csv", 3,
        "unknown family 'fratrie'", "scheme_families.csv",
    ),
    "a family that bears the name of a scheme": (
        appending("codebook/scheme_families.csv", "cls,Les CLS,Contrats."), "codebook/scheme_families.csv", 3,
        "'cls' is a scheme too", "an identifier of its own",
    ),
    "a word of certainty for a certainty that is none": (
        appending("codebook/terms.csv", "certainty,peut-être,voire,3"), "codebook/terms.csv", 22,
        "unknown certainty 'peut-être'", "write dit or envisage",
    ),
    "a document funder whose certainty is none": (
        replacing("codebook/document_funders.csv", ",dit,", ",juré,"), "codebook/document_funders.csv", 2,
        "unknown certainty 'juré'", "write dit or envisage",
    ),
    "a scheme of a document that its line does not name": (
        replacing("codebook/document_schemes.csv", "dans tout le pays", "dans tout le canton"),
        "codebook/document_schemes.csv", 2, "is not found at line 3", "word for word",
    ),
    "an unknown scheme of a document": (
        replacing("codebook/document_schemes.csv", ",cts,", ",roi,"), "codebook/document_schemes.csv", 2,
        "unknown scheme 'roi'", "schemes.csv",
    ),
    "a scheme of a document without a reason": (
        replacing("codebook/document_schemes.csv", ",Tout le dossier relève de ce contrat.", ","),
        "codebook/document_schemes.csv", 2, "no reason", "say why the whole document",
    ),
    "an unknown bearer": (
        replacing(f"{FICHES}/source.toml", 'kind = ', 'bearers = ["roi"]\nkind = '), f"{FICHES}/source.toml", None,
        "unknown body 'roi'", "funders.csv",
    ),
    "an unknown grantor": (
        replacing(f"{FICHES}/source.toml", 'kind = ', 'grantor = "roi"\nkind = '), f"{FICHES}/source.toml", None,
        "unknown body 'roi'", "funders.csv",
    ),
}  # fmt: skip

_FUNDING = "scheme_id,funder_id,part,rule,since,until,source_title,source_url,source_date,checked_on\n"
_PAID = ("cls", "ars", "actions", "Selon l’agence.", "2019", "", "Loi", "https://example.org/loi", "2019", "2026-11-28")
_COLUMNS = _FUNDING.strip().split(",")


def _funding(*rows: dict[str, str]) -> Break:
    """The file with a right row for each of these, but for what they change."""
    told = "".join(",".join({**dict(zip(_COLUMNS, _PAID, strict=True)), **row}.values()) + "\n" for row in rows)
    return lambda invented: invented.write("codebook/scheme_funding.csv", _FUNDING + told)


_AID = {
    "document_id": "val-fiches", "line": "13", "title": "La halle ancienne", "beneficiary": "", "beneficiary_line": "",
    "published_on": "", "date_words": "", "date_line": "", "words": "sera rénovée", "words_line": "13", "state": "",
    "state_line": "", "list_words": "LES FICHES", "list_line": "7",
}  # fmt: skip


def _aid(**changes: str) -> Break:
    row = _AID | changes
    return lambda invented: invented.write("codebook/aids.csv", f"{','.join(row)}\n{','.join(row.values())}\n")


_OF_SCHEMES, _OF_AIDS = "codebook/scheme_funding.csv", "codebook/aids.csv"
OF_FUNDING: dict[str, Case] = {
    "an unknown scheme": (_funding({"scheme_id": "roi"}), _OF_SCHEMES, 2, "unknown scheme 'roi'", "schemes.csv"),
    "an unknown funder": (_funding({"funder_id": "roi"}), _OF_SCHEMES, 2, "unknown funder 'roi'", "funders.csv"),
    "no source": (_funding({"source_title": ""}), _OF_SCHEMES, 2, "no source_title", "who says it where"),
    "no rule": (_funding({"rule": " "}), _OF_SCHEMES, 2, "no rule", "say the rule"),
    "an end before the beginning": (
        _funding({"until": "2018"}), _OF_SCHEMES, 2, "ends in 2018, before it begins in 2019", "since or until",
    ),
    "an address that is no https": (
        _funding({"source_url": "http://example.org"}), _OF_SCHEMES, 2, "begins with https://", "copy the source",
    ),
    "a script for an address": (
        _funding({"source_url": "javascript:alert(1)"}), _OF_SCHEMES, 2, "begins with https://", "copy the source",
    ),
    "a date that is none": (
        _funding({"source_date": "2019-13"}), _OF_SCHEMES, 2, "source_date '2019-13' is no date", "2026-01-31",
    ),
    "a month for the day of the reading": (
        _funding({"checked_on": "2026-11"}), _OF_SCHEMES, 2, "checked_on is no day", "2026-01-31",
    ),
    "a funder of nothing": (_funding({"part": ""}), _OF_SCHEMES, 2, "a funder without what it pays", "or neither"),
    "a pair said twice": (_funding({}, {}), _OF_SCHEMES, 3, "stands already on line 2", "remove one"),
    "money of a scheme without any": (
        _funding({"funder_id": "", "part": ""}, {}), _OF_SCHEMES, 3, "brings no money", "remove one",
    ),
    "an aid in other words": (
        _aid(words="sera démolie"), _OF_AIDS, 2, "is not found at line 13", "word for word",
    ),
    "an aid without its list": (_aid(list_words=""), _OF_AIDS, 2, "no list_words", "quote what the document says"),
    "a line of no words": (_aid(state_line="13"), _OF_AIDS, 2, "tells a line of no words", "quote state"),
    "a day without its words": (_aid(published_on="2020-01-21"), _OF_AIDS, 2, "a day without its words", "both"),
    "a day that is none": (
        _aid(published_on="2020-01-51", date_words="rénovée", date_line="13"), _OF_AIDS, 2, "is no day", "2020-01-21",
    ),
    "an aid of an unknown document": (_aid(document_id="perdu"), _OF_AIDS, 2, "unknown document 'perdu'", "folder"),
}  # fmt: skip
