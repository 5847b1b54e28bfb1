"""What any system would need; knows nothing about foreigners."""
