"""What is read: sentences, titles, French spacing; plain text."""
