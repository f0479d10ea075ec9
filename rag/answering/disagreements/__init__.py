"""Disagreements: the value each source gives, which values agree, which sources are about one thing."""
