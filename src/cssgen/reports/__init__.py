"""What a command found and did, in the formats of terminals, scripts, GitHub, GitLab and code scanning."""
