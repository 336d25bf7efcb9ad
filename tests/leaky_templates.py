"""Templates of a client that hold a secret, each in a place of its own beside what a deck takes of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.util import Inches

from tests.slide_packages import places_of

SECRET = "Marché confidentiel Durand"
_NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_MICROSOFT = "http://schemas.microsoft.com/office/"
_XML = f"<x>{SECRET}</x>".encode()
Change = Callable[[Any], object]


def part(made: Any, name: str, content_type: str = "application/xml", blob: bytes = _XML) -> Part:
    return Part(PackURI(name), content_type, made.part.package, blob)


def related(holder: str, kind: str, name: str, content_type: str = "application/xml", blob: bytes = _XML) -> Change:
    """A part that a relationship of the presentation, a master, a layout or the package leads to."""

    def change(made: Any) -> None:
        place(made, holder).relate_to(part(made, name, content_type, blob), kind)

    return change


def place(made: Any, holder: str) -> Any:
    return {
        "package": made.part.package,
        "presentation": made.part,
        "master": made.slide_master.part,
        "layout": made.slide_layouts[5].part,
        "slide": made.slides[0].part,
    }[holder]


def drawn(made: Any, xml: str, holder: str = "layout") -> Any:
    """XML put among the shapes of a layout or a master."""
    element = parse_xml(xml.replace(" ", f" {_NAMESPACES} ", 1))
    place(made, holder)._element.cSld.spTree.append(element)
    return element


def picture(seed: int) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (40, 20), (seed, 90, 120)).save(held, "PNG")
    return held.getvalue()


LOGO = picture(1)


def _picture_frame(made: Any, rel_id: str, holder: str = "layout", inside: str = "", about: str = "Logo") -> None:
    drawn(
        made,
        f'<p:pic ><p:nvPicPr><p:cNvPr id="90" name="Logo" descr="{about}"/><p:cNvPicPr/><p:nvPr>{inside}</p:nvPr>'
        f'</p:nvPicPr><p:blipFill><a:blip r:embed="{rel_id}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>'
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="450000"/></a:xfrm><a:prstGeom prst="rect"/></p:spPr>'
        "</p:pic>",
        holder,
    )


def _frame(made: Any, uri: str, data: str, holder: str = "layout") -> None:
    drawn(
        made,
        '<p:graphicFrame ><p:nvGraphicFramePr><p:cNvPr id="91" name="Objet"/><p:cNvGraphicFramePr/><p:nvPr/>'
        '</p:nvGraphicFramePr><p:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="450000"/></p:xfrm><a:graphic>'
        f'<a:graphicData uri="{uri}">{data}</a:graphicData></a:graphic></p:graphicFrame>',
        holder,
    )


def custom_show(made: Any) -> None:
    rel_id = made.slides._sldIdLst[0].rId
    made.part._element.append(
        parse_xml(
            f'<p:custShowLst {_NAMESPACES}><p:custShow name="{SECRET}" id="0"><p:sldLst><p:sld r:id="{rel_id}"/>'
            "</p:sldLst></p:custShow></p:custShowLst>"
        )
    )


def sections(made: Any) -> None:
    made.part._element.append(
        parse_xml(
            f'<p:extLst {_NAMESPACES}><p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}"><p14:sectionLst>'
            f'<p14:section name="{SECRET}" id="{{6B1E2A0C-0000-4000-8000-000000000001}}"><p14:sldIdLst>'
            '<p14:sldId id="256"/></p14:sldIdLst></p14:section></p14:sectionLst></p:ext></p:extLst>'
        )
    )


def link_to_a_slide(holder: str, of: str = "shape", tag: str = "hlinkClick") -> Change:
    """A shape, or words, that lead to a slide when they are clicked."""

    def change(made: Any) -> None:
        part_of = place(made, holder)
        rel_id = part_of.relate_to(made.slides[0].part, RT.SLIDE)
        link = f'<a:{tag} {_NAMESPACES} r:id="{rel_id}" action="ppaction://hlinksldjump" tooltip="{SECRET}"/>'
        shape = part_of._element.cSld.spTree.findall("{*}sp")[0]
        if of == "shape":
            shape.find(".//{*}cNvPr").append(parse_xml(link))
        else:
            paragraph = shape.find(".//{*}p")
            paragraph.insert(0, parse_xml(f"<a:r {_NAMESPACES}><a:rPr>{link}</a:rPr><a:t>Accueil</a:t></a:r>"))

    return change


def link_outside(target: str) -> Change:
    def change(made: Any) -> None:
        rel_id = made.slide_master.part.relate_to(target, RT.HYPERLINK, is_external=True)
        shape = made.slide_master.part._element.cSld.spTree.findall("{*}sp")[0]
        shape.find(".//{*}cNvPr").append(parse_xml(f'<a:hlinkClick {_NAMESPACES} r:id="{rel_id}"/>'))

    return change


def notes(made: Any) -> None:
    made.slides[0].notes_slide.notes_text_frame.text = SECRET
    made.notes_master.shapes[0].text_frame.text = SECRET


def comments(made: Any) -> None:
    related("presentation", RT.COMMENT_AUTHORS, "/ppt/commentAuthors.xml")(made)
    related("slide", RT.COMMENTS, "/ppt/comments/comment1.xml")(made)
    related("presentation", f"{_MICROSOFT}2018/10/relationships/authors", "/ppt/authors.xml")(made)
    related("slide", f"{_MICROSOFT}2018/10/relationships/comments", "/ppt/comments/modernComment1.xml")(made)


def tags(holder: str) -> Change:
    def change(made: Any) -> None:
        tag = part(
            made, f"/ppt/tags/{holder}.xml", "application/vnd.openxmlformats-officedocument.presentationml.tags+xml"
        )
        rel_id = place(made, holder).relate_to(tag, RT.TAGS)
        element = place(made, holder)._element
        listed = parse_xml(f'<p:custDataLst {_NAMESPACES}><p:tags r:id="{rel_id}"/></p:custDataLst>')
        (element if holder == "presentation" else element.cSld).append(listed)

    return change


def embedded_object(made: Any) -> None:
    own = place(made, "layout")
    kind = "application/vnd.openxmlformats-officedocument.oleObject"
    object_id = own.relate_to(part(made, "/ppt/embeddings/oleObject1.bin", kind), RT.OLE_OBJECT)
    seen_id = own.relate_to(part(made, "/ppt/media/preview.png", "image/png", picture(2) + _XML), RT.IMAGE)
    _frame(
        made,
        "http://schemas.openxmlformats.org/presentationml/2006/ole",
        f'<p:oleObj r:id="{object_id}" progId="Word.Document.12" name="{SECRET}"><p:embed/><p:pic><p:nvPicPr>'
        f'<p:cNvPr id="0" name=""/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="{seen_id}"/>'
        "</p:blipFill><p:spPr/></p:pic></p:oleObj>",
    )


def chart(made: Any) -> None:
    data: Any = CategoryChartData()
    data.categories = [SECRET]
    data.add_series(SECRET, [1])
    shapes = made.slides[0].shapes
    frame = shapes.add_chart(XL_CHART_TYPE.PIE, *[Inches(1)] * 4, data)
    own = place(made, "layout")
    rel_id = own.relate_to(frame.chart.part, RT.CHART)
    element = frame._element
    element.find(".//{*}chart").set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", rel_id)
    own._element.cSld.spTree.append(element)


def diagram(made: Any) -> None:
    kind = "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml"
    rel_id = place(made, "layout").relate_to(part(made, "/ppt/diagrams/data1.xml", kind), RT.DIAGRAM_DATA)
    uri = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    _frame(made, uri, f'<dgm:relIds xmlns:dgm="{uri}" r:dm="{rel_id}"/>')


def film(made: Any) -> None:
    own = place(made, "master")
    film_part = part(made, "/ppt/media/media1.mp4", "video/mp4")
    film_id, media_id = own.relate_to(film_part, RT.VIDEO), own.relate_to(film_part, RT.MEDIA)
    seen_id = own.relate_to(part(made, "/ppt/media/poster.png", "image/png", LOGO), RT.IMAGE)
    inside = (
        f'<a:videoFile r:link="{film_id}"/><p:extLst><p:ext uri="{{DAA4B4D4-6D71-4841-9C94-3DE7FCFB9230}}">'
        f'<p14:media r:embed="{media_id}"/></p:ext></p:extLst>'
    )
    _picture_frame(made, seen_id, "master", inside)


def sound(made: Any) -> None:
    rel_id = place(made, "layout").relate_to(part(made, "/ppt/media/a.wav", "audio/x-wav"), RT.AUDIO)
    place(made, "layout")._element.append(
        parse_xml(
            f'<p:transition {_NAMESPACES}><p:sndAc><p:stSnd><p:snd r:embed="{rel_id}" name="{SECRET}"/></p:stSnd>'
            "</p:sndAc></p:transition>"
        )
    )


def animation(made: Any) -> None:
    place(made, "layout")._element.append(
        parse_xml(
            f'<p:timing {_NAMESPACES}><p:bldLst><p:bldP spid="2" grpId="0"/></p:bldLst><!--{SECRET}--></p:timing>'
        )
    )


def picture_that_is_a_slide(made: Any) -> None:
    _picture_frame(made, place(made, "layout").relate_to(made.slides[0].part, RT.IMAGE))


def picture_that_is_none(made: Any) -> None:
    found = part(made, "/ppt/media/image77.png", "image/png", _XML)
    _picture_frame(made, place(made, "layout").relate_to(found, RT.IMAGE))


def picture_of_no_shape(made: Any) -> None:
    related("layout", RT.IMAGE, "/ppt/media/image78.png", "image/png", picture(3) + _XML)(made)


def picture_with_its_path(made: Any) -> None:
    own = place(made, "layout")
    seen_id = own.relate_to(part(made, f"/ppt/media/{SECRET}.png", "image/png", LOGO), RT.IMAGE)
    _picture_frame(made, seen_id, about=rf"C:\Clients\{SECRET}\logo.png")


def choice_of_newer_programs(made: Any) -> None:
    drawn(
        made,
        f'<mc:AlternateContent ><mc:Choice Requires="p14"><p14:contentPart r:id="rId1"/><a:t>{SECRET}</a:t></mc:Choice>'
        "<mc:Fallback/></mc:AlternateContent>",
    )


def extension(made: Any) -> None:
    for holder in ("master", "layout"):
        place(made, holder)._element.append(
            parse_xml(f'<p:extLst {_NAMESPACES}><p:ext uri="{{1}}"><p14:x>{SECRET}</p14:x></p:ext></p:extLst>')
        )


def words_around_the_elements(made: Any) -> None:
    element = place(made, "layout")._element
    element.cSld.tail = SECRET
    element.cSld.append(etree.Comment(SECRET))
    element.cSld.append(etree.ProcessingInstruction("x", SECRET))
    element.set("{http://exemple.fr/}x", SECRET)


def layout_of_no_master(made: Any) -> None:
    """It stays in the package by a relationship, and the master no longer lists it."""
    made.slide_layouts[3].name = SECRET
    listed = made.slide_master._element.sldLayoutIdLst
    listed.remove(listed[3])


def theme_with_more(made: Any) -> None:
    theme = made.slide_master.part.part_related_by(RT.THEME)
    root = etree.fromstring(theme.blob)
    root.append(
        etree.fromstring(f'<a:extLst {_NAMESPACES}><a:ext uri="{{1}}"><p14:x>{SECRET}</p14:x></a:ext></a:extLst>')
    )
    theme._blob = etree.tostring(root)
    theme.relate_to(part(made, "/ppt/theme/more.xml"), f"{_OFFICE}customXml")


def properties(made: Any) -> None:
    core = made.core_properties
    core.author = core.title = core.last_modified_by = core.keywords = core.comments = core.category = SECRET
    related("package", RT.EXTENDED_PROPERTIES, "/docProps/app2.xml")(made)
    related("package", RT.CUSTOM_PROPERTIES, "/docProps/custom.xml")(made)
    related("package", RT.THUMBNAIL, "/docProps/thumbnail2.jpeg", "image/jpeg", b"\xff\xd8\xff" + _XML)(made)


LEAKS: dict[str, Change] = {
    "slides": lambda made: made.slides[0].shapes.title.text_frame.add_paragraph(),
    "notes and their master": notes,
    "handout master": related("presentation", RT.HANDOUT_MASTER, "/ppt/handoutMasters/handoutMaster1.xml"),
    "custom show": custom_show,
    "sections": sections,
    "layout that links to a slide": link_to_a_slide("layout"),
    "layout that links on hover": link_to_a_slide("layout", "shape", "hlinkHover"),
    "words of a layout that link to a slide": link_to_a_slide("layout", "words"),
    "master that links to a slide": link_to_a_slide("master"),
    "words of a master that link to a slide": link_to_a_slide("master", "words", "hlinkMouseOver"),
    "link to a file": link_outside(f"file:///C:/{SECRET}.docx"),
    "link to an address of mail": link_outside(f"mailto:durand@exemple.fr?subject={SECRET}"),
    "link of the web": link_outside(f"https://exemple.fr/{SECRET}"),
    "comments": comments,
    "tags of the presentation": tags("presentation"),
    "tags of a layout": tags("layout"),
    "object in a layout": embedded_object,
    "chart in a layout": chart,
    "diagram in a layout": diagram,
    "presentation in a layout": related("layout", RT.PACKAGE, "/ppt/embeddings/presentation1.pptx"),
    "old drawing of a layout": related("layout", RT.VML_DRAWING, "/ppt/drawings/vmlDrawing1.vml"),
    "film on a master": film,
    "sound of a layout": sound,
    "animation of a layout": animation,
    "picture that is a slide": picture_that_is_a_slide,
    "picture that is none": picture_that_is_none,
    "picture of no shape": picture_of_no_shape,
    "picture with its path": picture_with_its_path,
    "choice of newer programs": choice_of_newer_programs,
    "extension": extension,
    "words around the elements": words_around_the_elements,
    "layout of no master": layout_of_no_master,
    "theme with more": theme_with_more,
    "properties": properties,
    "custom XML": related("presentation", RT.CUSTOM_XML, "/customXml/item1.xml"),
    "custom XML of a master": related("master", RT.CUSTOM_XML, "/customXml/item2.xml"),
    "settings of a printer": related("presentation", RT.PRINTER_SETTINGS, "/ppt/printerSettings/printerSettings2.bin"),
    "fonts": related("presentation", RT.FONT, "/ppt/fonts/font1.fntdata", "application/x-fontdata"),
    "how it is shown": related("presentation", RT.PRES_PROPS, "/ppt/presProps2.xml"),
    "how it is seen": related("presentation", RT.VIEW_PROPS, "/ppt/viewProps2.xml"),
    "styles of tables": related("presentation", RT.TABLE_STYLES, "/ppt/tableStyles2.xml"),
    "changes": related("presentation", f"{_MICROSOFT}2016/11/relationships/changesInfo", "/ppt/changesInfos/c1.xml"),
    "menus": related("package", f"{_MICROSOFT}2007/relationships/ui/extensibility", "/customUI/customUI14.xml"),
    "add-ins": related("package", f"{_MICROSOFT}2011/relationships/webextensiontaskpanes", "/ppt/webextensions/t.xml"),
    "labels": related("package", f"{_MICROSOFT}2020/02/relationships/classificationlabels", "/docMetadata/l.xml"),
    "signature": related("package", RT.ORIGIN, "/_xmlsignatures/origin.sigs"),
    "of no known kind": related("master", "http://exemple.fr/x", "/ppt/x/x.bin", "application/octet-stream"),
}  # fmt: skip


def leaky(*changes: Change) -> bytes:
    """A template with a slide, a layout with a logo, and these changes."""
    made: Any = Presentation()
    made.slides.add_slide(made.slide_layouts[1]).shapes.title.text = SECRET
    own = place(made, "layout")
    _picture_frame(made, own.relate_to(part(made, "/ppt/media/logo.png", "image/png", LOGO), RT.IMAGE))
    for change in changes:
        change(made)
    held = io.BytesIO()
    made.save(held)
    assert places_of(SECRET, held.getvalue())
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr(f"ppt/{SECRET}.txt", SECRET)
        archive.comment = SECRET.encode()
    return held.getvalue()
