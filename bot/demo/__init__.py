"""The demonstration: Dateline at work without Slack, keys or a network."""
