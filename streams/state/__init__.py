"""What is remembered, as pure folds: what an article contributed, the ledger, an interaction row. No Kafka."""
