"""What readers search: records of articles and collections, the words in them, and the index over both."""
