#!/usr/bin/python3
"""check-python.py: every Python file compiles, without writing anything

Usage: check-python.py FOLDER, the top of the tree.
"""

import pathlib
import sys
import warnings


def is_python(path):
    if path.suffix == '.py':
        return True
    if path.suffix or not path.is_file():
        return False
    with open(path, 'rb') as file:
        return b'python' in file.readline()


def main():
    warnings.simplefilter('error')
    top = pathlib.Path(sys.argv[1])
    failures = 0
    for folder in ('build-aux', 'src', 'tests'):
        for path in sorted((top / folder).rglob('*')):
            if 'node_modules' in path.parts or not is_python(path):
                continue
            try:
                compile(path.read_bytes(), str(path), 'exec')
            except (SyntaxError, ValueError, Warning) as error:
                print(f'{path}: {error}')
                failures += 1
    return failures > 0


sys.exit(main())
