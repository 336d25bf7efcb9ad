"""Grants that two lists tell: the later one repeats the earlier one. Within one list nothing is a double."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from etl.grants.model import Grant
from etl.text import fold, letters

# The source of a grant by its name, and its line there.
Place = tuple[str, int]
# What two lists need not both say of a grant: its cost and its title.
_Told = tuple[Decimal | None, str]


def doubles(read: Mapping[str, Sequence[Grant]]) -> dict[Place, Place]:
    """By the source and line of a grant that repeats one of an earlier source, those of the one that it repeats.

    Year, programme, funder, sum and beneficiary are the same (his SIREN where both say it, else the commune's code,
    else his name), and so are cost and title where both say one. What several rows say alike is matched in order: the
    second of a list with the second of another.
    """
    found: dict[Place, Place] = {}
    kept: list[tuple[Place, Grant]] = []
    for source, grants in read.items():
        earlier = _Earlier(kept)
        left = [((source, grant.line), grant) for grant in grants]
        # Those that agree in all first, lest one that says less takes their place.
        for is_exact in (True, False):
            unmatched = []
            for place, grant in left:
                match = earlier.take(grant, is_exact)
                if match is None:
                    unmatched.append((place, grant))
                else:
                    found[place] = match
            left = unmatched
        kept += left
    return found


def repeated(grants: Sequence[Grant]) -> list[tuple[int, ...]]:
    """The lines of one list whose rows say the very same; they all count."""
    alike: dict[Hashable, list[int]] = defaultdict(list)
    for grant in grants:
        body = (grant.siren, grant.insee, _alike(grant.beneficiary))
        alike[(*_base(grant), *body, *_told(grant), fold(grant.measure))].append(grant.line)
    return [tuple(lines) for lines in alike.values() if len(lines) > 1]


class _Earlier:
    """The grants of the lists before one, each to be repeated once by it."""

    def __init__(self, grants: Sequence[tuple[Place, Grant]]) -> None:
        self._places = [place for place, _ in grants]
        self._taken = [False] * len(grants)
        self._by_key: dict[Hashable, dict[_Told, deque[int]]] = defaultdict(dict)
        for at, (_, grant) in enumerate(grants):
            if grant.year is None:
                continue
            base = _base(grant)
            for kind, value in _bodies(grant):
                key = (*base, kind, value, bool(grant.siren), bool(grant.insee))
                self._by_key[key].setdefault(_told(grant), deque()).append(at)

    def take(self, grant: Grant, is_exact: bool) -> Place | None:
        """The first that a grant repeats and that none has repeated yet; `is_exact` asks for cost and title alike."""
        if grant.year is None:
            return None
        told = _told(grant)
        for key in _asked(grant):
            told_alike = self._by_key.get(key)
            if not told_alike:
                continue
            asked = [told] if is_exact else [other for other in told_alike if _agree(told, other)]
            first = min((at for other in asked if (at := self._first(told_alike, other)) is not None), default=None)
            if first is not None:
                self._taken[first] = True
                return self._places[first]
        return None

    def _first(self, told_alike: dict[_Told, deque[int]], told: _Told) -> int | None:
        queue = told_alike.get(told)
        while queue and self._taken[queue[0]]:
            queue.popleft()
        if queue:
            return queue[0]
        told_alike.pop(told, None)
        return None


# Givers and programmes are few and told by each row; titles are asked for twice, one after the other.
@lru_cache(maxsize=1_000)
def _alike(text: str) -> str:
    """What is the same where a text is, however it is marked and broken."""
    return letters(fold(text))


def _base(grant: Grant) -> tuple[Hashable, ...]:
    return grant.year, _alike(grant.programme), _alike(grant.funder), grant.eur


def _told(grant: Grant) -> _Told:
    return grant.cost, _alike(grant.title)


def _agree(one: _Told, other: _Told) -> bool:
    return all(not mine or not theirs or mine == theirs for mine, theirs in zip(one, other, strict=True))


def _bodies(grant: Grant) -> Iterator[tuple[str, str]]:
    """By what a beneficiary is known."""
    for kind, value in (
        ("siren", grant.siren), ("insee", grant.insee), ("name", _alike(grant.beneficiary)),
    ):  # fmt: skip
        if value:
            yield kind, value


def _asked(grant: Grant) -> Iterator[Hashable]:
    """The keys under which the same beneficiary stands: a code that both say decides, what only one says does not."""
    base = _base(grant)
    for kind, value in _bodies(grant):
        for has_siren in (True, False):
            for has_insee in (True, False):
                both_siren, both_insee = has_siren and grant.siren, has_insee and grant.insee
                if (kind == "siren" or not both_siren) and (kind != "name" or not both_insee):
                    yield (*base, kind, value, has_siren, has_insee)
