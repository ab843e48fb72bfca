"""Slack: what it is shown (blocks), what it asks (listeners) and what is posted to it (messenger)."""
