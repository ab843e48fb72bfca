"""Which sentences of many articles make a brief."""
