"""Findings as people and their tools read them: a map from a format's name to a small function."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

from .findings import SEVERITIES, Finding, Severity
from .rules import RULES


def write_text(findings: Sequence[Finding], files: int) -> str:
    """Two lines for each: what is wrong where, then why it matters and what to write."""
    lines = [
        f"{each.path}:{each.line}:{each.column}: {each.severity}: {each.problem} [{each.rule}]\n"
        f"    {each.why} {each.fix}"
        for each in findings
    ]
    counts = Counter(each.severity for each in findings)
    told = [_count(counts[severity], severity) for severity in SEVERITIES if counts[severity]]
    return "\n".join([*lines, f"{', '.join(told) or 'Nothing found'} in {_count(files, 'file')}."])


def write_json(findings: Sequence[Finding], files: int) -> str:
    """Every field of every finding."""
    listed = [{key: value for key, value in asdict(each).items() if key != "edit"} for each in findings]
    return json.dumps({"files": files, "findings": listed}, ensure_ascii=False, indent=2)


def write_github(findings: Sequence[Finding], _files: int) -> str:
    """Workflow commands, which GitHub shows beside the line.

    https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
    """
    kinds: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
    return "\n".join(
        f"::{kinds[each.severity]} file={_property(each.path)},line={each.line},col={each.column},"
        f"title={_property(each.rule)}::{_data(_say(each))}"
        for each in findings
    )


def write_gitlab(findings: Sequence[Finding], _files: int) -> str:
    """A code quality report (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format)."""
    severities: Mapping[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}
    seen: Counter[tuple[str, str, str]] = Counter()
    report = []
    for each in findings:
        identity = (each.path, each.rule, each.problem)
        seen[identity] += 1
        report.append(
            {
                "description": _say(each),
                "check_name": each.rule,
                "fingerprint": _fingerprint(*identity, str(seen[identity])),
                "severity": severities[each.severity],
                "location": {"path": each.path, "lines": {"begin": each.line}},
            }
        )
    return json.dumps(report, ensure_ascii=False, indent=2)


def write_sarif(findings: Sequence[Finding], _files: int) -> str:
    """SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html)."""
    levels: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
    rules = [{"id": rule.id, "shortDescription": {"text": rule.why}} for rule in RULES]
    results = [
        {
            "ruleId": each.rule,
            "ruleIndex": next(index for index, rule in enumerate(RULES) if rule.id == each.rule),
            "level": levels[each.severity],
            "message": {"text": _say(each)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": each.path},
                        "region": {"startLine": each.line, "startColumn": each.column},
                    }
                }
            ],
        }
        for each in findings
    ]
    run = {"tool": {"driver": {"name": "helpcentre check", "rules": rules}}, "results": results}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def list_rules(severities: Mapping[str, Severity]) -> str:
    """Every rule with its severity and why it is there."""
    width = max(len(rule.id) for rule in RULES)
    return "\n".join(f"{rule.id:{width}}  {severities.get(rule.id, 'off'):7}  {rule.why}" for rule in RULES)


FORMATS: Mapping[str, Callable[[Sequence[Finding], int], str]] = {
    "text": write_text,
    "json": write_json,
    "github": write_github,
    "gitlab": write_gitlab,
    "sarif": write_sarif,
}


def _say(finding: Finding) -> str:
    problem = finding.problem[:1].upper() + finding.problem[1:]
    return f"{problem}. {finding.why} {finding.fix}".strip()


def _count(number: int, noun: str) -> str:
    plural = noun if number == 1 or noun == "info" else f"{noun}s"
    return f"{number} {plural}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _fingerprint(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
