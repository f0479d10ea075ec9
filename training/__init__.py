"""Trains the small reader. Not part of the package: PyTorch is needed here and nowhere else."""
