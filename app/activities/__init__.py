"""What advisers and coordinators register: one module per activity, with its schema, tables and rules."""
