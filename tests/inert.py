"""What a text that means to be more than words must not have become, as other libraries than the writers' read it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl
from lxml import etree, html
from markdown_it import MarkdownIt
from pypdf import PdfReader
from streamlit.testing.v1.element_tree import Html, Markdown

from tests.apps import AppTest

# In every payload, and in nothing else.
MARK, HOST = "zqxjkvw", "mal.example"
# Where the tests say that the dashboard stands: links to it may hold anything in their query, escaped.
_OWN = "http://localhost/"
PAYLOADS = (
    f"<script>{MARK}(1)</script>",
    f'"><img src="http://{HOST}/{MARK}.png" onerror="{MARK}(2)">',
    f"</style></script><svg onload={MARK}(3)><a href='javascript:{MARK}(4)'>x</a></svg>",
    f"=HYPERLINK(\"http://{HOST}/{MARK}\",\"{MARK}\")",
    f"=cmd|'/c {MARK}'!A1",
    f"+{MARK}+1",
    f"-{MARK}-2",
    f"@SUM({MARK})",
    f"![{MARK}](http://{HOST}/{MARK}.png) [{MARK}](javascript:{MARK}(5))",
    f'#image("http://{HOST}/{MARK}.png") #read("/etc/passwd") $ {MARK} $ #panic("{MARK}")',
    f"]]></w:t><{MARK}/>&{MARK}; <!ENTITY {MARK} SYSTEM 'file:///etc/passwd'>",
    f"{{{{ {MARK}.__class__ }}}} {{% {MARK} %}} ${{{MARK}}} `{MARK}` '; DROP TABLE {MARK}; --",
)  # fmt: skip
_RUNNING = ("script", "style", "iframe", "object", "embed")
_LEADS = re.compile(rf"\s*(?:\w+:)?//[^/]*{re.escape(HOST)}")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_RUNS = re.compile(r"\s*(?:javascript|vbscript|data\s*:\s*text/html)", re.I)


def faults_of_html(page: str) -> list[str]:
    """Elements and attributes that a payload became."""
    found = []
    for one in html.fromstring(f"<div>{page}</div>").iter() if page.strip() else ():
        if not isinstance(one.tag, str):
            continue
        # The words of a chart travel in a script as JSON that no browser runs.
        is_running = one.tag in _RUNNING and one.get("type", "") not in ("application/json", "text/plain")
        if MARK in one.tag or (is_running and MARK in (one.text or "")):
            found.append(f"<{one.tag}> {(one.text or '')[:80]}")
        for name, value in one.attrib.items():
            leads = _LEADS.match(value) or (name == "style" and HOST in value)
            runs = _RUNS.match(value) and re.split("[}:]", name)[-1] in ("href", "src", "action")
            if MARK in name or (name.startswith("on") and MARK in value) or runs or leads:
                found.append(f"<{one.tag} {name}={value[:80]}>")
    return found


def faults_of_markdown(text: str) -> list[str]:
    """The same of what a page shows as Markdown, whose own HTML is not taken."""
    return faults_of_html(MarkdownIt("commonmark", {"html": False}).enable(["table"]).render(text))


def faults_of_page(page: AppTest) -> list[str]:
    """Of all that a page of Streamlit shows: its HTML, its texts, and what stands on and beside its widgets."""
    found = []
    for one in (*_under(page.main), *_under(page.sidebar)):
        is_html = isinstance(one, Html) or (isinstance(one, Markdown) and one.allow_html)
        faults = faults_of_html if is_html else faults_of_markdown
        found += [f"{one.type}: {fault}" for text in _shown(one.proto) for fault in faults(text)]
    return found


def _under(node: Any) -> Iterator[Any]:
    if getattr(node, "proto", None) is not None:
        yield node
    for child in getattr(node, "children", {}).values():
        yield from _under(child)


def _shown(proto: Any) -> Iterator[str]:
    """The texts of an element that Streamlit reads as Markdown or as HTML, in it and in its parts."""
    for field, value in proto.ListFields():
        for one in value if field.is_repeated else [value]:
            if field.message_type is not None and hasattr(one, "ListFields"):
                yield from _shown(one)
            elif isinstance(one, str) and MARK in one and not (field.name in _PLAIN or _is_plain(proto, field.name)):
                yield one


# Keys and addresses of widgets, what is typed, and lists to choose from, whose words Streamlit shows as they are.
_PLAIN = ("id", "placeholder", "default", "value", "raw_values", "form_id", "element_id", "url", "data")


def _is_plain(proto: Any, field: str) -> bool:
    return (proto.DESCRIPTOR.name, field) in {("Selectbox", "options"), ("MultiSelect", "options")}


def faults_of_workbook(content: bytes) -> list[str]:
    return [
        f"{sheet.title}!{cell.coordinate}: {str(cell.value)[:80]}"
        for sheet in openpyxl.load_workbook(io.BytesIO(content))
        for row in sheet.iter_rows()
        for cell in row
        if (cell.data_type == "f" and MARK in str(cell.value))
        or (cell.hyperlink and HOST in str(cell.hyperlink.target))
        or (isinstance(cell.value, str) and cell.value[:1] in "=+-@" and MARK in cell.value and not cell.quotePrefix)
    ]


def faults_of_csv(content: bytes, delimiter: str) -> list[str]:
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter)
    return [cell[:80] for row in rows for cell in row if MARK in cell and cell.lstrip(" ")[:1] in _FORMULA]


def faults_of_package(content: bytes) -> list[str]:
    """Of an office's file: XML that does not parse, elements that a payload became, relations that lead to it."""
    found = []
    for name, held in _parts(content):
        if not name.endswith((".xml", ".rels", ".svg")):
            continue
        root = etree.fromstring(held, etree.XMLParser(resolve_entities=False, no_network=True))
        if root.getroottree().docinfo.internalDTD is not None:
            found.append(f"{name} declares entities")
        for one in root.iter(etree.Element):
            is_odd = one.tag.endswith(("}script", "}foreignObject")) or any(MARK in key for key in one.attrib)
            if MARK in one.tag or is_odd:
                found.append(f"{name}: <{one.tag}>")
            target = one.get("Target", "") if name.endswith(".rels") else ""
            if not target.startswith(_OWN) and (HOST in target or _RUNS.match(target) or MARK in target):
                found.append(f"{name} leads to {target[:80]}")
            if one.tag.endswith("}instrText") and MARK in (one.text or ""):
                found.append(f"{name}: a field {one.text[:80]}")
    return found


def _parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            yield name, package.read(name)


def faults_of_pdf(content: bytes) -> list[str]:
    """Actions and links that a payload became, and words that only a file of the server holds."""
    reader = PdfReader(io.BytesIO(content))
    found = [key for key in ("/AA", "/JavaScript") if key in reader.trailer["/Root"]]
    for page in reader.pages:
        for one in page.get("/Annots") or ():
            action = one.get_object().get("/A", {})
            if action.get("/S") in ("/JavaScript", "/Launch", "/SubmitForm") or HOST in str(action.get("/URI", "")):
                found.append(str(action)[:120])
        found += ["a file of the server"] if "root:x:" in page.extract_text() else []
    return found


def faults_of_svg(content: bytes) -> list[str]:
    root = etree.fromstring(content)
    return faults_of_html(etree.tostring(root).decode()) + [
        one.tag for one in root.iter(etree.Element) if one.tag.endswith(("}script", "}foreignObject"))
    ]
