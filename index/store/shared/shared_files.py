"""The kept files of a shared library: a folder that all servers see, or a store with an fsspec URL."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from index.errors import LibraryError, StoreUnreachable, UsageError
from index.store.interfaces import FileRows
from index.store.kept_files import KeptFiles
from index.store.weights import FILES_AT_ONCE, FILES_TRIES, FILES_WAIT

_S3 = ("s3", "s3a")
_BUCKETS = (*_S3, "gs", "gcs", "abfs", "az")  # whose first part is a bucket, and which have no folders
_WHY = {
    "PermissionError": "refuses access; see its keys, and that they may list, read, write and remove",
    "FileNotFoundError": "has no such bucket or folder; make it, or correct the URL",
    "NoCredentialsError": "needs keys: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
}


def open_files(place: str, name: str, folder: Path) -> FileRows:
    """The files of the library ``name`` at ``place``, a folder or a URL; "" for ``folder``'s own.

    Raises ``UsageError`` if nothing here opens such a URL.
    """
    if not place:
        return KeptFiles(folder / "files")
    if "://" not in place:
        return KeptFiles(Path(place).expanduser().absolute() / name)
    return UrlFiles(place, name)


class UrlFiles:
    """The files below a URL, each named by the SHA-256 of its bytes, as :class:`KeptFiles` has them.

    Folders are made, a bucket never. Every method raises ``StoreUnreachable`` if the store fails.
    """

    def __init__(self, url: str, name: str) -> None:
        self._scheme = url.split("://")[0]
        try:
            self._files, root = _opened(self._scheme, url)
        except ImportError as error:
            raise UsageError(
                f"READBACK_FILES is an address of {self._scheme!r}, which needs a library that is not"
                f" installed ({error}); for s3:// it comes with: pip install 'readback[s3]'"
            ) from None
        except Exception as error:  # noqa: BLE001  # each store has its own
            raise UsageError(
                f"READBACK_FILES is no folder, and no URL that can be opened ({type(error).__name__});"
                " it looks like s3://bucket/folder"
            ) from None
        self._root = f"{root.rstrip('/')}/{name}"

    @property
    def place(self) -> str:
        """Where they are, for messages, without what the URL may hold of keys."""
        return f"the {self._scheme!r} store of READBACK_FILES"

    def has(self, sha256: str) -> bool:
        """Return whether the file of these bytes is kept."""
        with self._asking():
            return bool(self._files.exists(self._path(sha256)))

    def read(self, sha256: str) -> bytes | None:
        """The bytes of a file; ``None`` if it is not kept."""
        with self._asking():
            try:
                data: Any = self._files.cat_file(self._path(sha256))
            except FileNotFoundError:
                return None
            return bytes(data)

    def keep(self, files: Mapping[str, bytes]) -> None:
        """Write the bytes of files, by their hashes, but for those that are kept already."""
        with self._asking(), ThreadPoolExecutor(FILES_AT_ONCE) as pool:
            if self._scheme not in _BUCKETS:
                self._files.makedirs(self._root, exist_ok=True)
            list(pool.map(self._keep, files.items()))

    def remove(self, hashes: Iterable[str]) -> None:
        """Remove the files of these hashes; no error if one is not kept."""
        for sha256 in hashes:
            with self._asking(), suppress(FileNotFoundError):
                self._files.rm_file(self._path(sha256))

    def _keep(self, file: tuple[str, bytes]) -> None:
        path = self._path(file[0])
        if not self._files.exists(path):
            self._files.pipe_file(path, file[1])

    def _path(self, sha256: str) -> str:
        return f"{self._root}/{sha256}"

    @contextmanager
    def _asking(self) -> Iterator[None]:
        try:
            yield
        except LibraryError:
            raise
        except Exception as error:  # noqa: BLE001  # each store has its own
            kind = type(error).__name__
            why = _WHY.get(kind, f"fails ({kind}); see that it answers")
            raise StoreUnreachable(f"{self.place} {why}. Then run the same command again") from None


def _opened(scheme: str, url: str) -> tuple[Any, str]:
    """The store that a URL names, and the path in it. Raises ``ValueError`` for one without a bucket."""
    if scheme in _BUCKETS and not urlsplit(url).netloc:
        raise ValueError(url)
    if scheme not in _S3:
        import fsspec

        files, path = fsspec.core.url_to_fs(url)
        return files, path
    import s3fs

    limits = {"connect_timeout": FILES_WAIT, "retries": {"max_attempts": FILES_TRIES}}
    return s3fs.S3FileSystem(config_kwargs=limits), s3fs.S3FileSystem._strip_protocol(url)
