"""What the columns of a table of actions are, by their names: those of the Territoires en Transitions template, of
Fonds vert-like tables, and what others write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from etl.readers.fields.bodies import body_of
from etl.readers.fields.column_names import COMPILED, HOPED
from etl.readers.text import PICTURES, one_line

# A group of columns that says whom each of its columns is of.
_FINANCING = re.compile(r"(plan de |co)?financements?.*|(co)?financeurs?.*|recettes?.*|subventions?.*|aides?.*")
# What a column of such a group says of all payers, or of the share of one.
_NO_PAYER = re.compile(r"(cout|budget).*|(sous.?)?tota(l|ux)\b.*|%.*|taux.*|montants?.*|nature.*|reste.*")
# A picture before a name: « 👤 Pilote ».
_PICTURE = re.compile(rf"^\s*(?:[{PICTURES}][\ufe0e\ufe0f\u200d]*\s*)+")
# « 3. Bénéficiaires »: the number of a part of a fiche.
_OUTLINED = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})*|[a-h])[.)]\s+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNIT = re.compile(r"(?:en )?(?:[km]?€|[km]?eur|euros?|(?:milliers|millions) d.?euros)(?: (?:ht|ttc))?|ht|ttc")
_OF_MONEY = re.compile(r"€|eur")
# What a column of a calendar is called: « T1 2026 », « 2e semestre », « 2026-2027 », « Court terme ».
PERIOD = re.compile(
    r"(?:[TS]\s?[1-4]|[1-4]\s?(?:er|re|e|ème|nd)?\s(?:trimestre|semestre)|(?:court|moyen|long)\s+terme|"
    r"(?:[TS]\s?[1-4][\s-]*)?(?:19|20)\d\d(?:\s*[-–/]\s*(?:(?:19|20)\d\d|[TS]\s?[1-4]))?)"
    r"(?:\s*[-–/]?\s*(?:19|20)\d\d)?",
    re.I,
)
# What a column left of the titles says of several of them; as the label of a fiche it may be a scheme, or prose.
_OF_SEVERAL = re.compile(r"finalites?|engagements?|programmes?|domaines?|themes?|secteurs?|enjeux?( .*)?")
# Who does what, a column each: the first carries the action out.
_RACI = ("r", "a", "c", "i")
# A payer's money is not what the action costs: « Montant FEADER », « Part Région ».
_PAID_BY = re.compile(
    r"(?:montants?|parts?|subv(?:entions?)?|aides?|participations?|contributions?|dotations?|financements?|enveloppes?)\s+"
    r"(?:sollicitée?s?\s+)?(?:de la |de l[’']|du |de |des )?(?P<payer>\S.*)",
    re.I,
)
# How far a payer is with what it gives, from asked to given: « Demandé État », then « Accordé État ».
_STAGES = (
    r"demand[ée]e?s?|sollicit[ée]e?s?",
    r"propos[ée]e?s?|pr[ée]vue?s?",
    r"accord[ée]e?s?|attribu[ée]e?s?|obtenue?s?|notifi[ée]e?s?|acquise?s?",
)
GIVEN = len(_STAGES)
_STAGED = re.compile(
    r"(?:(?:montants?|subventions?|aides?)\s+)?(?:" + "|".join(f"(?P<s{at}>{said})" for at, said in enumerate(_STAGES))
    + r")\s+(?:de la |de l[’']|du |de |[àa] la |[àa] l[’']|au )?(?P<payer>\S.*)",
    re.I,
)  # fmt: skip
# What was spent is not what an action is to cost, where a column says that too.
_SPENT = re.compile(r".*\b(realise|mandate|consomme|execute|paye|verse)(e?s?)\b.*")
# What titles are called by tools that list anything, and how many other columns tell that they list actions.
_NAMES_OF_ANYTHING, _FEWEST_BESIDE = ("name", "summary", "subject", "sujet"), 3
_BEGINS_AS_UNIT = re.compile(r"(actions?|projets?|mesures?|operations?)\b")
# « Champ personnalisé (Budget) », as tools that list tasks name the columns that their users make.
_MADE = re.compile(r"\s*(?:champ personnalisé|custom field)\s*\((?P<name>[^()]+)\)\s*", re.I)
# What such tools call titles, which elsewhere is a description; their numbers say that it is one.
_TITLE_OF_TICKET, _NUMBER_OF_TICKET = "resume", re.compile(r".*\bticket|(issue )?key")
# Words that stand alone: none is half of one that a narrow cell cuts.
_SMALL = re.compile(r"de|du|des|la|le|les|et|ou|en|au|aux|par|pour|sur|dans|avec|un|une|d|l")
# Of a name, in how many places a cell may cut it, and how long it is.
_MOST_CUTS, _LONGEST_CUT = 3, 40
# What actions may stand below, in a column of its own.
_ACTIONS, _MEASURES = re.compile(r"(fiches?.)?actions?"), re.compile(r"(mesures?|projets?|operations?)")
# What forms say before the name of a field: « Les partenaires », « Nos financeurs ».
_ARTICLE = re.compile(r"^(?:les? |la |l.(?=[aeiou])|nos |notre |vos |votre )")
# The name in brackets that a phrase ends with, and of how many words a phrase is at the least.
_ASIDE, _FEWEST_OF_PHRASE = re.compile(r"\((?P<name>[^()]{4,40})\)[\s:?]*$"), 3
# The number that a body is known by.
_IDENTIFIED = re.compile(r"sire[nt]", re.I)
_PAYERS, _RECEIPTS = ("funders", "funding_text"), re.compile(r"recettes?\b")
# One payer a row, and what it gives.
_ONE_PAYER = re.compile(r"(co.?)?financeurs?|bailleurs?( de fonds)?|payeurs?")
_GIVEN = re.compile(
    r"montants?( (sollicite|attribue|accorde|obtenu|demande|prevu)e?s?| de l.?aide| de la subvention)?( €| ht| ttc)*"
)
_NUMBERED_PAYER = re.compile(r"(co.?)?financeur( n ?[°o])? ?(?P<number>\d)")
_NUMBERED_SUM = re.compile(
    r"(montant|part|subvention|aide|participation)( (en )?€?( ht| ttc)?)?( n ?[°o])? ?(?P<number>\d)( .*)?"
)
# What plans call their units, where none is called an action; they may stand above actions too.
_NAMES_OF_UNITS = re.compile(
    r"(engagement|chantier|levier|demarche|initiative|proposition|disposition|realisation|activite|intervention|"
    r"operation|mesure|projet|amenagement|investissement|equipement|ouvrage|itineraire|troncon|dossier)s?"
    r"( (prioritaire|phare|concret|concrete)s?)?"
)
_MAY_BE_WHEN = re.compile(r"realisation|intervention|activite")
# « Avancement de l’étape »: of a part of the action, not of it. « Piloter et évaluer »: what is done, a chapter.
_NO_NAMES = re.compile(
    r"(etat|statut|avancement|pilote|responsable|referent|cout|budget|montant)s?\b.* (de l.|des |d.)(etapes?|phases?)|"
    r"(piloter|budgetiser|couter|chiffrer|decrire)\b.*|(cout|montant)s? moyens?\b.*"
)
# Whom tools that list tasks give one to.
_ASSIGNED = re.compile(r"owner|assignees?|assigned to|lead|(attribuee?|assignee?|affectee?) a|noms? (des )?ressources?")
# What says who, when, how far or for how much.
_OF_ACTIONS = {"pilot", "partners", "calendar", "start", "status", "budget", "funders"}
# What is no field of a unit, but its name, its place or its words.
LEVELS = ("level1", "level2", "level3", "level4")
NO_FIELDS = ("title", "subtitle", "label", "text", "depth", "parent", *LEVELS, "notes", "aims")
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Column:
    """A column that is understood: its field, its number, and its name as written."""

    field: str
    at: int
    name: str


def plain(text: str) -> str:
    """Small letters without accents, spaces and signs at the ends aside: « Élu·e  » is `elu·e`."""
    apart = unicodedata.normalize("NFD", _PICTURE.sub("", text).casefold().replace("’", "'").replace("_", " "))
    bare = "".join(one for one in apart if not unicodedata.combining(one))
    return " ".join(bare.split()).strip(" .:*?'\"")


# A head is looked for in many rows, and in each more than once.
@lru_cache(maxsize=30_000)
def field_of(name: str) -> str:
    """The field that a column of this name holds; nothing where none is known."""
    if len(name) > _LONGEST_NAME:
        return ""
    said = plain(_OUTLINED.sub("", _bare(name)))
    if not said:
        return ""
    found = _called(said) or _called(_ARTICLE.sub("", said)) or _said_aside(name, said)
    return "" if found == "budget" and payer_of(name) else found


def _called(said: str) -> str:
    if _NO_NAMES.fullmatch(said):
        return ""
    return next((field for field, pattern in COMPILED if pattern.fullmatch(said)), "")


def _is_in_word(said: str, at: int) -> bool:
    """Whether a blank may stand within a word: no small word stands before or behind it."""
    before, behind = re.search(r"[^\W\d_]{3,}$", said[:at]), re.match(r"[^\W\d_]{2,}", said[at + 1 :])
    return bool(before and behind) and not any(one and _SMALL.fullmatch(one[0]) for one in (before, behind))


@lru_cache(maxsize=30_000)
def _cut_name(name: str) -> str:
    """The field of a column whose name a narrow cell cuts in a word without a hyphen: « État d’avanc ement »."""
    said = plain(_bare(name))
    cuts = [at for at, sign in enumerate(said) if sign == " " and _is_in_word(said, at)]
    is_short = 0 < len(cuts) <= _MOST_CUTS and len(said) <= _LONGEST_CUT
    found = {_called(said[:at] + said[at + 1 :]) for at in cuts} - {""} if is_short else set()
    return found.pop() if len(found) == 1 else ""


def _said_aside(name: str, said: str) -> str:
    """The field that brackets say behind a phrase: « On saura que ça marche si (indicateurs) »."""
    aside = _ASIDE.search(name) if len(said.split()) >= _FEWEST_OF_PHRASE and not body_of(said) else None
    found = _called(plain(aside["name"])) if aside else ""
    return found if found == "title" or found not in ("pilot", "person", "service", *NO_FIELDS) else ""


def is_called_otherwise(name: str) -> bool:
    """Whether a column is called as plans call their units where none is called an action, or as nothing that is known;
    it may be something else."""
    said, known = plain(_bare(name)), field_of(name)
    is_unknown = not known and bool(said) and said not in _NAMES_OF_ANYTHING
    return is_unknown or (known != "title" and bool(said) and _is_name_of_units(said))


@lru_cache(maxsize=30_000)
def is_unit(name: str) -> bool:
    """Whether the name of a column says nothing but what its sums count: « € HT »."""
    return len(name) <= _LONGEST_NAME and bool(_UNIT.fullmatch(plain(name)))


def payer_of(name: str) -> str:
    """The payer whose money a column or a label says, as written: « Subvention DETR » is « DETR »; nothing where it
    says none that is known."""
    match = _PAID_BY.fullmatch(one_line(name.replace("_", " ")).rstrip(" :")) if len(name) <= _LONGEST_NAME else None
    return match["payer"] if match and body_of(match["payer"]) else ""


def staged_payer(name: str) -> tuple[str, int]:
    """The payer whose asked, proposed or given money a column says, and which of these, from 1: « Demandé État » is of
    the « État », at 1; nothing and 0 for others."""
    match = _STAGED.fullmatch(one_line(name.replace("_", " ")).rstrip(" :")) if len(name) <= _LONGEST_NAME else None
    if not match or not body_of(match["payer"]):
        return "", 0
    return match["payer"], next(at for at in range(1, GIVEN + 1) if match[f"s{at - 1}"])


def says_hoped(name: str) -> bool:
    """Whether a label says of the payers below it that they are hoped for: « Financeurs potentiels »."""
    return bool(re.search(rf"\b({HOPED})\b", plain(name))) and field_of(name) in ("funders", "funding_text")


def _differ(name: str, other: str) -> bool:
    """Whether of two columns of payers one hopes for them and the other does not."""
    return says_hoped(name) != says_hoped(other)


def _is_financing(group: str) -> bool:
    """Whether a group of columns says who pays, one column each."""
    return len(group) <= _LONGEST_NAME and bool(_FINANCING.fullmatch(plain(_bare(group))))


def _is_numbered_payer(names: Sequence[str], at: int) -> bool:
    """Whether a column and the next are one of several payers and what it gives: « Financeur 2 | Montant 2 »."""
    payer = _NUMBERED_PAYER.fullmatch(plain(names[at]))
    given = _NUMBERED_SUM.fullmatch(plain(names[at + 1])) if payer and at + 1 < len(names) else None
    return bool(payer and given and payer["number"] == given["number"])


def understood(names: Sequence[str], groups: Sequence[str] = ()) -> list[Column]:
    """The columns whose names (or whose group's, where they have none of their own) are known, each field once, but for
    those that come in pairs or in a group; `groups` are those above each column, a line each, the nearest first."""
    found: list[Column] = []
    taken: set[str] = set()
    raci = _who_carries_out(names)
    has_pilot = any(field_of(name) == "pilot" and not _ASSIGNED.fullmatch(plain(name)) for name in names)
    has_outline = any(name.strip().casefold() == "wbs" for name in names)
    are_tickets = any(_NUMBER_OF_TICKET.fullmatch(plain(name)) for name in names if len(name) <= _LONGEST_NAME)
    are_planned = any(field_of(name) == "budget" and not _SPENT.fullmatch(plain(name)) for name in names)
    for at, name in enumerate(names):
        above = _shared(groups, at) if name else []
        if is_unit(name) and at < len(groups) and groups[at]:
            # « Coût total », « € TTC » below it.
            name = f"{groups[at].split(chr(10))[0]} ({name})"
        elif _YEAR.fullmatch(name) and any(map(_is_financing, above)):
            continue
        if _is_numbered_payer(names, at):
            found += [Column("funder", at, name), Column("amount", at + 1, names[at + 1])]
            taken |= {"funder", "amount", "funders"}
            continue
        if any(one.at == at for one in found):
            continue
        if any(map(_is_financing, above)) and not _NO_PAYER.fullmatch(plain(name)):
            found.append(Column("part", at, name))
            continue
        field = "pilot" if at == raci else field_of(name) or _field_of_group(above, name) or _cut_name(name)
        if are_tickets and plain(name) == _TITLE_OF_TICKET:
            field = "title"
        if field == "pilot" and _ASSIGNED.fullmatch(plain(name)) and has_pilot:
            # Whoever a tool gives the task to, beside the body that carries it.
            field = "person"
        if field == "label" and has_outline and name.strip().casefold() != "wbs":
            # The number of a row in its program.
            continue
        if field == "title" and (over := _over_actions(found, name)):
            level = next((one for one in LEVELS if one not in taken), LEVELS[-1])
            found[found.index(over)] = Column(level, over.at, over.name)
            taken = (taken | {level}) - {"title"}
        if field == "funders" and _is_one_payer(names, at) and "funder" not in taken:
            found += [Column("funder", at, name), Column("amount", at + 1, names[at + 1])]
            taken |= {"funder", "amount", "funders"}
            continue
        if any(one.at == at for one in found):
            continue
        if field == "budget" and are_planned and _SPENT.fullmatch(plain(name)):
            continue
        if not field and "title" not in taken and _OF_SEVERAL.fullmatch(plain(name)):
            field = "level1"
        if field == "aims" and "title" not in taken:
            # « Objectifs », left of the actions that it has.
            field = "level2"
        if field in LEVELS and field in taken and "title" not in taken:
            # « Enjeu », then « Orientation », before the action: one stands below the other.
            field = next((one for one in LEVELS[LEVELS.index(field) :] if one not in taken), field)
        if field in _PAYERS and field in taken and any(one.field == field and _differ(one.name, name) for one in found):
            # « Financeurs pressentis », then « Financeurs acquis ».
            field = next((one for one in _PAYERS if one not in taken), field)
        if (
            field == "funding_text"
            and _RECEIPTS.match(plain(name))
            and any(field_of(one) == "funders" for one in names)
        ):
            # What comes in, of the payer that another column names.
            continue
        if field in ("funder", "amount", "year") or (field and field not in taken):
            taken.add(field)
            year = next(filter(_YEAR.fullmatch, above), "") if field == "year" and not _YEAR.search(name) else ""
            found.append(Column(field, at, f"{name} {year}".strip()))
    if {"start", "end"} <= taken:
        # How long it takes is no calendar beside when it begins and ends.
        found = [one for one in found if plain(one.name) != "duree"]
    if "budget" not in taken:
        # « € HT »: the one column of sums.
        sums = [at for at, name in enumerate(names) if is_unit(name) and _OF_MONEY.search(plain(name))]
        found += [
            Column("budget", at, names[at]) for at in sums if len(sums) == 1 and all(one.at != at for one in found)
        ]
    if "title" not in taken and len(taken) >= _FEWEST_BESIDE:
        said = (at for at, name in enumerate(names) if len(name) <= _LONGEST_NAME and plain(name) in _NAMES_OF_ANYTHING)
        found += [Column("title", at, names[at]) for at in said][:1]
    title = next((one for one in found if one.field == "title"), None)
    if title is None:
        return _with_unit(found, names)
    if "_" in title.name and "pilot" not in taken and _list_grants(names):
        return []
    return found


def _over_actions(found: Sequence[Column], name: str) -> Column | None:
    """The column of measures that one of actions stands below: « Mesure », then « Action ». « Actions » of a « Projet »
    say what it holds."""
    said = plain(_bare(name))
    titles = (one for one in found if one.field == "title" and _MEASURES.fullmatch(plain(_bare(one.name))))
    over = next(titles, None) if _ACTIONS.fullmatch(said) else None
    return over if over and plain(_bare(over.name)).endswith("s") == said.endswith("s") else None


def _list_grants(names: Sequence[str]) -> bool:
    """Whether a table of a database lists what bodies were given, each with the number that it is known by: no plan."""
    said = [plain(name) for name in names if len(name) <= _LONGEST_NAME] if any(map(_IDENTIFIED.search, names)) else []
    return any("beneficiaire" in one or "attributaire" in one for one in said)


def _with_unit(found: list[Column], names: Sequence[str]) -> list[Column]:
    """The columns where none is of actions: the last that is called as plans call their units is then their title."""
    if len({one.field for one in found} - set(LEVELS)) < _FEWEST_BESIDE:
        return found
    bare = [plain(_bare(name)) for name in names]
    known = {one.at for one in found}
    # « Projet du pays » says more surely than « Chantier » what is done.
    named = (at for at, name in enumerate(bare) if at not in known and _BEGINS_AS_UNIT.match(name))
    called = [at for at in reversed(range(len(names))) if names[at] and _is_name_of_units(bare[at])]
    # « Réalisation » may be when, and how far.
    sure = (at for at in called if not _MAY_BE_WHEN.match(bare[at]))
    at = next(named, next(sure, next(iter(called), None)))
    if at is None:
        at = _first_unknown(found, names)
    if at is None:
        return found
    return sorted([one for one in found if one.at != at] + [Column("title", at, names[at])], key=lambda one: one.at)


def _is_name_of_units(said: str) -> bool:
    """« Itinéraire / aménagement »."""
    return all(_NAMES_OF_UNITS.fullmatch(one.strip()) for one in said.split("/"))


def _first_unknown(found: Sequence[Column], names: Sequence[str]) -> int | None:
    """The column before all those that say who, when or for how much, where its name is of no field: « Ce qu’on veut
    faire »; None where several stand there."""
    told = {one.field for one in found} & _OF_ACTIONS
    first = min(one.at for one in found if one.field not in (*LEVELS, "label"))
    before = [at for at in range(first) if names[at] and all(one.at != at for one in found)]
    return before[0] if len(before) == 1 and len(told) >= _FEWEST_BESIDE else None


def _bare(name: str) -> str:
    """A name without what stands in brackets behind it."""
    if len(name) > _LONGEST_NAME:
        return ""
    made = _MADE.fullmatch(name)
    return re.sub(r"\([^)]*\)", " ", made["name"] if made else name)


def _is_one_payer(names: Sequence[str], at: int) -> bool:
    """Whether a column says one payer a row, and the next what it gives, the whole cost standing elsewhere."""
    beside = names[at + 1] if at + 1 < len(names) else ""
    others = [name for other, name in enumerate(names) if other not in (at, at + 1)]
    return names_one_payer(names[at], beside) and any(field_of(name) == "budget" for name in others)


def names_one_payer(name: str, beside: str) -> bool:
    """Whether a column may say one payer a row, and the next one what it gives."""
    return bool(_ONE_PAYER.fullmatch(plain(name)) and _GIVEN.fullmatch(plain(_bare(beside))))


def _shared(groups: Sequence[str], at: int) -> list[str]:
    """The groups above a column that stand above the next one too: a name above a single column is no group."""
    beside = {one for other in (at - 1, at + 1) if 0 <= other < len(groups) for one in groups[other].split("\n")}
    return [one for one in (groups[at].split("\n") if at < len(groups) else ()) if one and one in beside]


def _field_of_group(groups: Sequence[str], name: str) -> str:
    """The field of a column that says what it holds with a group above it: « Moyens », « Financiers »; a year or a part
    of one below « Calendrier »."""
    if PERIOD.fullmatch(name):
        return "year" if any(field_of(group) == "calendar" for group in groups) else ""
    fields = (field_of(f"{group} {name}") for group in groups)
    # The title of a table, over all its columns, says what none of them holds.
    return next((field for field in fields if field and field not in NO_FIELDS), "")


def _who_carries_out(names: Sequence[str]) -> int | None:
    """The column R of four that are called R, A, C and I; None where there are none."""
    said = [plain(name) for name in names]
    at = next((at for at in range(len(said)) if sorted(said[at : at + 4]) == sorted(_RACI)), None)
    return None if at is None else said.index("r", at)
