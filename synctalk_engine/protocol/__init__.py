"""What engine and window say to each other: events, commands, run specifications, sentences."""
