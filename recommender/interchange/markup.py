"""What does an XML document of a stranger say, without a type, entities or addresses that it could lead us to?

The only door to lxml. A document type is refused where it begins, so that no entity is ever defined; depth and count
are bounded while it is read; nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NoReturn

from recommender.errors import Unavailable, Unreadable

__all__ = [
    "MOST_BYTES",
    "Element",
    "element",
    "library",
    "local",
    "namespace",
    "text_of",
    "written",
    "xml_of_stranger",
]

Element = Any
"""An element of lxml, which ships no types."""

MOST_BYTES = 30_000_000
MOST_DEPTH = 48
MOST_ELEMENTS = 100_000
MOST_ATTRIBUTES = 50
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that no XML document can hold."""
_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")


def library() -> Any:
    """lxml.etree.

    Raises:
        Unavailable: it is not installed.
    """
    try:
        from lxml import etree
    except ModuleNotFoundError:
        raise Unavailable(
            "formats", "XML needs lxml; install it with: pip install 'creditpath[formats]'"
        ) from None
    return etree


def xml_of_stranger(content: bytes, place: str) -> Element:
    """The root element.

    Raises:
        Unreadable: one sentence about the first thing that is not as it should be.
        Unavailable: lxml is not installed.
    """
    etree = library()
    if len(content) > MOST_BYTES:
        raise Unreadable(f"expected at most {MOST_BYTES} bytes, found {len(content)}", place=place)
    if not content.strip():
        raise Unreadable("expected a document, found nothing", place=place)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"expected text in UTF-8, found another byte at {error.start}", place=place
        ) from None
    declared = _DECLARED.match(content)
    if declared and declared[1].upper() not in (b"UTF-8", b"US-ASCII", b"ASCII"):
        raise Unreadable(f"expected text in UTF-8, found {declared[1].decode()!r} declared", place=place)
    target = _Bounded(etree)
    parser = etree.XMLParser(
        target=target,
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, _Stop, ValueError) as error:
        first = str(error).split("\n", 1)[0].split(" (<string>", 1)[0]
        raise Unreadable(target.wrong or f"expected XML, found a mistake: {first}", place=place) from None
    if target.wrong or root is None:
        raise Unreadable(target.wrong or "expected XML, found no element", place=place)
    if len(parser.error_log):
        raise Unreadable(f"expected XML, found a mistake: {parser.error_log[0].message}", place=place)
    return root


class _Stop(Exception):
    """Nothing more is read."""


class _Bounded:
    """Builds the tree, and stops at what should not be there.

    The parser may lose what is raised within it, so that the sentence is kept.
    """

    def __init__(self, etree: Any) -> None:
        self.builder = etree.TreeBuilder()
        self.failures = (etree.LxmlError, AssertionError)
        self.depth = self.count = 0
        self.wrong = ""

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        self.stop(f"expected a document without a type, found <!DOCTYPE {name}>: entities are never read")

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.depth, self.count = self.depth + 1, self.count + 1
        if self.depth > MOST_DEPTH:
            self.stop(f"expected at most {MOST_DEPTH} elements inside each other")
        if self.count > MOST_ELEMENTS:
            self.stop(f"expected at most {MOST_ELEMENTS} elements")
        if len(attributes) > MOST_ATTRIBUTES:
            self.stop(f"expected at most {MOST_ATTRIBUTES} attributes of one element")
        self.builder.start(tag, dict(attributes))

    def end(self, tag: str) -> None:
        self.depth -= 1
        self.builder.end(tag)

    def data(self, data: str) -> None:
        self.builder.data(data)

    def close(self) -> Element | None:
        try:
            return self.builder.close()
        except self.failures:
            return None  # what was wrong is told by the parser, or kept here

    def stop(self, sentence: str) -> NoReturn:
        self.wrong = self.wrong or sentence
        raise _Stop(sentence)


def local(one: Element) -> str:
    """The name of an element without its namespace."""
    return str(one.tag).rsplit("}", 1)[-1]


def namespace(one: Element) -> str:
    """The namespace of an element; empty where it has none."""
    name = str(one.tag)
    return name[1:].split("}", 1)[0] if name.startswith("{") else ""


def text_of(one: Element | None) -> str:
    """The text of an element with its blanks as one; empty where there is no element."""
    return "" if one is None else " ".join("".join(one.itertext()).split())


def element(space: str, name: str, text: str | None = None, /, **attributes: str) -> Element:
    """A new element; `lang` is the attribute of XML itself."""
    made = library().Element(f"{{{space}}}{name}", nsmap={None: space})
    for key, value in attributes.items():
        made.set(
            "{http://www.w3.org/XML/1998/namespace}lang" if key == "lang" else key, _NO_XML.sub(" ", value)
        )
    made.text = text if text is None else _NO_XML.sub(" ", text)
    return made


def written(root: Element) -> bytes:
    """The document as it is written to a file."""
    etree = library()
    etree.indent(root)
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return content
