"""What must not be public: passwords and keys, and the addresses of persons.

The forms of keys are those that their issuers publish for scanners
(https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..docs_folder import DocsFolder
from ..findings import Found, Rule
from ..source import Source

KEY = re.compile(
    r"(?P<value>-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----"
    r"|\b(?:"
    r"A(?:KIA|SIA)[0-9A-Z]{16}\b"  # Amazon
    r"|AIza[\w-]{35}\b"  # Google
    r"|gh[pousr]_[A-Za-z0-9]{36,}\b|github_pat_\w{40,}"
    r"|glpat-[\w-]{20,}"
    r"|(?:sk|rk)_live_[A-Za-z0-9]{16,}|whsec_[A-Za-z0-9+/=]{24,}"  # Stripe
    r"|xox[abposr]-[\w-]{10,}"  # Slack
    r"|SG\.[\w-]{16,}\.[\w-]{16,}"  # SendGrid
    r"|eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}))"  # a JSON Web Token
)
HINTS = (
    *("-----BEGIN", "AKIA", "ASIA", "AIza", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-"),
    *("_live_", "whsec_", "xox", "SG.", "eyJ"),
)
"""What every key has a piece of: told a hundred times as fast as the pattern is."""
PASSWORD = re.compile(
    r"\b(?:pass(?:word|wd)|api[_-]?key|secret|token)\b[ \t]*[:=][ \t]*[\"']?"
    r"(?P<value>(?=[^\s\"']*\d)[^\s\"'<>{}]{10,})",
    re.IGNORECASE,
)
LOGIN = re.compile(r"(?<=://)[^\s/:@]+:(?P<value>[^\s/@]{3,})@")
EMAIL = re.compile(
    r"(?<![\w.+-])(?P<name>[A-Za-z0-9][\w.+-]*)@(?P<host>(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})(?![\w@-])"
)
PERSON = re.compile(r"[a-z]{1,20}[._][a-z]{2,}", re.I)
MAILBOXES = frozenset(
    "gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com me.com aol.com "
    "gmx.de gmx.net web.de orange.fr free.fr laposte.net proton.me protonmail.com yandex.ru mail.ru qq.com "
    "163.com".split()
)
RESERVED = re.compile(r"(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)$", re.I)
"""Names for examples (RFC 2606)."""


def find_secrets(source: Source, _library: DocsFolder) -> Iterator[Found]:
    """Keys and passwords, also in code."""
    text, folded = source.text, source.text.casefold()
    patterns = [
        *([KEY] if any(hint in text for hint in HINTS) else []),
        *([PASSWORD] if any(word in folded for word in ("passw", "api", "secret", "token")) else []),
        *([LOGIN] if "://" in text and "@" in text else []),
    ]
    fix = (
        "Take it out and have it replaced where it is used: the history keeps it. "
        "In examples, write `YOUR-KEY`."
    )
    found = {match.start("value") for pattern in patterns for match in pattern.finditer(text)}
    for at in sorted(found):
        yield Found(at, "this looks like a key or password", fix)


def find_personal_addresses(source: Source, _library: DocsFolder) -> Iterator[Found]:
    """E-mail addresses of persons."""
    if "@" not in source.text:
        return
    for match in EMAIL.finditer(source.text):
        is_person = PERSON.fullmatch(match["name"]) or match["host"].lower() in MAILBOXES
        if is_person and not RESERVED.search(match["host"]):
            fix = (
                "Name the team's address, or write `[Ask support](support:)`. In examples: name@example.com."
            )
            yield Found(match.start(), f"{match[0]} is a person's address", fix)


RULES = (
    Rule("secret", "error", "Whoever reads the page can use it.", find_secrets),
    Rule(
        "personal-address",
        "error",
        "It is collected by senders of spam, and the person may leave.",
        find_personal_addresses,
    ),
)
