"""What cssgen asks of git, and the one thing that it has git do: stage a fill."""
