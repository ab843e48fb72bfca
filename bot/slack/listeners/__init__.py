"""One file for each kind of thing that Slack tells us; each acknowledges first and works in the pool."""
