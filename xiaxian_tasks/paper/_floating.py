"""A box of text that lies where it is told, over which and beside which no text is laid."""

from typing import NamedTuple

EMU = 635
"""Units of a drawing to the twip."""


class Place(NamedTuple):
    """Where a box lies: twips from the page's left and upper edge, or, with none, at the foot of the type area."""

    right: int | None = None
    down: int | None = None


class Box(NamedTuple):
    """A box: twips wide and high, its place, its name and number; `is_turned` for text that runs downwards."""

    width: int
    height: int
    place: Place
    name: str
    number: int
    is_turned: bool = False


def box(inside: str, of: Box) -> str:
    """A run that anchors a box of paragraphs to its own paragraph."""
    size = f'cx="{of.width * EMU}" cy="{of.height * EMU}"'
    turned = ' vert="vert"' if of.is_turned else ""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0"'
        ' distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        f'<wp:simplePos x="0" y="0"/>{_position("H", of.place.right, "center")}'
        f'{_position("V", of.place.down, "bottom")}'
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{of.number}" name="{of.name}"/><wp:cNvGraphicFramePr/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr{turned} wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{"ctr" if turned else "b"}">'
        "<a:noAutofit/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        "</mc:AlternateContent></w:r>"
    )


def _position(axis: str, offset: int | None, align: str) -> str:
    said = f"<wp:align>{align}</wp:align>" if offset is None else f"<wp:posOffset>{offset * EMU}</wp:posOffset>"
    return f'<wp:position{axis} relativeFrom="{"margin" if offset is None else "page"}">{said}</wp:position{axis}>'
