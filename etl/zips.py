"""A ZIP that somebody sent, looked at as a whole before anything of it is used.

Its directory may lie: of the sizes that it tells nothing is believed, all is unfolded once in small pieces and counted.
Other ways of packing than the two that offices use are refused, as some of them unfold to thousands of times their size
in one piece.
"""

from __future__ import annotations

import copy
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENTRY, _PIECE = b"PK\x01\x02", 1 << 20
# What the library says of a damaged or locked one, in its many ways: ValueError is a place before the file's beginning.
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError, struct.error,
    OverflowError,
)  # fmt: skip


class ZipDamaged(ValueError):
    """It cannot be unfolded: damaged, locked, or packed in a way that is not taken."""


class ZipTooLarge(ValueError):
    """It holds too many files, or unfolds to too much."""


def _ignored(name: str, piece: bytes) -> None:
    """Nothing is made of what is unfolded."""


@contextmanager
def opened_zip(
    content: bytes, most_files: int, most_bytes: int, look: Callable[[str, bytes], None] = _ignored
) -> Iterator[zipfile.ZipFile]:
    """The ZIP, all of it unfolded once; `look` is given the pieces of each file by its name, one after the other.

    Raises:
        ZipDamaged, ZipTooLarge: nothing of it is to be used.
    """
    # A directory of millions of entries takes long to be read; one ZIP within another brings its own.
    if content.count(_ENTRY) > 10 * most_files:
        raise ZipTooLarge
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except _DAMAGED as error:
        raise ZipDamaged from error
    with package:
        entries = package.infolist()
        if len(entries) > most_files or sum(one.file_size for one in entries) > most_bytes:
            raise ZipTooLarge
        if any(one.compress_type not in _METHODS or not one.filename for one in entries):
            raise ZipDamaged
        left = most_bytes
        for one in entries:
            left -= _unfolded(package, one, left, look)
        yield package


def _unfolded(package: zipfile.ZipFile, one: zipfile.ZipInfo, left: int, look: Callable[[str, bytes], None]) -> int:
    """The bytes that a file really has, its checksum checked.

    Raises:
        ZipDamaged: they are not those that the directory tells.
        ZipTooLarge: they are more than are left.
    """
    # The library stops at the size that is told; others that read the same file do not.
    whole = copy.copy(one)
    whole.file_size = left + 1
    size = 0
    try:
        with package.open(whole) as file:
            while piece := file.read(_PIECE):
                size += len(piece)
                if size > left:
                    raise ZipTooLarge
                look(one.filename, piece)
    except ZipTooLarge:
        raise
    except _DAMAGED as error:
        raise ZipDamaged from error
    if size != one.file_size:
        raise ZipDamaged
    return size
