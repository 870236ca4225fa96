"""The tablet's form: a progressive web app without a build step, and the same forms on paper."""
