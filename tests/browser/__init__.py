"""The tablet's form and the parents' pages in a real Chromium, against a served Stödlogg."""
