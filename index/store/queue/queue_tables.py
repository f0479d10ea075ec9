"""The tables of the job queue in Postgres: the files to be added, and procrastinate's jobs, in one schema."""

from index.store.postgres.postgres_database import PostgresDatabase
from index.store.postgres.postgres_schema import COMMON

_TABLES = """
CREATE TABLE files (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, batch text NOT NULL,
    library text NOT NULL, title text NOT NULL, address text NOT NULL, name text NOT NULL, key text NOT NULL,
    state text NOT NULL, done integer NOT NULL DEFAULT 0, total integer NOT NULL DEFAULT 0,
    tries integer NOT NULL DEFAULT 0, error text NOT NULL DEFAULT '', result text,
    at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX files_batch ON files (batch);
CREATE INDEX files_open ON files (library, number) WHERE state != 'ready';
CREATE INDEX files_at ON files (at);
"""


def exists(database: PostgresDatabase) -> bool:
    """Return whether the tables are there."""
    return bool(database.value("SELECT to_regclass(%s) IS NOT NULL", (f"{COMMON}.files",)))


def create(database: PostgresDatabase) -> None:
    """Make the tables if there are none, all or none."""
    from procrastinate.schema import SchemaManager

    with database.place.failures(), database.session() as connection, connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(hashtext(%s), 0)", (COMMON,))
        found = connection.execute("SELECT to_regclass(%s) IS NOT NULL", (f"{COMMON}.files",)).fetchone()
        if found == (True,):
            return
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {COMMON}")
        connection.execute(SchemaManager.get_schema())
        connection.execute(_TABLES)
