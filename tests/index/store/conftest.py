"""A catalog for the tests of the store, in SQLite and in Postgres."""

import pytest

from index.store.catalog import Catalog
from index.store.postgres import postgres_schema
from index.store.postgres.postgres_catalog import PostgresCatalog
from index.store.postgres.postgres_database import PostgresDatabase
from index.store.postgres.postgres_place import PostgresPlace


def opened(postgres, folder):
    database = PostgresDatabase(PostgresPlace(postgres.address), f"readback_{folder.name}")
    postgres_schema.create(database)
    return PostgresCatalog(database)


@pytest.fixture(params=["sqlite", "postgres"])
def catalog(request, tmp_path, shared_folder):
    if request.param == "sqlite":
        made = Catalog.create(tmp_path / "catalog.sqlite3")
    else:
        made = opened(request.getfixturevalue("postgres"), shared_folder)
    yield made
    made.close()


@pytest.fixture
def postgres_catalog(postgres, shared_folder):
    made = opened(postgres, shared_folder)
    yield made
    made.close()
