"""What editors do with whole articles: make, move and remove them, with their translations and links."""
