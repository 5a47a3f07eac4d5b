"""Search servers that owners run, for sites that have outgrown a static index."""
