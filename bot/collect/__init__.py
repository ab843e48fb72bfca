"""Everything that is read from the world: feeds, pages and files, through one guarded client."""
