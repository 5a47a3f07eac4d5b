"""A help centre of any size to measure with: the same text at each call, in the words of `words.yml`.

Every article has steps, lists, a note, questions and links to others, every fourth a table: 500 to 1,000
words in up to ten languages, almost 4,000 different ones in each. How generators of sites write links and
notes is a `Dialect`; everything else is plain Markdown.
"""

from __future__ import annotations

import json
from bisect import bisect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

import yaml

WORDS = Path(__file__).with_name("words.yml")
COLLECTIONS = 20


@dataclass(frozen=True)
class Place:
    """Where an article or a collection is, in any locale."""

    collection: str
    key: str = ""
    """"" for the collection itself."""


@dataclass(frozen=True)
class Dialect:
    """What generators write differently."""

    link: Callable[[str, Place], str]
    """Locale and target → address, from an article."""
    note: Callable[[str, str], str]
    """Title and text → a note."""
    picture: str
    """Address of the picture, from an article."""
    has_heading: bool
    """Whether the title stands above the text, too."""


@dataclass(frozen=True)
class Corpus:
    """So many articles in so many locales."""

    size: int
    """Articles in each locale."""
    width: int
    """Locales, of ten."""

    @cached_property
    def locales(self) -> tuple[str, ...]:
        """The first ones of `words.yml`; English is the default."""
        return tuple(read_words())[: self.width]

    @cached_property
    def collections(self) -> tuple[str, ...]:
        """The keys of the collections."""
        return tuple(f"topic-{number:02}" for number in range(min(COLLECTIONS, self.size)))

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The articles."""
        return tuple(
            Place(self.collections[number % len(self.collections)], f"how-to-{number:05}")
            for number in range(self.size)
        )

    @property
    def pages(self) -> int:
        """Articles, collections and home pages, in all locales."""
        return (self.size + len(self.collections) + 1) * self.width

    def title(self, locale: str, place: Place) -> str:
        """The title of an article or a collection."""
        return Writer.of(locale, f"title {place}").title(4 if place.key else 2)

    def front(self, locale: str, place: Place) -> dict[str, Any]:
        """An article's front matter."""
        random = Random(f"day {place}")
        return {
            "title": self.title(locale, place),
            "description": Writer.of(locale, f"description {place}").sentence(11),
            "updated": f"2026-{random.randint(1, 9):02}-{random.randint(1, 28):02}",
        }

    def text(self, locale: str, place: Place, dialect: Dialect) -> str:
        """An article's Markdown, without its front matter."""
        writer, shape = Writer.of(locale, f"text {place}"), Random(f"shape {place}")
        links = [
            f"[{self.title(locale, target)}]({dialect.link(locale, target)})"
            for target in self._targets(place)
        ]
        blocks = [f"# {self.title(locale, place)}"] if dialect.has_heading else []
        blocks += [
            f"{writer.paragraph(50)} **{writer.title(2)}** `{shape.randrange(10**6)}` {links[0]}",
            f"![{writer.title(3)}]({dialect.picture})",
            *writer.preparation(dialect, shape),
            *writer.steps(shape),
            f"{writer.label('see')}: {links[1]}",
        ]
        if int(place.key[-5:]) % 4 == 0:
            blocks += writer.fees(shape)
        blocks += [*writer.questions(shape), f"## {writer.label('related')}"]
        blocks.append("\n".join(f"- {link}" for link in links[2:]))
        return "\n\n".join(blocks) + "\n"

    def _targets(self, place: Place) -> list[Place]:
        return Random(f"links {place}").choices(self.places, k=4)


