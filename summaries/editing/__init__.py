"""What stands behind an edition: who witnesses a story, what it weighs, which gates it must pass."""
