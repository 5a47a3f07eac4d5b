"""A branch of a git repository that holds nothing but the site, as GitHub Pages and GitLab Pages read it.

The program git does it, with an index of its own: the checkout around isn't touched. Readers see all of it
or nothing, since a push moves the branch in one step.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from .target import TargetError, run

IDENTITY = ("-c", "user.name=helpcentre", "-c", "user.email=helpcentre@localhost")
"""Where git knows none."""
MESSAGE = "Publish the site"


class GitTarget:
    """`git:origin#gh-pages`: a remote of the repository here, or an address, and a branch."""

    def __init__(self, address: str, site: Path) -> None:
        """Take the remote and the branch apart.

        Raises:
            TargetError: there is no branch, or no repository here.
        """
        self._remote, _, self._branch = address.partition("#")
        if not self._remote or not self._branch:
            raise TargetError(f"'git:{address}' names no branch: git:origin#gh-pages")
        self._site = site.resolve()
        self._folder = Path(run(["git", "rev-parse", "--absolute-git-dir"]).decode().strip())
        self._index = self._folder / "helpcentre-index"
        self._index.unlink(missing_ok=True)
        self._parent: str | None = None
        self._is_fetched = False

    def read(self, path: str) -> bytes | None:
        """A file of the branch; None if there is none."""
        self._fetch()
        if not self._parent or not self._git("ls-tree", "--name-only", self._parent, "--", path):
            return None
        return self._git("cat-file", "blob", f"{self._parent}:{path}")

    def upload(self, paths: Sequence[str]) -> None:
        """Put files into the next commit."""
        self._update(paths)

    def remove(self, paths: Sequence[str]) -> None:
        """Leave files out of the next commit."""
        self._update(paths)

    def finish(self) -> None:
        """Commit and push.

        Raises:
            TargetError: the push is refused, as where another has come first.
        """
        tree = self._git("write-tree").decode().strip()
        parents = ["-p", self._parent] if self._parent else []
        commit = self._git(*self._identity(), "commit-tree", tree, *parents, "-m", MESSAGE).decode().strip()
        self._git("push", "--quiet", self._remote, f"{commit}:refs/heads/{self._branch}")
        self._index.unlink()

    def _fetch(self) -> None:
        """Learn where the branch is, and begin with what it holds."""
        if self._is_fetched:
            return
        self._is_fetched = True
        reference = f"refs/heads/{self._branch}"
        if self._git("ls-remote", self._remote, reference):
            self._git("fetch", "--quiet", "--no-tags", self._remote, reference)
            self._parent = self._git("rev-parse", "FETCH_HEAD").decode().strip()
            self._git("read-tree", self._parent)

    def _update(self, paths: Sequence[str]) -> None:
        """Make the index say of paths what the site's folder does: their content, or that they are gone."""
        self._fetch()
        self._git("update-index", "--add", "--remove", "-z", "--stdin", given="\0".join(paths).encode())

    def _identity(self) -> tuple[str, ...]:
        try:
            self._git("var", "GIT_COMMITTER_IDENT")
        except TargetError:
            return IDENTITY
        return ()

    def _git(self, *arguments: str, given: bytes = b"") -> bytes:
        folders = [f"--git-dir={self._folder}", f"--work-tree={self._site}"]
        command = ["git", *folders, "-c", "core.autocrlf=false", *arguments]
        environment = {**os.environ, "GIT_INDEX_FILE": str(self._index)}
        return run(command, given=given, env=environment, cwd=self._site)
