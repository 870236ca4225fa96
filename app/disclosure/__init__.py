"""Disclosure control: which cells to withhold, the attack that must fail, and the proof that it fails."""
