"""The pages of the documentation that are generated from the code, so that they cannot differ from it."""
