"""The keys and types of the contract's JSON shapes."""

CITATION = {"n", "document", "title", "outlet", "published", "page", "start", "end", "quote"}

DOCUMENT = {
    "id", "sha256", "title", "outlet", "published", "published_evidence", "path", "media_type",
    "characters", "passages", "state", "error", "copies_of",
}  # fmt: skip
