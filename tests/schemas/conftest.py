"""Hypothesis without a stopwatch: a machine that is busy elsewhere is no fault of the records."""

from hypothesis import HealthCheck, settings

settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")
