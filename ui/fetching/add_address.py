"""A document of a web address: its copy is added like any file, and known by the address."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ReadError
from index.results import Added, Failure, Progress
from ui.fetching.web_address import AddressRefused, LookUp, WebAddress, look_up

if TYPE_CHECKING:
    from rag import Readback


def add_address(
    readback: "Readback",
    address: WebAddress,
    report: Callable[[Progress], None] = lambda _: None,
    resolve: LookUp = look_up,
) -> Added:
    """Fetch a document and add it; the same address again is left as it is, or replaced by what is new.

    What cannot be had or read is among the failures, by the address. Raises ``LibraryError``.
    """
    from ui.fetching.fetch import FetchLimits, fetch

    place = str(address)
    report(Progress(place, 1, 1, 0, 0))
    limits = FetchLimits(readback.settings.max_megabytes * 1_000_000, readback.settings.private_addresses)
    try:
        got = fetch(address, limits, resolve)
    except (AddressRefused, ReadError) as error:
        return Added((), (), (), (Failure(place, str(error).removeprefix(f"{place}: ")),))
    with tempfile.TemporaryDirectory(prefix="readback-") as folder:
        file = Path(folder) / got.name
        file.write_bytes(got.data)
        added = readback.add([file], lambda at: report(replace(at, path=place)), lambda _: place)
    for id in added.added:
        if readback.document(id).outlet is None:  # of a page that does not say, the host is who published it
            readback.set(id, outlet=address.host)
    failed = [
        Failure(one.path.replace(str(file), place), one.error.removeprefix(f"{got.name}: "))
        for one in added.failed
    ]
    return replace(added, failed=tuple(failed))
