"""The library for programs: HTTP routes, and who may call them."""
