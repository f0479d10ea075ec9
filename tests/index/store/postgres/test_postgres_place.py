"""The address of a Postgres server: errors name the server, never the password."""

import pytest
from support.shared_servers import PASSWORD, free_port

from index.errors import LibraryError, StoreUnreachable, UsageError
from index.store.postgres import postgres_schema
from index.store.postgres.postgres_database import PostgresDatabase
from index.store.postgres.postgres_place import PostgresPlace


def refused(address):
    database = PostgresDatabase(PostgresPlace(address), "readback_x")
    with pytest.raises(LibraryError) as failed:
        postgres_schema.exists(database)
    database.close()
    assert PASSWORD not in str(failed.value)
    return failed.value


def test_what_is_no_address_is_refused_without_repeating_it():
    with pytest.raises(UsageError, match="READBACK_DATABASE") as failed:
        PostgresPlace(f"postgresql//u:{PASSWORD}@h")
    assert PASSWORD not in str(failed.value)


def test_a_server_that_does_not_answer_is_named_with_what_to_do():
    error = refused(f"postgresql://u:{PASSWORD}@127.0.0.1:{free_port()}/d")
    assert isinstance(error, StoreUnreachable)
    assert "Connection refused. Start it, then run the same command again" in str(error)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [(PASSWORD, f"{PASSWORD}x", "password"), ("/postgres", "/absent", "does not exist")],
)
def test_a_server_that_takes_nobody_in_is_told_apart(postgres, old, new, why):
    error = refused(new.join(postgres.address.rsplit(old, 1)))
    assert not isinstance(error, StoreUnreachable)
    assert "refuses" in str(error)
    assert why in str(error)


def test_a_server_that_does_not_encrypt_is_not_asked_where_that_is_wanted(postgres):
    error = refused(f"{postgres.address}?sslmode=require")
    assert "server does not support SSL, but SSL was required" in str(error)
