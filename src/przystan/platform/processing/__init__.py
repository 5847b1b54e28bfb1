"""What is kept about persons and why: declared by each room beside its tables."""
