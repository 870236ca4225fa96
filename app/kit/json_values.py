"""What is written as JSON, or was read of it, before anybody has looked at it."""

JsonObject = dict[str, object]
"""An object: its values are looked at before they are used."""
