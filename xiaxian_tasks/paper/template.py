"""An office's own .docx filled in: named fields in braces, rows repeated for each row of a table, no language to learn.

A field is written {{文号}} ({{number}} does as well); {{正文}} and {{附件}} have a paragraph to themselves. A table row
that holds {{行.牵头单位}} stands once for each row of the paper's table of which that is a column. A question mark
behind a name ({{承办人?}}) leaves the place empty in papers that have no such field.
"""

import io
import re
import struct
import zipfile
import zlib
from typing import Any, NamedTuple

from xiaxian_tasks.domain.letters import Paper
from xiaxian_tasks.errors import Fault, Faulty
from xiaxian_tasks.paper import _fill
from xiaxian_tasks.paper._blocks import Pictures
from xiaxian_tasks.paper._fields import BODY, NAMES
from xiaxian_tasks.paper._parcel import CORE, core, pack, style
from xiaxian_tasks.paper._xml import NAMESPACES
from xiaxian_tasks.paper.pictures import size_of

LARGEST = 64 * 1024 * 1024
"""Bytes a template may unpack to."""

_LINKS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_PICTURE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, KeyError, ValueError, SyntaxError, OSError, EOFError, RuntimeError,
    TypeError,
)  # fmt: skip
"""What a broken parcel makes of those who open it; broken XML is a SyntaxError to lxml."""

_TYPES = "[Content_Types].xml"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


class Template(NamedTuple):
    """A file of the office: its name, for whoever has to mend it, and its bytes."""

    name: str
    content: bytes


def fill(paper: Paper, template: Template) -> bytes:
    """The template with the paper's words: the same bytes for the same paper and template.

    Raises Faulty (3) with every fault: `template-damaged`, `template-field`, `template-columns`,
    `template-open`, `template-place`, `template-row`, `template-empty`; `picture-unreadable`.
    """
    try:
        parts = _parts(template.content)
        main = _main(parts)
        trees = {name: _parsed(parts[name]) for name in [main, *_beside(parts, main)]}
        styles = _styles(parts, main)
    except _DAMAGE:
        raise Faulty([Fault(template.name, 0, "template-damaged")]) from None
    names = list(trees)
    document, others = trees[main], [trees[name] for name in names[1:]]
    faults = _fill.faults_of(document, others, paper) or _empty(document)
    if faults:
        raise Faulty([fault._replace(file=template.name) for fault in faults])
    pictures = Pictures(_last_link(parts[_links_of(main)]))
    _fill.fill(document, others, paper, pictures)
    for name, tree in trees.items():
        parts[name] = _written(tree)
    if styles is not None:
        parts[styles[0]] = styles[1]
    _add_pictures(parts, main, pictures)
    if CORE in parts:
        by = paper.sign[0] if paper.sign else paper.mark
        parts[CORE] = core(paper.title, paper.on, by).encode()
    return pack(parts)


def _parts(source: bytes) -> dict[str, bytes]:
    """The parts of the parcel in their order."""
    with zipfile.ZipFile(io.BytesIO(source)) as packed:
        if sum(part.file_size for part in packed.infolist()) > LARGEST:
            raise ValueError
        return {part.filename: packed.read(part) for part in packed.infolist() if not part.is_dir()}


def _main(parts: dict[str, bytes]) -> str:
    """The document's part; it has links, if none yet. Raises ValueError, KeyError where there is none, or one of
    another sort: with macros, or a template of Word."""
    types = _parsed(parts[_TYPES])
    links = _targets(parts["_rels/.rels"])
    name = next((_under("", target) for target, sort in links if sort.endswith("/officeDocument")), "")
    sorts = [each.get("ContentType") for each in types if each.get("PartName") == f"/{name}"]
    if sorts != [_DOCUMENT] or _parsed(parts[name]).find(f"{_fill.W}body") is None:
        raise ValueError
    parts.setdefault(_links_of(name), f'<Relationships xmlns="{_LINKS[1:-1]}"/>'.encode())
    return name


def _beside(parts: dict[str, bytes], main: str) -> list[str]:
    """Headers, footers and notes of the document that hold braces."""
    folder = main.rpartition("/")[0]
    found = [
        _under(folder, target) for target, sort in _targets(parts[_links_of(main)])
        if sort.rpartition("/")[2] in {"header", "footer", "footnotes", "endnotes"}
    ]
    return [name for name in dict.fromkeys(found) if name in parts]


def _targets(links: bytes) -> list[tuple[str, str]]:
    """(target, sort) of each link."""
    return [(each.get("Target") or "", each.get("Type") or "") for each in _parsed(links)]


def _under(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") or not folder else f"{folder}/{target}"


def _links_of(name: str) -> str:
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels".lstrip("/")


def _last_link(links: bytes) -> int:
    """The highest number of a link called rId<n>."""
    return max((int(found) for found in re.findall(rb'Id="rId(\d{1,6})"', links)), default=0)


def _empty(document: Any) -> list[Fault]:
    """A template must have a place for what the paper says."""
    names = [field for _, field in _fill.fields_in(document)]
    has_place = any(field.name == BODY or field.column or field.name not in NAMES for field in names)
    return [] if has_place else [Fault("", 0, "template-empty", {"field": f"{{{{{BODY}}}}}"})]


def _parsed(content: bytes) -> Any:
    """The tree of a part. Raises ValueError where it declares entities: they would be lost, and what names them is
    broken then."""
    from docx.oxml.parser import parse_xml  # its parser expands no entities

    tree = parse_xml(content)
    if tree.getroottree().docinfo.doctype:
        raise ValueError
    return tree


def _written(tree: Any) -> bytes:
    from docx.opc.oxml import serialize_part_xml

    return serialize_part_xml(tree)


def _styles(parts: dict[str, bytes], main: str) -> tuple[str, bytes] | None:
    """The part of the styles with our style of text, unless the office defined one of that name itself; None where
    there is nothing to add."""
    folder = main.rpartition("/")[0]
    named = next((target for target, sort in _targets(parts[_links_of(main)]) if sort.endswith("/styles")), "")
    name = _under(folder, named)
    if name not in parts:
        return None
    styles = _parsed(parts[name])
    if any(each.get(f"{_fill.W}styleId") == _fill.STYLE for each in styles.iter(f"{_fill.W}style")):
        return None
    (made,) = _parsed(f"<w:styles {NAMESPACES}>{style(_fill.STYLE, '公文')}</w:styles>".encode())
    styles.append(made)
    return name, _written(styles)


def _add_pictures(parts: dict[str, bytes], main: str, pictures: Pictures) -> None:
    """The pictures of the paper as parts of their own, linked under the numbers they were shown with."""
    if not pictures.parts:
        return
    folder, name = main.rpartition("/")[0], _links_of(main)
    links, types = _parsed(parts[name]), _parsed(parts[_TYPES])
    for number, content in enumerate(pictures.parts, 1):
        size = size_of(content)
        file = f"media/xiaxian-{number}.{size.sort if size else ''}"
        parts[_under(folder, file)] = content
        link = {"Id": pictures.link(content), "Type": _PICTURE, "Target": file}
        links.append(links.makeelement(f"{_LINKS}Relationship", link))
        _tell_type(types, size.sort if size else "")
    parts[name], parts[_TYPES] = _written(links), _written(types)


def _tell_type(types: Any, sort: str) -> None:
    """What files of an ending are, where that is not said yet."""
    tag = types.tag.replace("Types", "Default")
    if sort not in {(each.get("Extension") or "").lower() for each in types.iter(tag)}:
        types.insert(0, types.makeelement(tag, {"Extension": sort, "ContentType": f"image/{sort}"}))
