"""What people save with a library: in its folder, or in Postgres, by the same means."""

from concurrent.futures import ThreadPoolExecutor


def test_what_is_saved_is_read_replaced_and_removed(lib):
    saved = lib.stores.saved
    assert (saved.names(), saved.read("a")) == ([], None)
    saved.remove("a")
    saved.write("b", b"\x00two")
    saved.write("a", b"one")
    saved.write("b", b"\xfftwo again")
    assert saved.names() == ["a", "b"]
    assert (saved.read("a"), saved.read("b")) == (b"one", b"\xfftwo again")
    saved.remove("a")
    assert (saved.names(), saved.read("a")) == (["b"], None)


def test_changes_that_build_on_each_other_are_made_one_after_another(lib):
    saved = lib.stores.saved
    saved.write("count", b"0")

    def add_one(_):
        with saved.changing("count"):
            saved.write("count", str(int(saved.read("count")) + 1).encode())

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(add_one, range(18)))
    assert saved.read("count") == b"18"
