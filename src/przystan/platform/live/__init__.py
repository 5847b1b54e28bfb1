"""Live pages: server-sent events from PostgreSQL notifications, with catching up."""
