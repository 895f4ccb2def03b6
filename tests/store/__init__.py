"""What is kept on disk, and that nothing of it is ever lost."""
