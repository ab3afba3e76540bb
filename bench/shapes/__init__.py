"""Adversarial shapes: how time grows with the size of inputs that are made to take long."""
