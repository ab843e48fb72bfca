"""Countries of the world: their names and people, what else the news calls them, and where a story is."""
