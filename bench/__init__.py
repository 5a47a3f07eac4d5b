"""Measurements of the conversion: `python -m bench` prints them all."""
