"""Code for other systems, run on this one."""
