"""Answers on people's own phones: parents' links and posters, partners' invitations to the Spindle."""
