"""Fields that a label names, kept by what they are; what several labels say of one field stands together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from etl.money import MONEY
from etl.readers.fields.bodies import body_of
from etl.readers.fields.columns import NO_FIELDS, field_of, plain, says_hoped
from etl.readers.text import FREE, TICKED, one_line
from etl.readers.workbooks.sheets import says_nothing

# Before what a label that hopes for payers says, what another has said of them.
_OTHER = "Financeurs"
# « Moyens : 30 000 € », of money where it says some.
_MEANS = re.compile(r"moyens(?: (?:n[ée]cessaires|mobilis[ée]s|pr[ée]vus|allou[ée]s))?|ressources", re.I)
# « Concours : l’ADIL », of whom who takes part, where it says no money.
_HELP = "concours"
# « Réalisation : 2025 à 2027 », of time where it says nothing but years.
_DONE = re.compile(r"r[ée]alisation|mise en (?:œ|oe)uvre|ex[ée]cution", re.I)
_YEARS = re.compile(
    r"(?:(?:de|en|d[èe]s|[àa]|[àa] partir de|depuis)\s+)?(?:19|20)\d\d(?:\s*(?:[àa]|et|[-–/])\s*(?:19|20)\d\d)*", re.I
)
_OFTEN = re.compile(r"(?:chaque|tous les) (?:ann[ée]e|ans|mois|trimestre|semestre)s?|en continu|au fil de l.eau", re.I)
_YEAR, _LONGEST_DATE, _MOST_BESIDE = re.compile(r"\b20\d\d\b"), 60, 2
_OF_DATES = re.compile(
    r"\b(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre|trimestre|"
    r"semestre|printemps|[ée]t[ée]|automne|hiver|rentr[ée]e|ann[ée]e|fin|d[ée]but|mi|courant|d[èe]s|depuis|avant|apr[èe]s|"
    r"partir|ici|puis|pour|de|du|en|au|la|le|les|et|er|e|[àa])\b",
    re.I,
)
# « ●●○ en cours »
_GAUGE = re.compile(r"^[●○◌◐◑◕◯\s]+(?=\w)")
# « Name : value », and what parts several of them in one line.
FIELD = re.compile(r"(?P<name>[^\W\d][^:|]{1,40}?)\s*:\s+(?P<value>\S.*)", re.S)
_ASKED = re.compile(r"(?P<name>[^\W\d][^:|?]{1,40}\?)\s+(?P<value>[^\s:].*)")
# Blanks are looked at from their first alone, lest a long run of them be tried from each.
_PARTS = re.compile(r"(?<=\S)(?:\s++[–—|•/]\s*|[^\S\n]{3,}+|\t+)(?=[^\W\d][^:|–—]{1,40}?\s*:\s)|(?<=\S)\s++[–—|•]\s*$")
# A label and its value in columns that blanks make, as a program sets the text of a PDF.
_COLUMNS = re.compile(r"(?P<indent>[ ]*)(?P<name>[^\W\d][^:|\t ]*(?: [^:|\t ]+)*)[ ]{3,}(?P<value>[^\s:].*)")
# « Chef de file ▸ SAFER »
_ARROWED = re.compile(r"(?P<indent>\s*)(?P<name>[^\W\d][^:|▸►▶→⇒»]{1,40}?)\s*(?:[▸►▶→⇒»]|=>|->)\s*(?P<value>\S.*)")
_TAB_BEFORE_COLON = re.compile(r"(?<![ \t])[ \t]++:")
_WIDE = re.compile(r"(?<=\S)[^\S\n]{3,}+(?=[^\W\d][^:|–—]{1,40}?\s*:\s)")
# « Délai ............ 2025 »
_LEADER = re.compile(
    r"(?P<indent>\s*)(?P<name>[^\W\d][^:|.…_]{1,40}?)\s*(?:\.{3,}|…+|_{3,})\s*:?\s*(?P<value>[^\s.…_].*)"
)
# « Qui ? Office de tourisme. Quand ? 2026. »
_QUESTIONS = re.compile(r"(?<=[.;!])\s+(?=[^\W\d][^:|?.;]{1,30}\?\s)")
# « Mise en œuvre. Portage : … – échéance : … »: a title that runs into the fields behind it.
_RUN_IN = re.compile(r"[^\W\d][^:.;]{2,40}\.\s+(?P<rest>[^\W\d][^:.;]{1,40}?\s*:\s.*)", re.S)
_SENTENCES = re.compile(r"\.\s+(?=[A-ZÀ-Ý][^:.;]{1,40}?\s*:\s)")
_LISTED = re.compile(r";(?=\s*[^\W\d][^:;]{1,40}?\s*:\s)")
# Boxes of a form, before what they are of or behind it.
_LONGEST_CHOICE, _LONGEST_LINE = 1_000, 2_000
_CHOICE = re.compile(rf"\s*(?P<sign>[{FREE}{TICKED}])\s*(?P<said>[^{FREE}{TICKED}]+)")
_CHOICE_BEFORE = re.compile(rf"\s*(?P<said>[^{FREE}{TICKED}]+?)\s*(?P<sign>[{FREE}{TICKED}])")
_BRACKETS = re.compile(r"(?P<before>.*\S)\s*\((?P<inside>(?:[^()]|\([^()]*\))*)\)\s*[.;]?", re.S)
_BASIS = re.compile(r"\b(?:HT|TTC)\b")


def field_said(name: str, value: str, within: str = "") -> str:
    """The field that a label names before this value; nothing where it names none: « État : 400 000 € » is what a payer
    gives, and so is whatever names one `within` a field of payers."""
    found = field_of(name)
    if not found and _MEANS.fullmatch(name.strip()) and MONEY.search(value):
        found = "budget"
    elif not found and says_when(name, value):
        found = "calendar"
    elif not found and plain(name) == _HELP and not MONEY.search(value):
        found = "partners"
    is_paid = found == "status" and MONEY.search(value) is not None
    return "" if is_paid or (within in ("funders", "funding_text") and body_of(name)) else found


def says_when(name: str, value: str) -> bool:
    """Whether « Réalisation » says years or days, and little else: it may say how far an action is, too."""
    if not _DONE.fullmatch(name.strip()) or len(value) > _LONGEST_DATE:
        return False
    if _OFTEN.fullmatch(value.strip(" .")):
        return True
    rest = re.findall(r"[^\W\d]{2,}", _OF_DATES.sub(" ", value))
    return bool(_YEARS.fullmatch(value.strip()) or (_YEAR.search(value) and len(rest) <= _MOST_BESIDE))


def sentences_of(text: str) -> list[str]:
    """The fields that follow one another as sentences, « CCI, CAUE. Coût : 45 k€. Délai : 2026 », the first without its
    label; the text alone where one names none."""
    parts = _SENTENCES.split(text) if len(text) <= _LONGEST_LINE else [text]
    return parts if all(map(known_in, parts[1:])) else [text]


def known_in(part: str) -> str:
    """The field that « Name : value » says; nothing where it says none."""
    match = FIELD.fullmatch(part)
    known = field_said(match["name"], match["value"]) if match else ""
    return "" if known in NO_FIELDS else known


def labelled_by_tab(line: str) -> str:
    """A line whose label and value a tab, several blanks, points that lead on or the sign of a question part, as
    « Label : value »; any other as it is. The value stands where it did."""
    asked = _ASKED.fullmatch(line)
    if asked and field_of(asked["name"]) not in ("", *NO_FIELDS):
        return f"{asked['name']} : {asked['value']}"
    led = _LEADER.fullmatch(line) or _ARROWED.fullmatch(line)
    if led and field_of(led["name"]) not in ("", *NO_FIELDS):
        return f"{led['indent']}{led['name']} : {led['value']}"
    beside = _COLUMNS.fullmatch(line) if len(line) <= _LONGEST_LINE else None
    if beside and field_of(beside["name"]) not in ("", *NO_FIELDS):
        return f"{line[: beside.end('name')]} :{line[beside.end('name') + 2 :]}"
    apart = _TAB_BEFORE_COLON.sub(lambda blanks: " :" if "\t" in blanks[0] else blanks[0], line)
    name, tab, value = apart.partition("\t")
    is_one = tab and value.strip() and not FIELD.fullmatch(name.strip())
    known = field_of(name.rstrip(" :")) if is_one else ""
    return f"{name.rstrip(' :')} : {value.strip()}" if known and known not in ("title", "label") else line


def lines_of_fields(text: str) -> list[str]:
    """The lines of a paragraph of which several say a field each, as breaks within one part them; none where they do
    not."""
    lines = [labelled_by_tab(line.strip()) for line in text.split("\n") if line.strip()]
    said = [field_said(match["name"], match["value"]) for match in map(FIELD.fullmatch, lines) if match]
    return lines if len({one for one in said if one not in ("", *NO_FIELDS)}) > 1 else []


def parts_of(text: str) -> list[str]:
    """The fields of a line that says several, « Pilote : … ; Coût : … », each by itself; the line where it does not."""
    run_in = _RUN_IN.fullmatch(text) if len(text) <= _LONGEST_LINE else None
    if run_in and (told := _all_known([one.rstrip(" .") for one in _PARTS.split(run_in["rest"])])):
        return told
    asked = [labelled_by_tab(one).rstrip(" .") for one in _QUESTIONS.split(text)]
    sentences = _SENTENCES.split(text) if len(text) <= _LONGEST_LINE else [text]
    parts = (
        (_all_known(asked) if len(asked) > 1 else [])
        or (_all_known([one.rstrip(" .") for one in sentences]) if len(sentences) > 1 else [])
        or _all_known(_PARTS.split(text))
        or [text]
    )
    return [one for part in parts for one in _all_known(_LISTED.split(part)) or [part]]


def wide_parts(line: str) -> list[str]:
    """The fields of a line that wide blanks part, « Pilote : …      Coût : … »; the line where they do not."""
    return _all_known(_WIDE.split(line)) or [line]


def bracketed(text: str) -> tuple[str, list[tuple[str, str]]]:
    """A line without the fields in brackets that it ends with, « … (pilote : Ville ; coût : 45 k€) », or in sentences
    « … . Budget : 45 k€. Calendrier : 2026. », and these; the line and none where these say something else."""
    head, *sentences = _SENTENCES.split(text) if len(text) <= _LONGEST_LINE else [text]
    if sentences and all(map(known_in, sentences)):
        words, told = bracketed(head)
        more = filter(None, (FIELD.fullmatch(one.rstrip(" .")) for one in sentences))
        return words, [*told, *((match["name"], match["value"]) for match in more)]
    match = _BRACKETS.fullmatch(text) if len(text) <= _LONGEST_LINE else None
    parts = [FIELD.fullmatch(part.strip()) for part in match["inside"].split(";")] if match else []
    told = [(part["name"], part["value"]) for part in parts if part and known_in(part.group())]
    return (match["before"], told) if match and told and len(told) == len(parts) else (text, [])


def listed_fields(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The fields that the parts of a line say, « pilote : Ville ; budget : 45 k€ ; 2026 », the first being one, and
    the rest of the line; the line and none where it begins otherwise."""
    parts = [part.strip() for part in text.split(";")]
    if not known_in(parts[0]):
        return text, []
    told = [
        (match["name"], match["value"])
        for part in parts
        if known_in(part)
        for match in [FIELD.fullmatch(part)]
        if match
    ]
    return " ; ".join(part for part in parts if not known_in(part)), told


