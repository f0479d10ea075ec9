"""The command ``add`` with web addresses beside files."""

import pytest
from support.web_site import SitePage, web_site

ALLOWED = {"READBACK_PRIVATE_ADDRESSES": "on"}


@pytest.fixture
def site():
    with web_site({"/bridge": SitePage()}) as served:
        yield served


def test_addresses_and_files_are_added_together(cli, as_json, site, tmp_path, papers):
    library = tmp_path / "lib"
    done = cli("add", papers / "bakery.txt", site("/bridge"), "--library", library, **ALLOWED)
    assert (done.exit_code, done.stdout.partition(",")[0]) == (0, "2 added")
    listed = as_json("list", "--library", library)["documents"]
    assert [document["path"] for document in listed][1:] == [site("/bridge")]


def test_an_address_that_fails_is_named_and_the_rest_is_done(cli, site, tmp_path):
    done = cli("add", site("/missing"), site("/bridge"), "--library", tmp_path / "lib", **ALLOWED)
    assert done.exit_code == 1
    assert done.stdout.startswith("1 added")
    assert done.stderr.count("\n") == 1
    assert f"{site('/missing')}: the server answers 404 Not Found" in done.stderr


@pytest.mark.parametrize("address", ["ftp://paper.example/a", "https://", "file:///etc/passwd"])
def test_what_is_no_address_is_wrong_usage_and_nothing_is_added(cli, papers, tmp_path, address):
    done = cli("add", papers, address, "--library", tmp_path / "lib")
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "lib" / "catalog.sqlite3").exists()


def test_this_computer_is_not_asked_without_the_setting(cli, site, tmp_path):
    done = cli("add", site("/bridge"), "--library", tmp_path / "lib")
    assert done.exit_code == 1
    assert "set private_addresses to on" in done.stderr
    assert site.asked == []
