"""The agents: each translates a message into one call and publishes what comes back."""
