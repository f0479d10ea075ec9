"""The numbers of this room, chosen by hand."""

RELATED_MARGIN = 0.2
"""Cosine by which ``doctor`` wants a related sentence nearer than an unrelated one. By hand."""
MAY_ANSWER = 0.2  # confidence of an answer not found from which its nearest passages may answer; by hand
