"""Tag numbers, reads, custody, places and inventories: pure."""
