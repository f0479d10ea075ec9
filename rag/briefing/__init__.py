"""Briefings over several documents: comparison of sources, choice of points and assembly."""
