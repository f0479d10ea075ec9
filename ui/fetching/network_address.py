"""The rule of which computers are asked for a document: those of the internet, none beside this one."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

NetworkAddress = IPv4Address | IPv6Address

_LOCAL = tuple(
    map(ip_network, ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7"))
)
_NAT64 = ip_network("64:ff9b::/96")  # RFC 6052: the last four bytes are an IPv4 address


def parsed(text: str) -> NetworkAddress:
    """The address that ``text`` writes in numbers, unwrapped where IPv6 holds IPv4. Raises ``ValueError``."""
    found = ip_address(text.partition("%")[0])
    if isinstance(found, IPv6Address):
        if found in _NAT64:
            return IPv4Address(int(found) & 0xFFFFFFFF)
        return found.ipv4_mapped or found
    return found


def is_public(address: NetworkAddress) -> bool:
    """Return whether an address is one of the internet, by IANA's registries of special addresses."""
    # 6to4 and Teredo (RFC 3056, RFC 4380) lead on to an IPv4 address that is hidden in them.
    if address.version == 6 and (address.sixtofour or address.teredo or address.is_site_local):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def is_local(address: NetworkAddress) -> bool:
    """Return whether an address is this computer's own, or of a private network (RFC 1918, RFC 4193)."""
    return any(address.version == network.version and address in network for network in _LOCAL)
