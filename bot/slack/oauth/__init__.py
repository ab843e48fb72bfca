"""How a workspace installs Dateline, whose a request is, and how a workspace leaves."""
