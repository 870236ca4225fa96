"""What any service needs, with no word of the domain: problems, logs, settings, texts; HTTP, the database."""
