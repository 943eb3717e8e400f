"""Tests mirror the folders of the code; suites.py names those that need something outside the wheels."""
