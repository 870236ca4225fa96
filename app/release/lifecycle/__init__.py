"""The life of a release: its acts, the jobs that check it, what was published before, and how it is asked."""
