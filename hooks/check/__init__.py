"""`helpcentre check`: what a reader or the build would stumble over, in the Markdown that editors write.

Files in, findings out; nothing is rendered and nothing is built, so that it answers while one types and in
a commit hook. It stands on this side of the house because the dialect does: step words, kinds of callouts
and fee data are read by the same functions that render them, never by a copy. The command line reaches it
through the entry point group `helpcentre.commands`, so that neither half imports the other.

To add a rule: a function in `rules/`, a line in its `RULES`, and a file in tests/cases/check.
"""
