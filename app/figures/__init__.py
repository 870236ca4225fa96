"""Figures: one cube of counts for whoever shows them, and one derivation of what follows from it.

Read in this order: `values` (what a cell holds), `cube`, `states` (which cells have no figure, and why),
`figure`, `deriving` (shares, means and bases), `rows`. Live counts become cubes in `counted`, frozen tables
by `FrozenTable.cube`.
"""
