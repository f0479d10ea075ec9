"""A catalog for the tests of the store."""

import pytest

from index.store.catalog import Catalog


@pytest.fixture
def catalog(tmp_path):
    made = Catalog.create(tmp_path / "catalog.sqlite3")
    yield made
    made.close()
