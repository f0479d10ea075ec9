"""A folder that a library follows while a process runs."""
