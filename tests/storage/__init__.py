"""The file that holds everything: stopped, put back, exchanged, damaged; and a server that stands still."""
