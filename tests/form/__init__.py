"""The form's routes and its paper, asked over HTTP."""
