"""What can go wrong with accounts alone."""

from app.kit.problems import problem

LastAdmin = problem("last-admin")
