"""What a document of Word keeps beside its body: the addresses of its links, and its footnotes and endnotes."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from docx.oxml import parse_xml
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.document import Document


def addresses(document: "Document") -> Mapping[str, str]:
    """Where links lead that leave the document, by their ids."""
    return {id: rel.target_ref for id, rel in document.part.rels.items() if rel.is_external}


def notes_of(document: "Document") -> Callable[[str, str], str]:
    """Of each footnote and endnote, by kind and id, its text."""
    told: dict[tuple[str, str], str] = {}
    for rel in document.part.rels.values():
        kind = {"footnotes": "Footnote", "endnotes": "Endnote"}.get(rel.reltype.rpartition("/")[2])
        if kind is None or rel.is_external:
            continue
        for note in parse_xml(rel.target_part.blob):
            told[kind, note.get(qn("w:id")) or ""] = "".join(text.text or "" for text in note.iter(qn("w:t"))).strip()
    return lambda kind, id: told.get((kind, id), "a note that is not there")