@dataclass
class Writer:
    """Writes one text in one language."""

    words: Words
    random: Random

    @classmethod
    def of(cls, locale: str, what: str) -> Writer:
        """A writer who always writes the same of the same."""
        return cls(read_words()[locale], Random(f"{locale} {what}"))

    def label(self, name: str) -> str:
        """A fixed word."""
        return self.words.labels[name]

    def title(self, length: int) -> str:
        """Some words, the first with a capital."""
        text = self.words.joint.join(self._words(length))
        return text[0].upper() + text[1:]

    def sentence(self, length: int) -> str:
        """A title with its full stop."""
        return f"{self.title(length)}{self.words.stop}"

    def paragraph(self, length: int) -> str:
        """Sentences of about so many words in all."""
        sentences = []
        while length > 0:
            sentences.append(self.sentence(count := self.random.randint(7, 17)))
            length -= count
        return self.words.joint.join(sentences)

    def preparation(self, dialect: Dialect, shape: Random) -> Iterator[str]:
        """A nested list and a note."""
        yield f"## {self.label('before')}"
        lines = [f"- {self.sentence(9)}" for _ in range(3)]
        lines[1] += "".join(f"\n    - {self.sentence(6)}" for _ in range(2))
        yield "\n".join(lines)
        yield dialect.note(self.label("note"), self.paragraph(shape.randint(20, 50)))

    def steps(self, shape: Random) -> Iterator[str]:
        """Three to six steps, most with a numbered list."""
        for number in range(1, shape.randint(3, 6) + 1):
            yield f"## {self.label('step').format(n=number, title=self.title(3))}"
            yield self.paragraph(shape.randint(25, 45))
            lines = [f"{line}. {self.sentence(8)}" for line in range(1, 4)]
            lines[1] += f"\n    - {self.sentence(5)}"
            yield "\n".join(lines) if shape.random() < 0.7 else self.paragraph(30)

    def fees(self, shape: Random) -> Iterator[str]:
        """A table of prices."""
        yield f"## {self.label('fees')}"
        names = [self.label(name) for name in ("plan", "month", "limit", "rate")]
        rows = [f"| {' | '.join(names)} |", "| --- | ---: | ---: | ---: |"]
        for plan in ("Solo", "Duo", "Crew", "Fleet"):
            price, limit, rate = shape.randint(0, 40), shape.randint(1, 80), shape.random() * 3
            rows.append(f"| {plan} | {price}.50 € | {limit},000 € | {rate:.1f} % |")
        yield "\n".join(rows)

    def questions(self, shape: Random) -> Iterator[str]:
        """Two to four questions."""
        yield f"## {self.label('questions')}"
        for _ in range(shape.randint(2, 4)):
            yield f"### {self.title(5)}?"
            yield self.paragraph(shape.randint(30, 60))

    def _words(self, count: int) -> Iterator[str]:
        for number in range(count):
            if number % 2 and self.random.random() < 0.7:
                yield self.random.choice(self.words.between)
            else:
                yield self.words.pick(self.random)


@dataclass(frozen=True)
class Words:
    """A language."""

    name: str
    between: list[str]
    stems: list[str]
    endings: list[str]
    labels: dict[str, str]
    joined: bool = False

    @property
    def joint(self) -> str:
        """What stands between words."""
        return "" if self.joined else " "

    @property
    def stop(self) -> str:
        """What ends a sentence."""
        return "。" if self.joined else "."

    def pick(self, random: Random) -> str:
        """A word; frequent ones as much more often as in any text (Zipf's law, flattened)."""
        return self._vocabulary[bisect(self._frequencies, random.random() * self._frequencies[-1])]

    @cached_property
    def _vocabulary(self) -> list[str]:
        random = Random(self.name)
        simple = [stem + ending for stem in self.stems for ending in self.endings]
        compounds = [
            random.choice(self.stems) + random.choice(self.stems).lower() + random.choice(self.endings)
            for _ in range(3500)
        ]
        random.shuffle(simple)
        return [*simple, *dict.fromkeys(compounds)]

    @cached_property
    def _frequencies(self) -> list[float]:
        return list(accumulate(1 / (rank + 10) for rank in range(len(self._vocabulary) - 1)))


@cache
def read_words() -> dict[str, Words]:
    """Locale → its words, in the order in which sites grow."""
    data = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return {
        locale: Words(
            entry["name"],
            entry["between"].split(),
            entry["stems"].split(),
            entry["endings"],
            entry["labels"],
            entry.get("joined", False),
        )
        for locale, entry in data.items()
    }


def with_front(front: dict[str, Any], text: str) -> str:
    """A Markdown file; JSON is YAML, too."""
    lines = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in front.items())
    return f"---\n{lines}---\n\n{text}"
