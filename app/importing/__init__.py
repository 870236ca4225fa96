"""Earlier records from CSV and XLSX files, by the rules of the intake; and the templates to fill in."""
