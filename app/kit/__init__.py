"""Settings, database, problems, request bodies and logging: nothing here knows the domain."""
