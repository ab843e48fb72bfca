"""What is done by itself while Dateline runs, and what makes it start."""
