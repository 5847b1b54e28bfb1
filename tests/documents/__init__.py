"""Documents on real data, with adapters, and beside independent programs."""
