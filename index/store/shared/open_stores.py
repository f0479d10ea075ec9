"""The choice between a library's folder and its servers."""

from collections.abc import Callable
from pathlib import Path

from index.embedding.embedder import Embedder
from index.store.interfaces import LibraryStores
from index.store.shared.shared_places import SharedPlaces
from index.store.stores import Stores


def open_stores(
    folder: Path, open_embedder: Callable[[], Embedder | None], *, owner: bool, shared: SharedPlaces | None
) -> LibraryStores:
    """The stores in ``folder``, or on the servers at ``shared``, whose libraries load only then.

    ``owner`` is as :class:`Stores` says. Raises ``UsageError`` for an address that is none.
    """
    if shared is None:
        return Stores(folder, open_embedder, owner=owner)
    from index.store.shared.shared_stores import SharedStores

    return SharedStores(folder, open_embedder, shared)
