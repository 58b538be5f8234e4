"""`python -m cssgen`."""

from cssgen.cli import main

raise SystemExit(main())
