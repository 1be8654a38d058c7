"""Reads HTML as a browser would, so that tests can ask for elements instead of texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Element:
    """An element with its attributes, children and text."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Element] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text inside, in order of appearance per element."""
        return " ".join("".join([*self.words, *(child.text for child in self.children)]).split())

    def all(self, tag: str, **attrs: str) -> list[Element]:
        """Every element inside with this tag and these attributes (class_ and for_ with an underscore)."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attrs.items()}
        here = [self] if self.tag == tag and all(self.has(name, value) for name, value in wanted.items()) else []
        return here + [found for child in self.children for found in child.all(tag, **attrs)]

    def one(self, tag: str, **attrs: str) -> Element:
        """The only such element."""
        found = self.all(tag, **attrs)
        assert len(found) == 1, f"{len(found)} × <{tag} {attrs}>"
        return found[0]

    def has(self, name: str, value: str) -> bool:
        """Whether the attribute is there; of a class or a list of ids, one word is enough."""
        given = self.attrs.get(name)
        return given is not None and (given == value or value in given.split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("document")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in EMPTY:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, text: str) -> None:
        self.open[-1].words.append(text)


def read(html: str) -> Element:
    """The document; fails when an element is left open or closed by another's tag."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert len(reader.open) == 1, f"<{reader.open[-1].tag}> is left open"
    return reader.open[0]
