"""Which network addresses are asked: none that is not of the internet, however it is written."""

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.fetching.network_address import is_local, is_public, parsed

PUBLIC = ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
LOCAL = [
    "127.0.0.1",
    "127.9.9.9",
    "::1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.178.1",
    "fd00::1",
    "::ffff:10.0.0.1",
]
NEVER = [
    "0.0.0.0", "::", "169.254.169.254", "fe80::1%eth0", "224.0.0.1", "ff02::1", "240.0.0.1",
    "255.255.255.255", "100.64.0.1", "192.0.2.1", "198.18.0.1", "2001:db8::1", "2002:7f00:1::",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2", "fec0::1", "::7f00:1", "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",
]  # fmt: skip


@pytest.mark.parametrize("text", PUBLIC)
def test_an_address_of_the_internet_is_public(text):
    assert is_public(parsed(text))
    assert not is_local(parsed(text))


@pytest.mark.parametrize("text", LOCAL)
def test_an_address_of_this_computer_or_of_a_private_network_is_local(text):
    assert is_local(parsed(text))
    assert not is_public(parsed(text))


@pytest.mark.parametrize("text", NEVER)
def test_a_special_address_is_neither(text):
    assert not is_public(parsed(text))
    assert not is_local(parsed(text))


@given(st.ip_addresses(v=4))
def test_an_address_is_public_or_not_however_it_is_wrapped(address: IPv4Address):
    number = int(address)
    wrapped = IPv6Address((0xFFFF << 32) | number), IPv6Address((0x64FF9B << 96) | number)
    for one in map(str, wrapped):
        assert is_public(parsed(one)) == is_public(address)
        assert is_local(parsed(one)) == is_local(address)
    assert not is_public(IPv6Address((0x2002 << 112) | (number << 80)))  # 6to4


@given(st.ip_addresses())
def test_no_address_is_public_and_private(address):
    if is_public(address):
        special = address.is_private, address.is_loopback, address.is_link_local, address.is_multicast
        assert not any(special)
        assert not is_local(address)
