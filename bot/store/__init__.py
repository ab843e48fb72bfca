"""What Dateline remembers: one schema (SQLAlchemy Core), a file for each family of tables."""
