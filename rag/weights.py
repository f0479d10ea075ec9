"""The numbers of this room, chosen by hand."""

RELATED_MARGIN = 0.2
"""Cosine by which ``doctor`` wants a related sentence nearer than an unrelated one. By hand."""
