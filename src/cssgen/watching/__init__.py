"""Stylesheets filled while they are edited: from what the file system tells to fills, one file after another.

`agenda` decides when, and knows neither files nor clocks; `looking` and `filling` read and write files; `trees`,
`coverage` and `observing` say which directories to watch, and what happened in them.
"""
