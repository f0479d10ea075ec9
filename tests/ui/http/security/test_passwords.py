"""What is kept of a password, how long a guess has to wait, and how long a session goes on."""

import json
import stat
import sys

import pytest

from index.errors import UsageError
from ui.http.security import passwords
from ui.http.security.sessions import LASTS, Sessions
from ui.http.security.throttle import FREE, OVERALL, Throttle, neighbourhood

SECRET = "seven grey herons"
ACCOUNT = passwords.new("Jonas", SECRET, n=2**10, p=1)


class Clock:
    """Seconds that pass when told to."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_of_a_password_only_a_hash_is_kept_for_its_owner_alone(tmp_path):
    folder = tmp_path / "new" / "library"
    account = passwords.keep(folder, "Jonas", SECRET)
    file = folder / "auth.json"
    assert SECRET not in file.read_text()
    assert SECRET not in repr(account)
    entry = json.loads(file.read_text())["users"]["Jonas"]
    assert set(entry) == {"salt", "scrypt", "n", "r", "p"}
    assert [path.name for path in folder.iterdir()] == ["auth.json"]
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_an_account_opens_with_its_name_and_password_only(tmp_path):
    passwords.keep(tmp_path, "Jonas", SECRET)
    account = passwords.kept(tmp_path, "Jonas")
    assert account.opens("Jonas", SECRET)
    assert account.opens(None, SECRET)
    for user, password in (
        ("jonas", SECRET),
        ("", SECRET),
        ("Jonas", SECRET + " "),
        (None, ""),
        ("Jonas", ""),
    ):
        assert not account.opens(user, password)


def test_the_same_password_leaves_the_file_and_another_one_changes_it(tmp_path):
    first = passwords.keep(tmp_path, "Jonas", SECRET)
    passwords.keep(tmp_path, "Mira", "another password")
    before = (tmp_path / "auth.json").read_bytes()
    assert passwords.keep(tmp_path, "Jonas", SECRET) == first
    assert (tmp_path / "auth.json").read_bytes() == before
    changed = passwords.keep(tmp_path, "Jonas", "eight grey herons")
    assert not changed.opens("Jonas", SECRET)
    assert passwords.kept(tmp_path, "Jonas") == changed
    assert passwords.kept(tmp_path, "Mira").opens("Mira", "another password")
    assert passwords.kept(tmp_path, "Nobody") is None


@pytest.mark.parametrize(
    "content",
    ["{", "[]", '{"users": []}', '{"users": {"Jonas": {}}}', '{"users": {"Jonas": 3}}', "\xff",
     '{"users": {"Jonas": {"salt": "AAAA", "scrypt": "AAAA", "n": 3, "r": 8, "p": 1}}}',
     '{"users": {"Jonas": {"salt": "AAAA", "scrypt": "AAAA", "n": 1073741824, "r": 8, "p": 1}}}'],
)  # fmt: skip
def test_a_damaged_file_is_one_line(tmp_path, content):
    (tmp_path / "auth.json").write_text(content, encoding="latin-1")
    with pytest.raises(UsageError, match=r"auth\.json.*--auth USER:PASSWORD") as failure:
        passwords.kept(tmp_path, "Jonas")
    assert "\n" not in str(failure.value)


@pytest.mark.parametrize("given", ["", ":", " :long enough", ":long enough", "a\nb:long enough"])
def test_a_user_has_a_name(given):
    with pytest.raises(UsageError, match="names no user"):
        passwords.split(given)


def test_passwords_are_long_enough_and_may_hold_colons():
    assert passwords.split("Jonas") == ("Jonas", None)
    assert passwords.split("Jonas:a:b:c:d:e") == ("Jonas", "a:b:c:d:e")
    for given in ("Jonas:", "Jonas:secret7", "Jonas:" + "x" * 2000):
        with pytest.raises(UsageError, match="8 to 1024") as failure:
            passwords.split(given)
        assert "secret7" not in str(failure.value)


def test_pauses_begin_after_five_failures_and_double(clock):
    throttle, pauses = Throttle(clock), []
    for _ in range(14):
        throttle.failed("192.0.2.1")
        pauses.append(throttle.wait("192.0.2.1"))
        clock.now += pauses[-1]
        assert throttle.wait("192.0.2.1") == 0
    assert pauses == [0] * (FREE - 1) + [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]
    assert throttle.wait("192.0.2.2") == 0


def test_a_success_or_an_hour_forgives(clock):
    throttle = Throttle(clock)
    for forgive in (lambda: throttle.succeeded("192.0.2.1"), lambda: setattr(clock, "now", clock.now + 3601)):
        for _ in range(FREE):
            throttle.failed("192.0.2.1")
        assert throttle.wait("192.0.2.1")
        forgive()
        throttle.failed("192.0.2.1")
        assert throttle.wait("192.0.2.1") == 0
        throttle.succeeded("192.0.2.1")


def test_many_addresses_together_keep_strangers_waiting_and_no_one_who_was_in(clock):
    throttle = Throttle(clock)
    throttle.succeeded("192.0.2.200")
    for number in range(OVERALL):
        assert throttle.wait("192.0.2.201") == 0
        throttle.failed(f"198.51.100.{number}")
    assert throttle.wait("192.0.2.201") == 600
    assert throttle.wait("192.0.2.200") == 0
    clock.now += 600
    assert throttle.wait("192.0.2.201") == 0


def test_one_address_alone_cannot_keep_the_others_waiting(clock):
    throttle = Throttle(clock)
    for _ in range(3600):  # an hour of guessing, each as soon as it may
        if not throttle.wait("192.0.2.1"):
            throttle.failed("192.0.2.1")
        assert throttle.wait("192.0.2.2") == 0
        clock.now += 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:1", True), ("2001:db8::1", "2001:db8:0:1::1", False),
        ("192.0.2.1", "192.0.2.2", False), ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("fe80::1%eth0", "fe80::2%eth1", True), ("", "", True), ("testclient", "other", False),
    ],
)  # fmt: skip
def test_what_one_caller_can_have(one, other, same):
    assert (neighbourhood(one) == neighbourhood(other)) is same


def test_sessions_end_twelve_hours_after_the_latest_request(clock):
    sessions = Sessions(clock)
    token = sessions.open(ACCOUNT)
    for _ in range(3):
        clock.now += LASTS - 1
        assert sessions.holds(token)
    clock.now += LASTS + 1
    assert not sessions.holds(token)
    clock.now -= LASTS
    assert not sessions.holds(token)


def test_sessions_are_told_apart_bounded_and_kept_as_hashes(clock):
    sessions = Sessions(clock)
    first, second = sessions.open(ACCOUNT), sessions.open(ACCOUNT)
    assert first != second
    assert first not in repr(vars(sessions))
    assert sessions.holds(first)
    for _ in range(999):
        sessions.open(ACCOUNT)
    assert sessions.holds(first)
    assert not sessions.holds(second)
    sessions.close(first)
    sessions.close("never opened")
    assert not sessions.holds(first)
    assert not sessions.holds("")
