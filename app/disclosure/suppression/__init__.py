"""Protection by suppression: exact tables with cells withheld, so that no small count can be worked out.

Read in this order: `elimination` and `secondary` (which further cells to withhold so that no sum gives one
away), `deduction` and `attack` (what can be known all the same), `repair` and `securing` (withhold more until
every attacker fails), `protecting` (all of it), `certificate` and `checking` (the proof, and its check
without a solver), `auditing` (the attack on somebody else's choice).
"""
