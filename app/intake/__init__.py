"""Filing records exactly once: idempotency, correction, withdrawal, locked tertials, batches."""
