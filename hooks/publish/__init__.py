"""Files beside the pages: texts for machines, headers for hosts."""
