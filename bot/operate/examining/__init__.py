"""What the doctor looks at: facts that were gathered, and checks that are pure functions of them."""
