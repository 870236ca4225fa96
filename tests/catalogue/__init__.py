"""Catalogues: what the files may hold, what codes and divisions mean, and a code that is renamed or ends."""
