"""What the summary of one document is made with; the verb is ``rag.summarizing.summarize``."""
