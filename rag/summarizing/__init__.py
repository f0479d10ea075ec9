"""Summaries of one document; the entry point is ``rag.summarizing.summarize``."""
