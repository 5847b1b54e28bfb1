"""The rules of the calls room: pure functions, no Django, no files, no clock."""
