"""What sentences state: figures, claims, who else states them, what differs and what is new."""
