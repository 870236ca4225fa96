"""Organisation, code lists, questionnaires and help texts as data: one file per municipality."""
