"""Readers: small networks on this computer that read a question together with a passage."""
