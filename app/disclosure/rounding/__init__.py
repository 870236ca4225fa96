"""Protection by rounding: whole tables with no small count in them, which could be of many truths.

Read in this order: `rule` (what may stand for what), `linked` (what is rounded together), `drawing` (the
secret targets), `nearest` (the whole table nearest to them, by `units` and `programme`), `attack` (what can
be known all the same), `protecting` (round, attack, `repair`), `certificate` and `checking` (the proof, and
its check without a solver).
"""
