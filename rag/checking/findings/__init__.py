"""The finders: each finds one way in which a claim differs from its source."""
