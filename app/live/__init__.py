"""Figures as coordinators may see them before anything is published: exact, and of nobody's single answer."""
