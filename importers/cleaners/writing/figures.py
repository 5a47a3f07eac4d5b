"""A figure once all that it holds is known: one picture with its caption, a gallery, or no figure at all."""

from __future__ import annotations

from .tree import Child, Node, is_named


def finish_figure(figure: Node, parent: Node) -> list[Child] | None:  # noqa: ARG001
    """One picture with its caption, or a gallery; a figure around anything else is dissolved."""
    is_gallery = figure.attrs.pop("gallery", "") != ""
    captions = [child for child in figure.nodes() if child.name == "figcaption"]
    others: list[Child] = [child for child in figure.children if child not in captions]
    if captions and len(others) == 1 and is_named(others[0], "iframe", "video", "audio"):
        figure.children = [*others, Node("figcaption", children=_joined(captions))]
        return None
    if not others or not all(map(_is_pictures, others)):
        return _dissolved_figure(figure, captions)
    lines = [child for child in others if isinstance(child, Node)]
    pictures = [picture for each in lines for picture in each.nodes() if picture.name != "br"]
    if len(pictures) > 1 and any(picture.name == "a" for picture in pictures):
        return [Node("p", children=list(pictures)), *(Node("p", children=each.children) for each in captions)]
    if not captions and not (is_gallery and len(pictures) > 1):
        return others
    if len(pictures) > 1:
        figure.attrs["class"] = "gallery"
    figure.children = list(pictures)
    if captions:
        figure.children.append(Node("figcaption", children=_joined(captions)))
    return None


def finish_list(items: Node, parent: Node) -> list[Child] | None:  # noqa: ARG001
    """A list of nothing but pictures, two or more, is a gallery: its bullets say nothing."""
    pictures = [child for item in items.nodes() for child in item.children if not _is_blank(child)]
    if len(pictures) < 2 or not all(is_named(picture, "img") for picture in pictures):
        return None
    items.name = "figure"
    items.attrs = {"class": "gallery"}
    items.children = pictures
    return None


def _joined(captions: list[Node]) -> list[Child]:
    joined: list[Child] = []
    for each in captions:
        if joined:
            joined.append(" ")
        joined.extend(each.children)
    return joined


def _dissolved_figure(figure: Node, captions: list[Node]) -> list[Child]:
    """What a figure around something else holds; its caption is a table's, or a paragraph."""
    tables = [child for child in figure.nodes() if child.name == "table"]
    if captions and len(tables) == 1 and not any(is_named(child, "caption") for child in tables[0].children):
        tables[0].children.insert(0, Node("caption", children=_joined(captions)))
        return [child for child in figure.children if child not in captions]
    for caption in captions:
        caption.name = "p"
    return figure.children


def _is_pictures(child: Child) -> bool:
    """Whether `child` is a paragraph of nothing but pictures, linked or not."""
    if not isinstance(child, Node) or child.name != "p":
        return False
    shown = [each for each in child.children if not _is_blank(each)]
    return all(isinstance(each, Node) and _is_picture(each) for each in shown)


def _is_picture(node: Node) -> bool:
    return node.name == "img" or (node.name == "a" and all(is_named(each, "img") for each in node.children))


def _is_blank(child: Child) -> bool:
    return not child.strip() if isinstance(child, str) else child.name == "br"
