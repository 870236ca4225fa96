"""What can be wrong with asking for a report."""

from app.kit.problems import problem

NothingPublished = problem("nothing-published")
