"""Real processes, each fault at each point of a delivery, and what the stand-in for Slack has on record."""
