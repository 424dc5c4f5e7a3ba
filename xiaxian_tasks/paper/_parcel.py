"""The parts of a .docx and the parcel they travel in: no time, no chance, nothing compressed.

Stored parts are the same bytes with every zlib; a letter of two pages takes some 20 kB.
"""

import io
import zipfile
from datetime import date
from typing import NamedTuple

from xiaxian_tasks.paper import geometry as g
from xiaxian_tasks.paper._xml import NAMESPACES, quoted

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CORE = "docProps/core.xml"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip can tell."""


class Part(NamedTuple):
    """A part beside the document: its name under word/, its content, the sort of link, and its type of content."""

    name: str
    content: bytes
    link: str
    type: str = ""


def pack(parts: dict[str, bytes]) -> bytes:
    """A zip of these parts in this order."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_STORED) as packed:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.create_system, entry.external_attr = 0, 0
            packed.writestr(entry, content)
    return into.getvalue()


def parcel(body: str, parts: list[Part], *, title: str, on: date, by: str) -> bytes:
    """A .docx of a body (XML inside w:body) and further parts; the n-th of them is linked as rId<n>."""
    fixed = [
        Part("styles.xml", (_HEAD + _styles()).encode(), "styles", _TYPES + "styles+xml"),
        Part("settings.xml", (_HEAD + _settings()).encode(), "settings", _TYPES + "settings+xml"),
        Part("fontTable.xml", (_HEAD + _fonts()).encode(), "fontTable", _TYPES + "fontTable+xml"),
    ]
    document = f"{_HEAD}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    named = [*parts, *fixed]
    return pack({
        "[Content_Types].xml": _content_types(named).encode(),
        "_rels/.rels": _package_links().encode(),
        CORE: core(title, on, by).encode(),
        "word/document.xml": document.encode(),
        "word/_rels/document.xml.rels": _document_links(named).encode(),
        **{f"word/{part.name}": part.content for part in named},
    })  # fmt: skip


def piece(name: str, content: str) -> Part:
    """A header or footer as a part: the name begins with which."""
    sort = "header" if name.startswith("header") else "footer"
    tag = "w:hdr" if sort == "header" else "w:ftr"
    return Part(name, f"{_HEAD}<{tag} {NAMESPACES}>{content}</{tag}>".encode(), sort, f"{_TYPES}{sort}+xml")


def _content_types(parts: list[Part]) -> str:
    own = "".join(f'<Override PartName="/word/{part.name}" ContentType="{part.type}"/>' for part in parts if part.type)
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPES}document.main+xml"/>'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{own}</Types>"
    )


def _package_links() -> str:
    return (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_LINKS}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>"
    )


def _document_links(parts: list[Part]) -> str:
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_LINKS}/{part.link}" Target="{part.name}"/>'
        for number, part in enumerate(parts, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def core(title: str, on: date, by: str) -> str:
    """The core properties: a paper bears its own day, not the machine's."""
    moment = f"{on.isoformat()}T00:00:00Z"
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{quoted(title)}</dc:title><dc:creator>{quoted(by)}</dc:creator>"
        f"<cp:lastModifiedBy>{quoted(by)}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified><dc:language>zh-CN</dc:language>'
        "</cp:coreProperties>"
    )


def _styles() -> str:
    """One style: 3号仿宋 on exact lines, nothing hung into the margin, no air put between Chinese and figures.

    The section says the grid of 22 by 28; the text keeps off it and carries pitch and spacing itself, because programs
    differ in what they do with a character wider than the grid's: Word sets it closer, LibreOffice gives it two places.
    """
    family = g.FANG.family
    return (
        f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{family}" w:hAnsi="{family}" w:eastAsia="{family}" w:cs="{family}"/>'
        f'<w:kern w:val="0"/><w:sz w:val="{int(g.SIZE_THIRD * 2)}"/><w:szCs w:val="{int(g.SIZE_THIRD * 2)}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/>'
        "</w:docDefaults>"
        f"{style('Normal', 'Normal', is_default=True)}</w:styles>"
    )


def style(id: str, name: str, *, is_default: bool = False) -> str:
    """The style of text; one that stands among others' styles says its fonts itself."""
    family = g.FANG.family
    fonts = f'<w:rFonts w:ascii="{family}" w:hAnsi="{family}" w:eastAsia="{family}" w:cs="{family}"/>'
    own = ' w:default="1"' if is_default else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{id}"><w:name w:val="{name}"/><w:qFormat/><w:pPr>'
        '<w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct w:val="0"/>'
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        '<w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{g.PITCH}" w:lineRule="exact"/><w:jc w:val="both"/>'
        f'</w:pPr><w:rPr>{"" if is_default else fonts}<w:spacing w:val="{g.KERN}"/>'
        f'<w:sz w:val="{int(g.SIZE_THIRD * 2)}"/><w:szCs w:val="{int(g.SIZE_THIRD * 2)}"/></w:rPr></w:style>'
    )


def _settings() -> str:
    return (
        f'<w:settings {NAMESPACES}><w:mirrorMargins/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
    )


def _fonts() -> str:
    """Each face with the names of those that are as good (altName is a list: ISO/IEC 29500-1, 17.8.3.1)."""
    each = "".join(
        f'<w:font w:name="{face.family}"><w:altName w:val="{",".join(face.others)}"/><w:charset w:val="86"/></w:font>'
        for face in g.FACES
    )
    return f"<w:fonts {NAMESPACES}>{each}</w:fonts>"
