"""What search engines read: structured data and sitemaps."""
