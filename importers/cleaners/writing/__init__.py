"""The page being written: clean HTML from events, whatever markup they were read from.

It knows no builder and no source element; `..translation` sends it what was read.
"""
