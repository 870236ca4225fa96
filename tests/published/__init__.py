"""What is published now, for readers: snapshots, sums of several tertials, and what is said of protection."""
