"""What does an XML document of a stranger say, without a type, entities or addresses that it could lead us to?

The only door to lxml. A document type is refused where it begins, so that no entity is ever defined; depth and count
are bounded while it is read; nothing is fetched.
"""

from __future__ import annotations

from typing import Any

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
    parser = etree.XMLParser(
        target=_Bounded(etree),
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(content, parser)
    except _TooMuch as much:
        raise Unreadable(str(much), place=place) from None
    except etree.XMLSyntaxError as error:
        first = str(error.msg or error).split("\n", 1)[0]
        raise Unreadable(f"expected XML, found a mistake: {first}", place=place) from None


class _TooMuch(Exception):
    """What no document of these formats has."""


class _Bounded:
    """Builds the tree, and stops at what should not be there."""

    def __init__(self, etree: Any) -> None:
        self.builder = etree.TreeBuilder()
        self.depth = self.count = 0

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        raise _TooMuch(
            f"expected a document without a type, found <!DOCTYPE {name}>: entities are never read"
        )

    def start(self, tag: str, attributes: Any, nsmap: Any = None) -> None:
        self.depth, self.count = self.depth + 1, self.count + 1
        if self.depth > MOST_DEPTH:
            raise _TooMuch(f"expected at most {MOST_DEPTH} elements inside each other")
        if self.count > MOST_ELEMENTS:
            raise _TooMuch(f"expected at most {MOST_ELEMENTS} elements")
        if len(attributes) > MOST_ATTRIBUTES:
            raise _TooMuch(f"expected at most {MOST_ATTRIBUTES} attributes of one element")
        self.builder.start(tag, attributes, nsmap)

    def end(self, tag: str) -> None:
        self.depth -= 1
        self.builder.end(tag)

    def data(self, data: str) -> None:
        self.builder.data(data)

    def close(self) -> Element:
        return self.builder.close()


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


def element(space: str, name: str, text: str | None = None, **attributes: str) -> Element:
    """A new element; `lang` is the attribute of XML itself."""
    made = library().Element(f"{{{space}}}{name}")
    for key, value in attributes.items():
        made.set("{http://www.w3.org/XML/1998/namespace}lang" if key == "lang" else key, value)
    made.text = text
    return made


def written(root: Element) -> bytes:
    """The document as it is written to a file."""
    etree = library()
    etree.indent(root)
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return content
