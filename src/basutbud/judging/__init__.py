"""Clinics before the rules: one at a time, then many."""
