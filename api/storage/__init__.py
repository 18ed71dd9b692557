"""What the service keeps, and how it is sealed."""
