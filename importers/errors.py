"""What can go wrong while importing, as the user is told it.

    HelpcentreError            every error a user can cause; the command line prints it and exits 1
    ├── UsageError             the command was called wrongly; exit 2
    ├── SourceError            an input can't be read as what it should be: file, JSON path, what to do
    │   └── RemoteError        a server doesn't answer, or with an error
    │       └── RefusedError   we don't ask it: its address is private
    └── OutputError            the docs folder can't be read or written

An error is the problem, the input it was found in, and what to do. Anything else that is raised is
a fault of the program and keeps its traceback.
"""


class HelpcentreError(Exception):
    """A problem the user can mend.

    Args:
        problem: what is wrong, one sentence without a full stop.
        where: the input: a file, with a line or JSON path where there is one.
        hint: what to do about it.
    """

    exit_code = 1

    def __init__(self, problem: str, *, where: str = "", hint: str = "") -> None:
        """Keep the three parts; the message joins them."""
        self.problem = problem
        self.where = where
        self.hint = hint
        place = f"{where}: " if where else ""
        advice = f"\n  {hint}" if hint else ""
        super().__init__(f"{place}{problem}{advice}")


class UsageError(HelpcentreError):
    """The command line asks for something impossible."""

    exit_code = 2


class SourceError(HelpcentreError):
    """A source, or one article of it, can't be read."""


class RemoteError(SourceError):
    """A server doesn't answer, or with an error.

    Args:
        problem: what is wrong.
        where: the address, without what may be secret in it.
        hint: what to do about it.
        status: of HTTP; 0 where there is none.
        code: the server's own name of the error.
    """

    def __init__(
        self, problem: str, *, where: str = "", hint: str = "", status: int = 0, code: str = ""
    ) -> None:
        """Keep the status and code beside the message."""
        super().__init__(problem, where=where, hint=hint)
        self.status = status
        self.code = code


class RefusedError(RemoteError):
    """An address is private, and was not allowed."""


class OutputError(HelpcentreError):
    """The docs folder can't be read or written."""
