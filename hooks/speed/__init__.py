"""Builds the site without doing anything twice: all locales at once, and of them only what has changed."""
