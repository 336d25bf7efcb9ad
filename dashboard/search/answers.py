"""What answers a search within the reader's filters, ready to be shown: names, lines, actions, each grade apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from dashboard import queries
from dashboard.citations import line_url
from dashboard.look.evidence import marked_at, without_marks
from dashboard.look.formats import count, listed
from dashboard.look.records import rows
from dashboard.page_registry import ACTIONS, TERRITORIES
from dashboard.search import ask
from dashboard.search.ask import LOOSE, NEAR, SAID
from dashboard.search.facets import PARTNERS, ROLES
from dashboard.selection import Selection

Record = dict[str, Any]
_KINDS = {"funder": "Organisme", "scheme": "Dispositif"}
# Whole documents that are told of a name; the others are counted.
_MOST_DOCUMENTS = 8


@dataclass(frozen=True)
class Found:
    """Answers as records for a template.

    `place` is the territory read in the words, as a filter; `territory` the one that the words are all about. `exact`
    and `lines` say all of the query, `near` mean it, `loose` and `loose_lines` (`weak` in all) have a part of it.
    `total` says in French how many of each there are.
    """

    total: str
    acronym: str
    place: Record | None
    territory: Record | None
    names: list[Record]
    lines: list[Record]
    exact: list[Record]
    near: list[Record]
    loose: list[Record]
    loose_lines: list[Record]
    weak: int
    lines_first: bool
    lines_note: str
    more: str | None = None


@dataclass(frozen=True)
class _Sorted:
    """Answers by grade: `said` and `weak` are lines, in the order of their documents."""

    exact: Sequence[ask.Hit]
    near: Sequence[ask.Hit]
    loose: Sequence[ask.Hit]
    said: Sequence[ask.Line]
    weak: Sequence[ask.Line]

    def first(self, actions: int, lines: int, weakly: bool) -> _Sorted:
        """The first of each, weak ones only if asked for."""
        return _Sorted(
            self.exact[:actions],
            self.near[: max(0, actions - len(self.exact))],
            self.loose[:actions] if weakly else [],
            self.said[:lines],
            self.weak[:lines] if weakly else [],
        )

    def show(self) -> None:
        """Read the texts of all of them."""
        ask.show((*self.exact, *self.near, *self.loose, *(line.hit for line in (*self.said, *self.weak))))


def answered(selection: Selection, at_a_glance: tuple[int, int] | None = None) -> Found:
    """What answers the Selection's words within its filters. Lines know no other filter than the territories.

    With `at_a_glance`, only so many actions and lines, weak ones only where nothing else answers, and the link to all
    where some are left out.
    """
    answers = ask.answers(selection.words, _where(selection, None) if selection.filters else None)
    where = _where(selection, answers.place)
    whole = _sorted(answers)
    total = _total(answers.names, whole.exact, whole.near, whole.said)
    shown = whole.first(*at_a_glance, weakly=not total) if at_a_glance else whole
    shown.show()
    exact, near, loose = _hits((shown.exact, shown.near, shown.loose), selection)
    return Found(
        total=total,
        acronym=answers.acronym,
        place=_place(answers.place, selection) if answers.place and answers.place.rest else None,
        territory=_territory(answers.place, selection) if answers.place and not answers.place.rest else None,
        names=[_name(name, where) for name in answers.names],
        lines=line_groups(shown.said, selection),
        exact=exact,
        near=near,
        loose=loose,
        loose_lines=line_groups(shown.weak, selection),
        weak=len(whole.loose) + len(whole.weak),
        lines_first=bool(answers.names),
        lines_note="Les lignes ne suivent que le filtre des territoires."
        if set(selection.filters) - {"territories"}
        else "",
        more=selection.but(action="").url(ACTIONS.address) if shown != whole else None,
    )


def _sorted(answers: ask.Answers) -> _Sorted:
    exact, near, loose = (
        [hit for hit in answers.actions if low <= hit.grade <= high]
        for low, high in ((0, SAID), (NEAR, NEAR), (LOOSE, LOOSE))
    )
    said = [line for line in answers.lines if line.hit.grade <= SAID]
    if not answers.names:  # the actions come first, and quote their own lines
        told = {hit.key for hit in (*exact, *near)}
        said = [line for line in said if line.action_id not in told]
    weak = [line for line in answers.lines if line.hit.grade > SAID]
    return _Sorted(exact, near, loose, _in_documents(said), _in_documents(weak))


def _in_documents(lines: Iterable[ask.Line]) -> list[ask.Line]:
    """Lines in the order of their documents."""
    order = _order_of_documents()
    return sorted(lines, key=lambda line: (order[line.document_id], line.line))


@queries.once_per_content
def _order_of_documents() -> dict[str, int]:
    return {document: at for at, document in enumerate(queries.territories()["document_id"])}


def line_groups(lines: Iterable[ask.Line], selection: Selection, keep_words: bool = False) -> list[Record]:
    """Lines by document, in their order there: number, words with those that answer marked, link, action."""
    ordered = _in_documents(lines)
    ask.show(line.hit for line in ordered)
    of_documents = [(document, list(of_one)) for document, of_one in groupby(ordered, key=lambda one: one.document_id)]
    table = queries.territories()
    known = table[table["document_id"].isin([document for document, _ in of_documents])].set_index("document_id")
    return [
        {
            "territory_id": known.at[document_id, "territory_id"],
            "territory": known.at[document_id, "short_name"],
            "document": known.at[document_id, "title"],
            "lines": [_quoted(line, selection, keep_words) for line in of_document],
        }
        for document_id, of_document in of_documents
    ]


def linked(places: Sequence[int], selection: Selection) -> list[Record]:
    """The actions at these places of the base with what a list tells of each, and the link to its record."""
    known = {row.pop("place"): row for row in rows(queries.placed_actions(tuple(places)))} if places else {}
    found = [known[place] for place in places]
    return [{**one, "link": selection.but(action=one["action_id"]).url(ACTIONS.address)} for one in found]


def _where(selection: Selection, place: ask.Place | None) -> Selection:
    """Where is searched: in the territory that the words name, else in those chosen, else in all documents."""
    if place and place.rest:
        return selection.but(territories=(place.territory_id,))
    return selection if selection.territories else selection.but(territories=_everywhere())


@queries.once_per_content
def _everywhere() -> tuple[str, ...]:
    return tuple(dict.fromkeys(queries.territories()["territory_id"]))


def _hits(grades: Sequence[Sequence[ask.Hit]], selection: Selection) -> list[list[Record]]:
    """The actions of each grade, asked for together."""
    told = iter(linked([hit.place for hits in grades for hit in hits], selection))
    return [
        [{**next(told), "sentence": marked_at(hit.sentence, hit.spans), "reason": hit.reason} for hit in hits]
        for hits in grades
    ]


def _quoted(line: ask.Line, selection: Selection, keep_words: bool) -> Record:
    text, spans = without_marks(line.hit.sentence, line.hit.spans)
    carried = {"q": selection.words} if keep_words else {}
    return {
        "number": line.line,
        "words": marked_at(text, spans),
        "link": line_url(line.document_id, line.line, selection, carried),
        "action": line.action,
        "action_link": selection.but(action=line.action_id, words="").url(ACTIONS.address) if line.action_id else "",
    }


def _name(name: ask.Name, where: Selection) -> Record:
    """A body or a scheme: what it is, how many actions name it and how, which whole documents are its own."""
    counted = queries.facets(where.but(with_partners=True))
    field = "funders" if name.field == "funder" else "schemes"
    own = counted[(counted["field"] == field) & (counted["value"] == name.code)]
    number = {} if own.empty else own.iloc[0].to_dict()
    roles = [
        f"{number[column]} comme {role}"
        for column, role in ROLES.items()
        if name.field == "funder" and number.get(column)
    ]
    documents = _whole_documents(name, field, where)
    wider = where.with_partners or any(number.get(column) for column in PARTNERS)
    return {
        "kind": " · ".join(filter(None, (_KINDS[name.field], name.acronym, name.level))),
        "label": name.label,
        "definition": name.definition,
        "actions": int(number.get("actions", 0)),
        "roles": roles,
        "link": where.but(**{field: (name.code,)}, with_partners=wider, words="", action="").url(ACTIONS.address),
        "documents": documents,
        "more_documents": documents[0]["mentions"] - len(documents) if documents else 0,
    }


def _whole_documents(name: ask.Name, field: str, where: Selection) -> list[Record]:
    """Documents that announce the body, or that are of the scheme, as a whole: the first ones."""
    found = rows(queries.whole_documents(where, field, name.code, _MOST_DOCUMENTS))
    if name.field == "scheme":
        return [{**row, "told": "Tout un document en relève, et ses actions par lui"} for row in found]
    envisaged = {"dit": "", "envisage": " envisagé"}
    return [{**row, "told": f"{row['role']}{envisaged[row['certainty']]} pour tout un programme"} for row in found]


def _place(place: ask.Place, selection: Selection) -> Record:
    everywhere = selection.but(words=place.rest, action="")
    quoted = f"« {place.said} » {place.rest}"
    return {
        "territory_id": place.territory_id,
        "name": _short_name(place.territory_id),
        "said": place.said,
        "rest": place.rest,
        "everywhere": everywhere.url(ACTIONS.address),
        "as_word": everywhere.but(words=quoted).url(ACTIONS.address),
    }


def _territory(place: ask.Place, selection: Selection) -> Record:
    own = Selection(territories=(place.territory_id,))
    known = queries.territories()
    documents = known[known["territory_id"] == place.territory_id]["document_id"].tolist()
    return {
        "name": _short_name(place.territory_id),
        "page": own.url(TERRITORIES.address),
        "document": line_url(documents[0], None, selection),
    }


def _short_name(territory_id: str) -> str:
    known = queries.territories().set_index("territory_id")["short_name"]
    return str(known.loc[[territory_id]].iloc[0])


def _total(
    names: Sequence[ask.Name], exact: Sequence[ask.Hit], near: Sequence[ask.Hit], lines: Sequence[ask.Line]
) -> str:
    of_kind = {field: sum(name.field == field for name in names) for field in _KINDS}
    parts = [count(number, _KINDS[field].lower()) for field, number in of_kind.items() if number]
    actions = [count(len(exact), "action")] if exact else []
    said = [count(len(lines), "ligne de document", "lignes de documents")] if lines else []
    parts += said + actions if names else actions + said
    parts += [count(len(near), "action proche", "actions proches")] if near else []
    return listed(parts)
