"""The certificate with which a server encrypts."""

import ssl
from pathlib import Path
from typing import Any

from index.errors import UsageError


def tls_settings(certificate: Path, key: Path) -> dict[str, Any]:
    """Uvicorn's settings for TLS. Raises ``UsageError`` if the files cannot be used."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password="")
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        why = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
        raise UsageError(
            f"The certificate {str(certificate)!r} and key {str(key)!r} cannot be used ({why}). "
            "Both must be PEM files, belong together, and need no password."
        ) from error
    return {"ssl_certfile": str(certificate), "ssl_keyfile": str(key)}
