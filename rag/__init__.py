"""Readback: ask your documents, and have every sentence read back to its source."""

from rag.readback import Readback
from rag.settings import Settings, load_settings

__all__ = ["Readback", "Settings", "load_settings"]
