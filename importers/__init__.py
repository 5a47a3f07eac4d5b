"""Importers: other people's help centres into clean Markdown per locale."""
