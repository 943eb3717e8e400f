"""How is a certificate written to a file, always with the same bytes, and read from one that a stranger made?"""

from __future__ import annotations

import gzip
import io
import json
import zlib
from pathlib import Path
from typing import Any, BinaryIO

from recommender.errors import Unreadable
from recommender.ledger.document import json_of
from recommender.planning.certificate import DEEPEST
from recommender.planning.certificates.form import Certificate, certificate_data, certificate_of

MOST_BYTES = 64 * 2**20
"""Of a file once unpacked: the largest proof of the demo bank is far smaller, and a bomb is refused."""
MOST_DEEP = DEEPEST + 20
"""How deep lists and objects may stand in each other: as deep as a proof may, and what is around it."""


def packed(one: Certificate, *, zipped: bool = False) -> bytes:
    """The certificate as the bytes of a file: one line of JSON; equal certificates have equal bytes."""
    text = (
        json.dumps(certificate_data(one), ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"
    )
    if not zipped:
        return text.encode()
    into = io.BytesIO()
    with gzip.GzipFile("", "wb", 9, into, mtime=0) as file:
        file.write(text.encode())
    return into.getvalue()


def write_certificate(path: Path, one: Certificate) -> None:
    """Write it; packed by gzip where the name ends in `.gz`."""
    path.write_bytes(packed(one, zipped=is_zipped(path)))


def read_certificate(path: Path) -> Certificate:
    """Read a file of which nothing is believed.

    Raises:
        Unreadable: there is no such file, it is too large or too deep, or it is not what its name says.
        InputError: a field that is missing, unknown, or of another sort, with its place.
    """
    return certificate_of(read_json(path), str(path))


def certificate_from(content: bytes, place: str) -> Certificate:
    """Read the bytes of one, not packed, of which nothing is believed; `place` is what messages call them.

    Raises:
        Unreadable: they are too many, too deep, or no JSON.
        InputError: a field that is missing, unknown, or of another sort, with its place.
    """
    return certificate_of(_parsed(content, place), place)


def read_json(path: Path) -> Any:
    """The data of a file within the bounds of a certificate, whatever it is about.

    Raises:
        Unreadable: there is no such file, it is too large or too deep, or it is not what its name says.
    """
    return _parsed(_content(path), str(path))


def is_zipped(path: Path) -> bool:
    """Whether the name says that the file is packed."""
    return path.suffix.lower() == ".gz"


def _content(path: Path) -> bytes:
    place = str(path)
    try:
        with path.open("rb") as file:
            return _unpacked(file) if is_zipped(path) else file.read(MOST_BYTES + 1)
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise Unreadable(f"is not packed by gzip, as its name says: {error}", place=place) from None
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}", place=place) from None


def _parsed(content: bytes, place: str) -> Any:
    if len(content) > MOST_BYTES:
        raise Unreadable(f"expected at most {MOST_BYTES} bytes once unpacked", place=place)
    try:
        data = json_of(content.decode("utf-8"))
    except UnicodeError as error:
        raise Unreadable(f"is not UTF-8: {error}", place=place) from None
    except RecursionError:
        raise Unreadable(f"is more than {MOST_DEEP} levels deep", place=place) from None
    except ValueError as error:
        raise Unreadable(f"is not JSON: {error}", place=place) from None
    _within_bounds(data, place)
    return data


def _unpacked(file: BinaryIO) -> bytes:
    """As much as may be of it, and one byte more."""
    with gzip.GzipFile(fileobj=file) as packed_file:
        return packed_file.read(MOST_BYTES + 1)


def _within_bounds(data: Any, place: str) -> None:
    """No deeper than a certificate can be, and no text that cannot be written."""
    waiting = [(data, 0)]
    while waiting:
        value, depth = waiting.pop()
        if depth > MOST_DEEP:
            raise Unreadable(f"is more than {MOST_DEEP} levels deep", place=place)
        if isinstance(value, dict):
            waiting += [(one, depth + 1) for pair in value.items() for one in pair]
        elif isinstance(value, list):
            waiting += [(one, depth + 1) for one in value]
        elif isinstance(value, str) and not _is_text(value):
            raise Unreadable(f"is not text: {value[:40]!a}", place=place)


def _is_text(value: str) -> bool:
    """Half of a pair of surrogates is none: no terminal and no file takes it."""
    return value.isascii() or not any("\ud800" <= one <= "\udfff" for one in value)
