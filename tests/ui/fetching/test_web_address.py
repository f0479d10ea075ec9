"""A web address as it is typed: read, or refused in one line."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.fetching.web_address import AddressRefused, FetchFailed, checked_addresses, web_address

INSIDE = ["127.0.0.1", "10.0.0.7", "169.254.169.254", "fd00::5", "::1", "0.0.0.0", "fe80::1%lo"]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (" https://paper.example/a/b?c=d#part ", "https://paper.example/a/b?c=d"),
        ("HTTP://Paper.Example:8080", "http://paper.example:8080"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("http://[2606:2800:220:1::]/x", "http://[2606:2800:220:1::]/x"),
    ],
)
def test_an_address_is_read_as_browsers_read_it(typed, read):
    assert str(web_address(typed)) == read


@pytest.mark.parametrize(
    "typed",
    [
        "ftp://paper.example/a", "file:///etc/passwd", "javascript://alert(1)", "https://", "http:///a",
        "paper.example",
        "https://ana:secret@paper.example/", "https://ana@paper.example/", "https://paper.example:0/", "",
        "https://paper example/", "https://paper.example/\na", f"https://paper.example/{'a' * 2000}", "https://[::1",
        "http://paper.example:99999999/", "data:text/html,hi",
    ],
)  # fmt: skip
def test_what_is_none_is_refused_in_one_line(typed):
    with pytest.raises(AddressRefused) as refused:
        web_address(typed)
    assert "\n" not in str(refused.value)
    assert "secret" not in str(refused.value)


@given(st.text(max_size=60) | st.text(string.printable, max_size=60).map("http://".__add__))
def test_whatever_is_typed_is_read_or_refused(typed):
    try:
        read = web_address(typed)
    except AddressRefused:
        return
    assert str(read).startswith(("http://", "https://"))
    assert read.host
    assert read.file_name
    assert not set(read.file_name) & set('/\\:*?"<>|\0')


@given(st.lists(st.sampled_from([*INSIDE, "93.184.216.34"]), min_size=1))
def test_one_number_inside_is_enough_to_refuse(numbers):
    at = web_address("https://paper.example/")
    if set(numbers) & set(INSIDE):
        with pytest.raises(AddressRefused, match=r"paper\.example.*; save the page and add the file"):
            checked_addresses(at, may_be_local=False, resolve=lambda *_: numbers)
    else:
        assert checked_addresses(at, may_be_local=False, resolve=lambda *_: numbers) == numbers


@pytest.mark.parametrize(
    ("number", "taken"), [(n, n in ("127.0.0.1", "10.0.0.7", "fd00::5", "::1")) for n in INSIDE]
)
def test_where_private_ones_may_be_asked_others_still_may_not(number, taken):
    at = web_address("http://paper.example/")
    try:
        assert checked_addresses(at, may_be_local=True, resolve=lambda *_: [number]) == [number]
    except AddressRefused:
        assert not taken
    else:
        assert taken


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "127.1", "localhost", "[::ffff:127.0.0.1]"])
def test_this_computer_is_known_under_its_other_names(host):
    with pytest.raises((AddressRefused, FetchFailed)):
        checked_addresses(web_address(f"http://{host}/"), may_be_local=False)


def test_a_host_that_is_not_there_is_named():
    def nobody(host, port):
        raise OSError(-2, "Name or service not known")

    with pytest.raises(FetchFailed, match=r"'paper\.example' was not found \(Name or service not known\)"):
        checked_addresses(web_address("https://paper.example/"), may_be_local=False, resolve=nobody)
