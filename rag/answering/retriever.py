"""The library as a LlamaIndex retriever, for query engines of the user's own."""

from collections.abc import Callable

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from rag.shapes import Citation, SearchResult


class ReadbackRetriever(BaseRetriever):  # type: ignore[misc]  # LlamaIndex's types are not read
    """Passages as nodes: ``start_char_idx`` and ``end_char_idx`` are exact, metadata names the source."""

    def __init__(self, search: Callable[[str], SearchResult]) -> None:
        self._search = search
        super().__init__()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = self._search(query_bundle.query_str).hits
        return [NodeWithScore(node=_node(hit.citation), score=hit.score) for hit in hits]


def _node(citation: Citation) -> TextNode:
    metadata = {
        name: value
        for name in ("document", "title", "outlet", "published", "page")
        if (value := getattr(citation, name)) is not None
    }
    return TextNode(
        id_=f"{citation.document}:{citation.start}-{citation.end}",
        text=citation.quote,
        start_char_idx=citation.start,
        end_char_idx=citation.end,
        metadata=metadata,
    )
