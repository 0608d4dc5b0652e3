#!/usr/bin/python3
"""check-tidy.py: runs clang-tidy over what has changed since it last found nothing

Usage: check-tidy.py BUILD-FOLDER SOURCE-FOLDER

The commands come from the build folder, whatever its compiler: what only GCC knows is left out of them. A file that
passed is remembered by all it was read with (itself, our headers, the settings), in tidy.json of the build folder.
"""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

# The analyzer walks every path of a function and takes most of the time: it is for the layers where an error costs
# money or data. readability-function-size and the rest of .clang-tidy are for all.
DEEP = {'core', 'rules', 'db', 'store', 'processor', 'flow'}
SHALLOW_CHECKS = '-clang-analyzer-*'

GCC_ONLY = re.compile(r'-W(no-)?(duplicated-(branches|cond)|logical-op)$|-f(no-)?(sanitize|stack-protector)')


def our_headers(top):
    """One sum over all that a file of ours may read of ours."""
    total = hashlib.sha256((top / '.clang-tidy').read_bytes())
    total.update(pathlib.Path(__file__).read_bytes())
    for folder in ('src', 'tests'):
        for header in sorted((top / folder).rglob('*.h')):
            if 'node_modules' not in header.parts:
                total.update(header.read_bytes())
    return total.hexdigest()


def commands(build, top):
    """The files of ours with the options they are compiled with, each once."""
    seen = set()
    for entry in json.loads((build / 'compile_commands.json').read_text(encoding='utf-8')):
        path = (pathlib.Path(entry['directory']) / entry['file']).resolve()
        if path.suffix != '.c' or top not in path.parents or build in path.parents or path in seen:
            continue
        seen.add(path)
        words = shlex.split(entry['command'])
        # The compiler itself, perhaps behind ccache; the object, the dependencies and the file's own name.
        while words and not words[0].startswith('-'):
            words.pop(0)
        options, skip = [], False
        for word in words:
            if skip:
                skip = False
            elif word in ('-o', '-MF', '-MQ', '-MT'):
                skip = True
            elif word not in ('-c', '-MD', '-Werror', entry['file']) and not GCC_ONLY.match(word):
                options.append(word)
        yield path, entry['directory'], options


def tidy(path, directory, options, top):
    place = path.relative_to(top).parts
    arguments = ['clang-tidy', '--quiet']
    if not (place[0] == 'src' and place[1] in DEEP):
        arguments.append(f'--checks={SHALLOW_CHECKS}')
    arguments += [str(path), '--', *options, '-Wno-unknown-warning-option']
    result = subprocess.run(arguments, cwd=directory, capture_output=True, text=True, check=False)
    if result.returncode == 0:
        return ''
    return result.stdout + result.stderr


def main():
    build, top = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
    memory = build / 'tidy.json'
    try:
        passed = set(json.loads(memory.read_text(encoding='utf-8')))
    except (FileNotFoundError, ValueError):
        passed = set()

    headers = our_headers(top)
    work, still_good = [], set()
    for path, directory, options in commands(build, top):
        key = hashlib.sha256('\0'.join([headers, str(path), *options]).encode() + path.read_bytes()).hexdigest()
        if key in passed:
            still_good.add(key)
        else:
            work.append((path, directory, options, key))

    failed = False
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        futures = {pool.submit(tidy, path, directory, options, top): key for path, directory, options, key in work}
        for future in concurrent.futures.as_completed(futures):
            if output := future.result():
                failed = True
                print(output, flush=True)
            else:
                still_good.add(futures[future])

    memory.write_text(json.dumps(sorted(still_good)), encoding='utf-8')
    return failed


sys.exit(main())
