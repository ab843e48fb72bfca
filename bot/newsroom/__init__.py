"""What happens by itself: articles are taken in, stories grow, editions are planned."""
