"""Is a document valid by the official schema?  The schema is not ours, so a folder holds it; nothing is fetched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from recommender.errors import Unreadable
from recommender.interchange.elmo.names import ELMO
from recommender.interchange.markup import library, xml_of_stranger

__all__ = ["problems", "schema_in"]

SCHEMA = "schema.xsd"
LOCAL = {
    "xmldsig-core-schema.xsd": "references/xmldsig-core-schema.xsd",
    "EUROPASS_ISOCountries_V1.1.xsd": "references/EUROPASS_ISOCountries_V1.1.xsd",
}
"""What the schema imports from elsewhere, by the end of its address, and where it lies beside the schema."""
STUBS = {
    "https://www.w3.org/2001/03/xml.xsd": """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">
<xs:attribute name="lang" type="xs:language"/>
</xs:schema>""",
    "ewp-specs-types-address": """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"
 targetNamespace="https://github.com/erasmus-without-paper/ewp-specs-types-address/tree/stable-v1">
<xs:complexType name="FlexibleAddress"><xs:sequence>
<xs:any minOccurs="0" maxOccurs="unbounded" processContents="lax"/>
</xs:sequence></xs:complexType>
</xs:schema>""",
}
"""Of two of them only a word is used; we write neither more than that."""


def schema_in(folder: Path) -> Any:
    """The official schema in a folder.

    Raises:
        Unreadable: it is not there, or needs something that is not there.
    """
    etree = library()
    file = folder / SCHEMA
    if not file.is_file():
        raise Unreadable(f"expected {SCHEMA} of ELMO 2.0", place=str(folder))
    parser = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)
    parser.resolvers.add(_resolver(etree, folder))
    try:
        return etree.XMLSchema(etree.parse(str(file), parser))
    except (etree.XMLSchemaParseError, etree.XMLSyntaxError, OSError) as error:
        raise Unreadable(f"expected the schema of ELMO 2.0: {error}", place=str(file)) from None


def _resolver(etree: Any, folder: Path) -> Any:
    class Local(etree.Resolver):  # type: ignore[misc]
        def resolve(self, address: str, public: str, context: Any) -> Any:
            for end, path in LOCAL.items():
                if address.endswith(end) and (folder / path).is_file():
                    return self.resolve_string((folder / path).read_bytes(), context, base_url=path)
            for part, text in STUBS.items():
                if part in address:
                    return self.resolve_string(text, context)
            if "://" in address:
                raise Unreadable(f"expected a local copy of {address}", place=str(folder))
            return None

    return Local()


def problems(content: bytes, schema: Any, place: str) -> list[str]:
    """What is wrong with a document by the schema; nothing where it is valid."""
    root = xml_of_stranger(content, place)
    if schema.validate(root):
        return []
    return [one.message.replace(f"{{{ELMO}}}", "") for one in schema.error_log]
