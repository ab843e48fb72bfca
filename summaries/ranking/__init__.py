"""What a sentence of one article is worth."""
