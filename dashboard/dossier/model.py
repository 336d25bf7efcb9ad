"""A dossier: views that someone kept, in an order, each with words of their own. Its file is small JSON.

A view is kept as its name and the parameters of its address, so that a file of an older or newer En regard loses
nothing: what means nothing here stays in the file and is told.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dashboard.dossier.received import NotJson, received
from dashboard.selection import Reading, Selection, read_params

FORMAT, VERSION = "en-regard/dossier", 1
MOST_VIEWS, LONGEST_TITLE, LONGEST_TEXT, LARGEST_FILE = 100, 300, 5_000, 1_000_000
MOST_MINUTES = 600
# Fields of an entry that hold its author's words -> their names in the file.
_WORDS = {"title": "titre", "note": "note", "cue": "animation", "remarks": "remarques"}
UNTITLED = "Dossier sans titre"


class DossierRefused(ValueError):
    """A file or a text that is no dossier; the message is French, says where and what to do."""


def new_key() -> str:
    """A name for an entry, which stays when it moves."""
    return secrets.token_hex(4)


@dataclass(frozen=True)
class Entry:
    """A view that was kept. `note` is printed with it, `cue` is for the facilitator, `remarks` is what was said;
    `minutes` are planned for it in a room, 0 where nobody said."""

    view: str
    params: Mapping[str, str]
    title: str = ""
    note: str = ""
    cue: str = ""
    remarks: str = ""
    minutes: int = 0
    key: str = field(default_factory=new_key, compare=False)

    @classmethod
    def of(cls, view: str, selection: Selection, **words: str) -> Entry:
        return cls(view, selection.to_params(), **words)  # type: ignore[arg-type]

    def reading(self, known: Mapping[str, Collection[str]]) -> Reading:
        """Its Selection, and what of it means nothing in these data."""
        return read_params(self.params, known)


@dataclass(frozen=True)
class Dossier:
    """Entries in their order; a changed dossier is a new one."""

    title: str = ""
    entries: tuple[Entry, ...] = ()

    def position(self, key: str) -> int:
        """Where the entry of this key stands; -1 where there is none."""
        return next((at for at, entry in enumerate(self.entries) if entry.key == key), -1)

    def added(self, entry: Entry) -> Dossier:
        """With one more view at the end.

        Raises:
            DossierRefused: it holds as many as it can.
        """
        if len(self.entries) >= MOST_VIEWS:
            raise DossierRefused(f"Un dossier tient {MOST_VIEWS} vues au plus : en retirer, ou en commencer un autre.")
        return replace(self, entries=(*self.entries, entry))

    def without(self, key: str) -> Dossier:
        return replace(self, entries=tuple(entry for entry in self.entries if entry.key != key))

    def moved(self, key: str, by: int) -> Dossier:
        """With an entry further up (negative) or down; the ends stop it."""
        at = self.position(key)
        if at < 0:
            return self
        others = [entry for entry in self.entries if entry.key != key]
        others.insert(max(0, min(at + by, len(others))), self.entries[at])
        return replace(self, entries=tuple(others))

    def reworded(self, key: str, **words: str) -> Dossier:
        """With other words (title, note, cue, remarks) for one entry.

        Raises:
            DossierRefused: they are too long.
        """
        for name, text in words.items():
            _checked(text, name, f"« {_WORDS[name]} »")
        return replace(
            self,
            entries=tuple(
                replace(entry, **words) if entry.key == key else entry  # type: ignore[arg-type]
                for entry in self.entries
            ),
        )

    def planned(self, key: str, minutes: int) -> Dossier:
        """With so many minutes for one entry in a room."""
        return replace(
            self,
            entries=tuple(
                replace(entry, minutes=max(0, min(minutes, MOST_MINUTES))) if entry.key == key else entry
                for entry in self.entries
            ),
        )

    def entitled(self, title: str) -> Dossier:
        return replace(self, title=_checked(title, "title", "le titre du dossier"))


def to_file(dossier: Dossier) -> bytes:
    """The dossier as its file: JSON in UTF-8, readable by people."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        "titre": dossier.title,
        "vues": [
            {"vue": entry.view, "parametres": dict(entry.params), "cle": entry.key}
            | {said: getattr(entry, name) for name, said in _WORDS.items() if getattr(entry, name)}
            | ({"minutes": entry.minutes} if entry.minutes else {})
            for entry in dossier.entries
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def from_file(file: bytes) -> Dossier:
    """The dossier of a file.

    Raises:
        DossierRefused: it is none; the message says where and what to do.
    """
    if len(file) > LARGEST_FILE:
        raise DossierRefused("Ce fichier dépasse 1 Mo : un dossier d’En regard est bien plus petit.")
    try:
        content = received(file.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise DossierRefused(
            "Ce fichier n’est pas un texte en UTF-8 : choisir un fichier « .json » enregistré ici."
        ) from None
    except NotJson as error:
        where = f", ligne {error.line}" if error.line else ""
        raise DossierRefused(
            f"Ce fichier n’est pas du JSON valide{where} : enregistrer le dossier à nouveau."
        ) from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise DossierRefused(
            f"Ce fichier n’est pas un dossier d’En regard (« format » ne vaut pas « {FORMAT} ») : choisir celui qui a "
            "été enregistré ici."
        )

    version = content.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise DossierRefused("« version » doit être un nombre entier : enregistrer le dossier à nouveau.")
    if version > VERSION:
        raise DossierRefused("Ce dossier vient d’une version plus récente d’En regard : mettre celle-ci à jour.")
    listed = content.get("vues", [])
    if not isinstance(listed, list) or len(listed) > MOST_VIEWS:
        raise DossierRefused(f"« vues » doit être une liste de {MOST_VIEWS} vues au plus.")
    return Dossier(_text(content, "titre", "title", "le dossier"), _entries(listed))


def _entries(listed: Sequence[Any]) -> tuple[Entry, ...]:
    found: list[Entry] = []
    for number, one in enumerate(listed, 1):
        where = f"la vue {number}"
        if not isinstance(one, dict):
            raise DossierRefused(f"Dans {where} : un objet JSON est attendu.")
        params = one.get("parametres", {})
        if not isinstance(params, dict) or not all(isinstance(value, str) for value in params.values()):
            raise DossierRefused(f"Dans {where}, « parametres » doit donner des textes.")
        for name, value in params.items():
            _checked(name + value, "note", f"« parametres » de {where}")
        view = _text(one, "vue", "title", where)
        if not view:
            raise DossierRefused(f"Dans {where}, « vue » manque.")
        key = str(one.get("cle", ""))
        is_own = 0 < len(key) <= 16 and key.isalnum() and key.isascii()
        words = {name: _text(one, said, name, where) for name, said in _WORDS.items()}
        minutes = one.get("minutes", 0)
        if not isinstance(minutes, int) or isinstance(minutes, bool) or not 0 <= minutes <= MOST_MINUTES:
            raise DossierRefused(f"Dans {where}, « minutes » doit être un nombre entier, de 0 à {MOST_MINUTES}.")
        # Two entries of one key would move and change together.
        taken = any(entry.key == key for entry in found)
        found.append(Entry(view, params, **words, minutes=minutes, key=key if is_own and not taken else new_key()))
    return tuple(found)


def _text(content: Mapping[str, Any], said: str, name: str, where: str) -> str:
    text = content.get(said, "")
    if not isinstance(text, str):
        raise DossierRefused(f"Dans {where}, « {said} » doit être un texte.")
    return _checked(text, name, f"« {said} » de {where}")


def _checked(text: str, name: str, where: str) -> str:
    longest = LONGEST_TITLE if name == "title" else LONGEST_TEXT
    if len(text) > longest:
        raise DossierRefused(f"Texte trop long dans {where} : {longest} caractères au plus, {len(text)} ici.")
    return text
