"""The few French words that the ETL writes into the database."""

from __future__ import annotations

import datetime

from etl.text import fold

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip


def day(date: datetime.date) -> str:
    """« 13 juillet 2018 », « 1er mars 2020 »."""
    return f"{'1er' if date.day == 1 else date.day} {_MONTHS[date.month - 1]} {date.year}"


def date_label(published_on: datetime.date | None, precision: str) -> str:
    """The date of a document with its precision, in words."""
    if published_on is None:
        return "non daté"
    return {
        "jour": day(published_on),
        "annee-environ": f"vers {published_on.year} (non daté)",
        "annee-au-plus-tot": f"{published_on.year} au plus tôt (non daté)",
        "jour-au-plus-tot": f"{day(published_on)} au plus tôt",
    }[precision]


def partial_date(written: str) -> str:
    """« 13 juillet 2018 », « juillet 2018 », « 2018 »: of a date of which a day, a month or a year is known."""
    year, month, day_ = (*written.split("-"), "", "")[:3]
    if day_:
        return day(datetime.date.fromisoformat(written))
    return f"{_MONTHS[int(month) - 1]} {year}" if month else year or "sans date"


def de(name: str) -> str:
    """« de Cahors », « d’Albi »: for a name that carries no article. An aspirated h must be told as data."""
    return f"d’{name}" if fold(name)[:1] in tuple("aeiouyh") else f"de {name}"
