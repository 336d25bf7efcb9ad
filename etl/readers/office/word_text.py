"""What the paragraphs of a Word document say and how: their words with changes accepted, what is in bold, their style,
their level as a heading or as an item of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEFT_OUT = {f"{W}del", f"{W}moveFrom", f"{W}txbxContent", f"{W}instrText", f"{W}delText"}
_WRAPPERS = {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}smartTag"}
# Styles that are made from one another; levels of headings.
_MOST_STYLES, _DEEPEST = 12, 9
_STYLE = re.compile(r"(?:heading|titre)\s*(\d)", re.I)


def text_of(element: Any) -> str:
    """The words of a paragraph, changes accepted."""
    parts: list[str] = []

    def walk(node: Any) -> None:
        for child in node:
            if child.tag in _LEFT_OUT or not isinstance(child.tag, str) or _is_hidden(child):
                continue
            if child.tag == f"{W}t":
                if not _is_mark(node, child.text or "", parts):
                    parts.append(child.text or "")
            elif child.tag in (f"{W}tab",) and node.tag == f"{W}r":
                parts.append("\t")
            elif child.tag in (f"{W}br", f"{W}cr"):
                parts.append("\n")
            elif child.tag == f"{W}noBreakHyphen":
                parts.append("-")
            else:
                walk(child)

    walk(element)
    return "".join(parts)


def _is_hidden(run: Any) -> bool:
    """Whether a run is in letters that are not shown."""
    vanish = run.find(f"{W}rPr/{W}vanish") if run.tag == f"{W}r" else None
    return vanish is not None and vanish.get(f"{W}val") not in ("0", "false")


def _is_mark(run: Any, text: str, before: Sequence[str]) -> bool:
    """Whether a raised number behind a word is the mark of a note; « m² » and « km² » are words of two letters."""
    raised = run.find(f"{W}rPr/{W}vertAlign")
    if raised is None or raised.get(f"{W}val") != "superscript" or not text.strip().isdigit():
        return False
    word = re.search(r"[^\W\d_]+$", "".join(before[-3:]))
    return word is not None and len(word[0]) > 2


def lead_of(element: Any, by_style: bool) -> str:
    """The words in bold that a paragraph begins with; nothing where it begins otherwise."""
    lead = ""
    for run in _runs(element):
        if not _is_run_bold(run, by_style):
            break
        lead += text_of(run)
    return lead


def _runs(element: Any) -> Iterator[Any]:
    """The runs of a paragraph that have words."""
    for run in element.iter(f"{W}r"):
        if not any(one.tag in _LEFT_OUT for one in run.iterancestors()) and text_of(run).strip():
            yield run


def _is_run_bold(run: Any, by_style: bool) -> bool:
    mark = run.find(f"{W}rPr/{W}b")
    return by_style if mark is None else mark.get(f"{W}val") not in ("0", "false")


def is_all_bold(element: Any, by_style: bool) -> bool:
    """Whether all words of a paragraph are bold."""
    found = [_is_run_bold(run, by_style) for run in _runs(element)]
    return bool(found) and all(found)


def ends_bold(element: Any) -> bool:
    """Whether the words of a paragraph are bold, but for a number before them."""
    found = [(_is_run_bold(run, False), text_of(run)) for run in _runs(element)]
    while len(found) > 1 and not found[0][0] and not any(map(str.islower, found[0][1])):
        found.pop(0)
    return bool(found) and all(is_bold for is_bold, _ in found)


def held(element: Any, *tags: str) -> Iterator[Any]:
    """The parts of a body, a table, a row or a cell, those that stand in content controls among them."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from held(child, *tags)


def style_of(element: Any) -> str:
    style = element.find(f"{W}pPr/{W}pStyle")
    return str(style.get(f"{W}val") or "") if style is not None else ""


def item_level(element: Any, by_style: int) -> int:
    """How deep a paragraph stands in a list, from 1; 0 where it is no item of one."""
    depth = element.find(f"{W}pPr/{W}numPr/{W}ilvl")
    if depth is not None:
        return int(depth.get(f"{W}val") or 0) + 1
    return by_style or int(element.find(f"{W}pPr/{W}numPr") is not None)


def style_level(style: Any) -> int:
    """The level of the headings of a style: by its name, by what it says of its outline, or by the style that it is
    made from; 0 for others."""
    for _ in range(_MOST_STYLES):
        match = _STYLE.fullmatch(str(style.name or ""))
        outline = style.element.find(f"{W}pPr/{W}outlineLvl")
        if match or outline is not None:
            level = int(match[1]) if match else int(outline.get(f"{W}val") or 9) + 1
            return level if level <= _DEEPEST else 0
        if style.base_style is None:
            break
        style = style.base_style
    return 0
