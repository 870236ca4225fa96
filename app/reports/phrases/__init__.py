"""Every sentence of a report that has figures in it, as pure functions of the figures; a module a subject."""
