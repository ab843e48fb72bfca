"""What a message in a conversation means."""
