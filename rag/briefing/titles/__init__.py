"""Titles of disputes: how a person would name what is in dispute."""
