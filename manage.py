#!/usr/bin/env python3
"""Django's commands with the source on the path; ./otagai manage gives them the town's environment."""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parent / "src"), str(Path(__file__).parent)]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "otagai.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
