"""What a prompt asks for, as far as words alone tell: sizes, colours, names of the file, single wishes."""
