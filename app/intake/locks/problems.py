"""What can go wrong when a tertial is locked or opened again."""

from app.kit.problems import problem

NotOver = problem("tertial-not-over")
NotLocked = problem("tertial-not-locked")
