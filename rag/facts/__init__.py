"""Figures and dates of sentences, and which ones of different documents are about one thing."""
