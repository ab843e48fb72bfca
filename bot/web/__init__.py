"""Slack over signed HTTP, and how this process stands, for who watches it. Needs the extra `web`."""
