"""Sentences as they stand in a text: what cuts them, what is no news, what leans on what."""
