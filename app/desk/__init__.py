"""The coordinator's desk: pages without script, over the services that the API uses."""
