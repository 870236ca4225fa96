"""What is published now, for readers: a snapshot, sums of several tertials, and responses ready to send."""
