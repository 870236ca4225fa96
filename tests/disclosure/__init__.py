"""Disclosure control: known answers, every table tried on small ones, attacks, and forged certificates."""
