"""What can go wrong when figures are asked for."""

from app.kit.problems import problem

InvalidSelection = problem("invalid-selection")
