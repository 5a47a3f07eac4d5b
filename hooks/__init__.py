"""Hooks: Markdown per locale into the site."""
