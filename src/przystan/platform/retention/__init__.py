"""What is deleted or emptied when its time is over: rules by date, a preview, runs in portions."""
