"""What keeps Dateline well: what an operator looks at, and what looks after itself."""
