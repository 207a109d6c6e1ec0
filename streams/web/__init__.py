"""HTTP in the worker: views over the tables, health, metrics."""
