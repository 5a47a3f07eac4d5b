"""A random walk through the life of a small help centre: its sources, edits on them, and builds of them.

`tests/test_incremental.py` compares what an incremental build and a cold one make of each of its states.
"""
