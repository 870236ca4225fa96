"""The same figure wherever it is read: statistics, PxWeb, reports, before and after rounding."""
