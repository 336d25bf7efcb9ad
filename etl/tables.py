"""From the sources to the rows of each table; the tables themselves stand in `sql/schema`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from etl.coding.agreement import agreements, theme_confusion
from etl.coding.settle import CodedUnit
from etl.coding.stated import UNCHOSEN_THEME, UNKNOWN_LEVEL
from etl.coding.sums import KINDS, amount_rows, unsure_rows
from etl.csvfiles import Row
from etl.french import date_label, de, partial_date
from etl.grammars.chosen_lines import repeats
from etl.grants import kept as grants
from etl.plans.fields import shown_fields
from etl.sources import Plan, Sources

Rows = list[dict[str, Any]]
# Where the rows of a table are written by hand: named when the database refuses one of them.
SOURCE_FILES = {
    "territory": "reference/territories.csv",
    "member": "reference/communes.csv",
    "contour": "reference/contours.geojson",
    "theme": "codebook/themes.csv",
    "level": "codebook/levels.csv",
    "funder": "codebook/funders.csv",
    "scheme_family": "codebook/scheme_families.csv",
    "scheme": "codebook/schemes.csv",
    "engagement": "codebook/engagements.csv",
    "nature": "codebook/natures.csv",
    "role": "codebook/roles.csv",
    "document_funder": "codebook/document_funders.csv",
    "document_scheme": "codebook/document_schemes.csv",
    "scheme_funding": "codebook/scheme_funding.csv",
    "aid": "codebook/aids.csv",
    "scope": "codebook/scopes.csv",
    "amount_kind": "codebook/amount_kinds.csv",
    "amount": "codebook/amounts.csv",
    "fault": "codebook/faults.csv",
    "grant_source": "grants",
    "grant": "grants",
}


def tables(sources: Sources) -> dict[str, Rows]:
    """Rows by table, in the order in which foreign keys let them be written."""
    lists = sources.codebook.lists
    grant_sources, granted = grants.rows(sources.grant_lists, sources.france)
    return {
        "territory": [_territory(row) for row in sources.territories],
        "member": _members(sources),
        "contour": sources.contours,
        "document": [_document(plan) for plan in sources.plans],
        "document_line": [
            {"document_id": plan.document.document_id, "line": line, "text": text,
             "place": plan.document.places.get(line)}
            for plan in sources.plans
            for line, text in enumerate(plan.document.lines, 1)
        ],
        "mention": [
            {"document_id": plan.document.document_id, **vars(mention)}
            for plan in sources.plans for mention in plan.mentions
        ],
        "outline": [row for plan in sources.plans for row in _outline(plan)],
        "theme": [_typed(values, booleans=("is_focus",)) for values in _themes(sources)],
        "level": [_typed(values) for values in _levels(sources)],
        "funder": [
            {column: value for column, value in row.values.items() if column != "default_role"}
            for row in lists["funder"].values()
        ] + sources.bodies,
        "scheme_family": [row.values for row in lists["family"].values()],
        "scheme": [_typed(row.values) for row in lists["scheme"].values()],
        "scheme_funding": [
            {**_typed(row.values), "scheme_funding_id": f"{row['scheme_id']}/{row['funder_id']}",
             "source_date_label": partial_date(row["source_date"])}
            for row in sources.scheme_funding
        ],
        "acronym": [
            {"acronym": acronym, "meaning": meaning} for acronym, meaning in sources.codebook.rules.acronyms.items()
        ],
        "synonym": [_typed(row.values, booleans=("is_same",)) for row in sources.synonyms],
        "engagement": [_typed(row.values) for row in lists["engagement"].values()],
        "nature": [_typed(row.values) for row in lists["nature"].values()],
        "role": [_typed(row.values) for row in lists["role"].values()],
        "action": [row for plan in sources.plans for row in _actions(plan)],
        "action_theme": [
            {"action_id": unit.action_id, "theme_id": code.value, "rank": rank, "origin": code.origin,
             "evidence": code.evidence, "line": code.line}
            for unit in _units(sources) for rank, code in enumerate(unit.settled["theme"], 1)
        ],
        "action_funder": [
            row for plan in sources.plans for unit in plan.units
            for row in _action_funders(unit, plan.stated_sums[unit.action_id])
        ],
        "action_field": [
            {"action_id": unit.action_id, "rank": rank, "label": label, "value": value}
            for plan in sources.plans for unit in plan.units
            for rank, (label, value) in enumerate(shown_fields(unit.unit.fields, plan.document.facts), 1)
        ],
        "document_bearer": [
            {"document_id": plan.document.document_id, "funder_id": bearer}
            for plan in sources.plans for bearer in plan.document.bearers
        ],
        "document_funder": [
            _typed(row.values) | {"period_words": row["period_words"] if row["period_line"] else None}
            for row in sources.document_funders
        ],
        "action_scheme": [
            {"action_id": unit.action_id, **dict(zip(("scheme_id", "relation"), code.value.split(":"), strict=True)),
             "origin": code.origin, "evidence": code.evidence, "line": code.line}
            for unit in _units(sources) for code in unit.settled["scheme"]
        ],
        "document_scheme": [row.values for row in sources.document_schemes],
        "aid": [_typed(row.values) for row in sources.aids],
        "scope": [_typed(row.values) for row in lists["scope"].values()],
        "amount_kind": [*(row.values for row in sources.amount_kinds), *(KINDS if _has_field_sums(sources) else ())],
        "amount": _amounts(sources),
        "unsure_sum": [
            row for plan in sources.plans for unit in plan.units
            for row in unsure_rows(unit.action_id, plan.field_sums[unit.action_id])
        ],
        "grid": [row.values for row in lists["grid"].values()],
        "grid_area": [row.values for row in lists["area"].values()] + _unchosen_areas(sources),
        "theme_area": [row.values for row in sources.crosswalk] + _to_unchosen_areas(sources),
        "fault": [
            {"document_id": plan.document.document_id, **vars(fault)} for plan in sources.plans for fault in plan.faults
        ],
        "decision": [
            {"action_id": unit.action_id, "field": field, "value": code.value, "reason": code.reason}
            for unit in _units(sources) for field in unit.decided for code in unit.decided[field]
        ],
        # What grants have beside them: of no use where there are none.
        "epci": _intercommunalities(sources) if granted else [],
        "grant_source": grant_sources,
        "grant": granted,
        "agreement": _agreement(sources),
        "theme_confusion": [
            {"pair": pair, "theme_id": one, "other_theme_id": other, "units": count}
            for pair in ("lectures", "regles")
            for (one, other), count in sorted(theme_confusion(list(_units(sources)), pair).items())
        ],
    }  # fmt: skip


def _units(sources: Sources) -> Iterator[CodedUnit]:
    return (unit for plan in sources.plans for unit in plan.units)


def _themes(sources: Sources) -> list[dict[str, str]]:
    """The themes of the codebook, and the one to be chosen where actions wait for theirs."""
    themes = [row.values for row in sources.codebook.lists["theme"].values()]
    return [*themes, UNCHOSEN_THEME] if _is_theme_awaited(sources) else themes


def _is_theme_awaited(sources: Sources) -> bool:
    theme = UNCHOSEN_THEME["theme_id"]
    return any(code.value == theme for unit in _units(sources) for code in unit.settled["theme"])


def _unchosen_areas(sources: Sources) -> Rows:
    """In each reading grid the area of actions that wait for their theme: what is not read yet is in no other."""
    if not _is_theme_awaited(sources):
        return []
    return [
        {"area_id": f"{grid}-a-choisir", "grid_id": grid, "rank": "99", "label": "Rubrique à choisir"}
        for grid in sources.codebook.lists["grid"]
    ]


def _to_unchosen_areas(sources: Sources) -> Rows:
    reason = "Le thème reste à choisir."
    return [
        {"theme_id": UNCHOSEN_THEME["theme_id"], "area_id": area["area_id"], "reason": reason}
        for area in _unchosen_areas(sources)
    ]


def _levels(sources: Sources) -> list[dict[str, str]]:
    """The levels of the codebook, and the unknown one where a body has it."""
    unknown = any(body["level"] == UNKNOWN_LEVEL["level"] for body in sources.bodies)
    return [*(row.values for row in sources.codebook.lists["level"].values()), *([UNKNOWN_LEVEL] if unknown else [])]


def _typed(values: dict[str, str], booleans: tuple[str, ...] = ()) -> dict[str, Any]:
    """The values of a CSV row: an empty cell is NULL, `1` in a boolean column is true; the table casts the rest."""
    return {column: value == "1" if column in booleans else value or None for column, value in values.items()}


def _territory(row: Row) -> dict[str, Any]:
    """A name without an article takes « de » and « à » as they are, unless the row says otherwise."""
    name = row["short_name"]
    forms = {"with_article": name, "with_de": de(name), "with_a": f"à {name}"}
    return _typed(row.values, booleans=("is_compared",)) | {form: row[form] or plain for form, plain in forms.items()}


def _members(sources: Sources) -> Rows:
    names = {row["siren"]: row["name"] for row in sources.epci}
    return [
        {
            "territory_id": row["territory_id"],
            "insee_code": row["insee_code"],
            "name": row["name"],
            "epci_siren": row["epci_siren"],
            "epci_name": _epci_name(row, names),
            "population": row.integer("population_municipal"),
        }
        for row in sources.communes
    ]


def _intercommunalities(sources: Sources) -> Rows:
    return [
        {
            "epci_siren": row["siren"],
            "name": row["name"],
            "kind": row["kind"],
            "departments": row["departements"],
            "region": row["region"],
            "communes": row["communes"],
            "population": row["population"],
            "square_km": sources.france.surfaces.get(row["siren"]),
        }
        for row in sources.france.intercommunalities()
    ]


def _epci_name(row: Row, names: dict[str, str]) -> str:
    if row["epci_siren"] not in names:
        raise row.error(f"unknown intercommunality {row['epci_siren']!r}", "add it to data/reference/epci.csv")
    return names[row["epci_siren"]]


def _document(plan: Plan) -> dict[str, Any]:
    document = plan.document
    return {
        "document_id": document.document_id,
        "territory_id": document.territory_id,
        "title": document.title,
        "issuer": document.issuer,
        "kind": document.kind,
        "published_on": document.published_on,
        "date_precision": document.date_precision,
        "date_label": date_label(document.published_on, document.date_precision),
        "date_basis": document.date_basis,
        "period_start": document.period_start,
        "period_end": document.period_end,
        "sha256": document.sha256,
        "masked_lines": list(document.masked_lines),
        "licence": document.licence,
        "caveat": document.caveat,
        "grammar": document.settings["name"],
        "line_count": len(document.lines),
        "is_reviewed": plan.is_reviewed,
    }


def _outline_ids(plan: Plan) -> list[str]:
    """The identifier of each heading: its line, and its place among those that a row of a table shows together."""
    lines = [heading.line for heading in plan.cut.headings]
    return [
        f"{plan.document.document_id}-L{line}" + (f".{nth}" if (nth := lines[:at].count(line)) else "")
        for at, line in enumerate(lines)
    ]


def _outline(plan: Plan) -> Iterator[dict[str, Any]]:
    headings, ids = plan.cut.headings, _outline_ids(plan)
    for rank, heading in enumerate(headings, 1):
        yield {
            "outline_id": ids[rank - 1],
            "document_id": plan.document.document_id,
            "parent_id": ids[heading.parent] if heading.parent is not None else None,
            "rank": rank,
            "level": heading.level,
            "number_printed": heading.number,
            "label": heading.label,
            "line": heading.line,
        }


def _actions(plan: Plan) -> Iterator[dict[str, Any]]:
    document, headings = plan.document, _outline_ids(plan)
    for rank, coded in enumerate(plan.units, 1):
        unit = coded.unit
        engagement, nature = coded.settled["engagement"][0], coded.settled["nature"][0]
        period = next(iter(coded.settled["period"]), None)
        start, _, end = period.value.partition("/") if period else ("", "", "")
        yield {
            "action_id": coded.action_id,
            "document_id": document.document_id,
            "territory_id": document.territory_id,
            "outline_id": headings[unit.heading] if unit.heading is not None else None,
            "rank": rank,
            "number_printed": unit.number,
            "label_printed": unit.label,
            "title": unit.title,
            "text": unit.text,
            "detail": unit.whole_detail,
            "first_line": unit.first_line,
            "last_line": unit.last_line,
            "repeated_lines": repeats(document, unit) if document.settings["name"] == "slides" else [],
            "restated_lines": sorted(
                line
                for one in unit.restated
                for line in (*range(one.first_line, one.last_line + 1), *repeats(document, one))
            ),
            "cut_reason": unit.reason,
            "period_start": start or None,
            "period_end": end or None,
            "period_evidence": period.evidence if period else None,
            "period_line": period.line if period else None,
            "engagement": engagement.value,
            "engagement_origin": engagement.origin,
            "engagement_evidence": engagement.evidence,
            "engagement_line": engagement.line,
            "nature": nature.value,
            "nature_origin": nature.origin,
            "nature_evidence": nature.evidence,
            "nature_line": nature.line,
        }


def _action_funders(unit: CodedUnit, sums: dict[str, str]) -> Iterator[dict[str, Any]]:
    parts = {code.value: code.evidence for code in unit.settled["part"]}
    for code in unit.settled["funder"]:
        funder, role, certainty = code.value.split(":")
        yield {
            "action_id": unit.action_id,
            "funder_id": funder,
            "role": role,
            "certainty": certainty,
            "part": parts.get(funder),
            "stated_sum": sums.get(funder) if role == "financeur" else None,
            "origin": code.origin,
            "evidence": code.evidence,
            "line": code.line,
        }


def _amounts(sources: Sources) -> Rows:
    plans = {plan.document.document_id: plan for plan in sources.plans}
    rows = []
    for amount in sources.amounts:
        plan = plans[amount.document_id]
        stating = next(
            (coded.action_id for coded in plan.units if coded.unit.first_line <= amount.line <= coded.unit.last_line),
            None,
        )
        apart = {"territory_id": plan.document.territory_id, "action_id": stating, "per": None, "field": None}
        rows.append({**vars(amount), **apart})
    return [
        *rows,
        *(
            row
            for plan in sources.plans
            for unit in plan.units
            for row in amount_rows(plan.document, unit.unit, unit.action_id, plan.field_sums[unit.action_id])
        ),
    ]


def _has_field_sums(sources: Sources) -> bool:
    return any(sums.sure or sums.unsure for plan in sources.plans for sums in plan.field_sums.values())


def _agreement(sources: Sources) -> Rows:
    groups: dict[str, list[CodedUnit]] = {"tous": [], "mise-au-point": [], "epreuve": []}
    for plan in sources.plans:
        groups[plan.document.document_id] = plan.units
        groups["tous"] += plan.units
        groups["mise-au-point" if plan.document.rules_made_on else "epreuve"] += plan.units
    return [
        {"document_id": group, **vars(agreement)} for group, units in groups.items() for agreement in agreements(units)
    ]
