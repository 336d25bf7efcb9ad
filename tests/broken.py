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
