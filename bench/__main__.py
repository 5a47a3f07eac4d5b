"""`python -m bench`: print every measurement."""

from itertools import chain

from . import pipeline, relevance, roundtrip

for line in chain(roundtrip.report(), pipeline.report(), relevance.report()):
    print(line)  # noqa: T201 (a program's output)
