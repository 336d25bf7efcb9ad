"""JSON that came from elsewhere: of what it can write, that alone which a file, a base and a page can hold."""

from __future__ import annotations

import json
import math
from typing import Any

# What SQLite and other programs hold of a whole number.
_LARGEST = 2**63


class NotJson(ValueError):
    """It is no JSON, or holds numbers or signs that nothing can hold; `line` is where, 0 where that is not known."""

    def __init__(self, line: int = 0) -> None:
        super().__init__(f"line {line}")
        self.line = line


def received(text: str | bytes) -> Any:
    """The value of a JSON text.

    Raises:
        NotJson: it is none, is nested without end, or holds a number that is none, one beyond 64 bits, half a sign.
    """
    try:
        value = json.loads(text, parse_int=_whole, parse_float=_finite, parse_constant=_finite)
        # An escape may write half of a pair, which is no sign and in no encoding.
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError as error:
        raise NotJson(error.lineno) from None
    except (ValueError, RecursionError):
        raise NotJson from None
    return value


def _whole(digits: str) -> int:
    number = int(digits)
    if not -_LARGEST <= number < _LARGEST:
        raise ValueError("a number beyond 64 bits")
    return number


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError("a number that is none")
    return number
