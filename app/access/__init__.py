"""Who may do what: roles as data, devices, accounts, research keys, guards, and the trail of acts."""