def _all_known(parts: Sequence[str]) -> list[str]:
    """The parts of a line, where there are several and each names a field; payers in a field of theirs name none."""
    own = [part.strip() for part in parts if part.strip()]
    said = [field_said(match["name"], match["value"]) if match else "" for match in map(FIELD.fullmatch, own)]
    return own if len(own) > 1 and all(one and one not in NO_FIELDS for one in said) else []


def basis_of(label: str) -> str:
    """HT or TTC, where the label of a cost says one of them."""
    bases = set(_BASIS.findall(label))
    return bases.pop() if len(bases) == 1 else ""


def ticked(value: str) -> str:
    """What is ticked of a value that offers choices (« ☐ À engager ☒ En cours »), nothing where nothing is; any other
    value as it is."""
    if (
        len(value) > _LONGEST_CHOICE
        or not any(sign in value for sign in FREE)
        or (not _CHOICE.match(value) and not any(map(value.count, TICKED)))
    ):
        return value
    choices = _CHOICE.finditer(value) if _CHOICE.match(value) else _CHOICE_BEFORE.finditer(value)
    return " ; ".join(one_line(one["said"]).rstrip(" ;,/") for one in choices if one["sign"] in TICKED)


def keep(fields: dict[str, Any], known: str, label: str, value: str, between: str = "\n") -> None:
    """Keep in `fields` the words below a label that is known as the field `known`; `between` parts those of several.

    Payers that their label hopes for (« Financeurs potentiels ») stay below it; HT or TTC in that of a cost is kept.
    """
    value = ticked(value)
    if known == "status":
        value = _GAUGE.sub("", value)
    if not value or says_nothing(value):
        return
    if known == "budget" and (basis := basis_of(label)):
        fields.setdefault("basis", basis)
    name = "funders" if known == "funding_text" else known
    there = fields.get(name)
    if name == "funders" and (isinstance(there, dict) or says_hoped(label)):
        told = there if isinstance(there, dict) else {_OTHER: there} if there is not None else {}
        below = one_line(label).rstrip(" :") if says_hoped(label) else _OTHER
        fields[name] = {**told, below: f"{told[below]}{between}{value}" if below in told else value}
    elif there is None:
        fields[name] = value
    elif value not in str(there).split(between):
        fields[name] = f"{there}{between}{value}"


def last_said(value: object) -> str:
    """The words of a field that stand last: those below its last label, where it has several."""
    last = list(value.values())[-1] if isinstance(value, dict) and value else value
    return last if isinstance(last, str) else ""


def with_last(value: Any, words: str) -> Any:
    """A field with other words in the place of those that stand last."""
    return {**value, list(value)[-1]: words} if isinstance(value, dict) else words


# What an action has once.
_ONCE = ("pilot", "budget", "calendar", "status")
TWICE = (
    "Cette ligne dit une seconde fois ce que l’action au-dessus d’elle a déjà dit : est-elle encore d’elle ? Sinon, "
    "couper l’action avant le titre qui précède cette ligne."
)


def said_twice(labels: set[tuple[str, str]], known: str, name: str) -> bool:
    """Whether a label of what an action has once comes again in it; `labels`, those that it had, are given it."""
    label = known, name.strip(" :").casefold()
    is_again = known in _ONCE and label in labels
    labels.add(label)
    return is_again
