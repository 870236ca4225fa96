"""What is published now, for readers: one consistent snapshot, and the sums of several tertials."""
