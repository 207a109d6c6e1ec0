"""Compiles what the project spends its time in; the sources stay what they are, and run without it too."""
