"""Bytes as text, whatever wrote them; lines as a reader counts them."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Sequence

from etl.readers.model import FileLine, Place, PlanRefused

LARGEST = 20_000_000
# Of a line that may be a title or a bullet; a longer one is neither.
LONGEST_LINE = 5_000
# Bullets by their places in the types that programs draw them with, as copied texts keep them.
SYMBOLS = str.maketrans(
    {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0e0": "➢", "\uf076": "❖", "\uf02d": "-"}
    | dict.fromkeys("\uf0a8\uf06f\uf071\uf0a3", "☐")
    | dict.fromkeys("\uf0fe\uf0fd\uf052\uf054", "☒")
    # Figures of the old style.
    | {chr(0xF730 + figure): str(figure) for figure in range(10)}
)
# Boxes of a form to tick, and those that are.
# Signs that draw something, as ranges of a pattern's class: boxes are none, whether free or ticked.
PICTURES = "\u2600-\u260f\u2613-\u2704\u2706-\u2712\u2718-\u27bf\U0001f000-\U0001faff"
FREE, TICKED = "☐□◻", "☒☑✓✔✅■▣"
_FRENCH = frozenset("éèêëàâçîïôùûüœÉÈÊÀÂÇÎÔ’«»–…€")
# At the end of a line: it cuts a word that the next one ends.
SOFT = "\xad"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(content: bytes) -> tuple[str, str]:
    """The text, and the encoding it was written in: by its mark, else UTF-8, else Windows-1252.

    Raises:
        PlanRefused: it is empty, too large, or no text.
    """
    if not content.strip():
        raise PlanRefused("Ce fichier est vide : choisir celui qui contient le plan.")
    if len(content) > LARGEST:
        raise PlanRefused("Ce fichier dépasse 20 Mo : n’en garder que le plan.")
    encoding = encoding_of(content)
    return content.decode(encoding, "replace"), encoding.removesuffix("-sig")


def encoding_of(content: bytes) -> str:
    """What a text is to be decoded with, which no byte of it resists but for those that Windows-1252 leaves free.

    Raises:
        PlanRefused: it is no text, or damaged.
    """
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    if marked is None and b"\0" in content:
        raise PlanRefused("Ce fichier n’est pas un texte : choisir un classeur, un CSV, ou un texte.")
    try:
        content.decode(marked or "utf-8")
    except UnicodeDecodeError:
        if marked:
            raise PlanRefused("Ce texte est abîmé : l’enregistrer à nouveau, en UTF-8.") from None
        return "mac_roman" if _is_of_macintosh(content) else "cp1252"
    return marked or "utf-8"


def _is_of_macintosh(content: bytes) -> bool:
    """Whether bytes are French as an old Macintosh, and Excel on one, writes it: read so, their letters are those that
    French has; as Windows-1252 most of them are signs."""
    counted = Counter(content)

    def french(encoding: str) -> int:
        return sum(
            times for byte, times in counted.items()
            if byte > 127 and bytes([byte]).decode(encoding, "replace") in _FRENCH
        )  # fmt: skip

    return french("mac_roman") > 2 * french("cp1252")


def lines_of_text(lines: Sequence[str]) -> tuple[FileLine, ...]:
    """The lines of a text with their numbers."""
    return tuple(FileLine(line, Place(line=number)) for number, line in enumerate(lines, 1))


def joined(parts: Sequence[str]) -> str:
    """Lines as one: a word that a hyphen parts at the end of a line is whole again, its hyphen kept but for a soft
    one."""
    text = ""
    for part in parts:
        if text.endswith(SOFT):
            text = text[:-1] + part.strip()
            continue
        is_cut = len(text) > 1 and text.endswith("-") and text[-2].isalnum()
        text += part.strip() if is_cut or not text else f" {part.strip()}"
    return one_line(text.replace(SOFT, "-") if text.endswith(SOFT) else text)


def one_line(text: str) -> str:
    """The words of a text, white space collapsed."""
    return " ".join(text.split())
