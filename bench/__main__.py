"""`python -m bench [NAME…]`: print measurements, all or the named; `builds` and `plan` have options."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from . import corpora, pipeline, relevance, roundtrip
from .builds import command, planning

REPORTS: dict[str, Callable[[], Iterator[str]]] = {
    "roundtrip": roundtrip.report,
    "corpora": corpora.report,
    "pipeline": pipeline.report,
    "relevance": relevance.report,
}
PROGRAMS = {"builds": command.main, "plan": planning.main}


def main(arguments: list[str]) -> int:
    """Measure what is named; everything, where nothing is."""
    if arguments and arguments[0] in PROGRAMS:
        PROGRAMS[arguments[0]](arguments[1:])
        return 0
    if unknown := set(arguments) - set(REPORTS):
        known = ", ".join((*REPORTS, *PROGRAMS))
        print(f"no such measurement: {', '.join(unknown)}; there are {known}", file=sys.stderr)  # noqa: T201
        return 2
    for name in arguments or REPORTS:
        for line in REPORTS[name]():
            print(line)  # noqa: T201 (a program's output)
    if not arguments:
        command.main([])
    return 0


sys.exit(main(sys.argv[1:]))
