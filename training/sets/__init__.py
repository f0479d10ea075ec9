"""The data sets: one module each, from the files as they are published to documents with questions."""
