"""What a coordinator is shown of answers and next steps before anything is published."""
