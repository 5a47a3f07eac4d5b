"""What differs between languages: interface words, dates, plurals, slugs."""
