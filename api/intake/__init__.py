"""What was received, read: folders and files of every kind that funders have, as rows that are accepted or rejected."""
