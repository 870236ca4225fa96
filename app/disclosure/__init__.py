"""Disclosure control: what may be shown of tables, the attack that must fail, and the proof that it fails.

Two methods, each in a room of its own: `rounding`, by which the service publishes, and `suppression`, by
which it published earlier. What both need is here: the problem, its file, the solver, the deadline.
"""
