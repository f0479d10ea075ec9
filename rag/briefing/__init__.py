"""A briefing, part by part."""
