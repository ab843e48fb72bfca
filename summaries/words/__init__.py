"""What is known of words: word lists, stop words, how common words are, places and times."""
