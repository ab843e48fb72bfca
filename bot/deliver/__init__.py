"""Posting each digest once: when it is due, how its row moves on, and the driver that moves it."""
