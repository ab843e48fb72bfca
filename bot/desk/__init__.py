"""What every surface asks for: answers, and the channels' standing orders."""
